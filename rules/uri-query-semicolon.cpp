#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

/// The values that may hold any text, a semicolon too.
bool is_free_text(const ConnectionString& client, const KnownOption& known) {
  return known.value == OptionValue::text ||
         (client.unix_socket() && known.value == OptionValue::bind);
}

/// Whether what follows a semicolon is meant as an option.
bool begins_option(std::string_view text) {
  const std::string_view key = text.substr(0, text.find('='));
  return c_option(key) != nullptr || (key.size() < text.size() && !key.empty());
}

Diagnostic semicolon(const ConnectionString& client, std::string_view mark, bool option_behind,
                     bool is_last) {
  const bool go = client.kind == ClientKind::go;
  Diagnostic diagnostic{.where = client.at(mark),
                        .message = go ? "the Go client silently drops what contains ';'"
                                      : "';' does not end an option"};
  if (option_behind) {
    diagnostic.message += "; options are separated by '&'";
    diagnostic.fix = {{{client.at(mark), "&"}}, !go};
  } else if (is_last) {
    diagnostic.fix = {{{client.at(mark), ""}}, !go};
  }
  return diagnostic;
}

void check(const ConnectionString& client, Diagnostics& found) {
  const bool go = client.kind == ClientKind::go;
  if (!go && !is_c_family(client.kind)) return;
  // The parts that Go reads hold nothing of what it drops.
  for (const Option& option : (go ? client.written : client.parts()).options) {
    const bool in_key = option.key.find(';') != std::string_view::npos;
    const std::string_view part = in_key ? option.key : option.value;
    const std::size_t at = part.find(';');
    if (at == std::string_view::npos || html_ampersand(option.key) > 0) continue;
    const std::string_view behind = part.substr(at + 1);
    const bool option_behind = begins_option(behind) || (in_key && !behind.empty());
    const KnownOption* known = c_option(option.key);
    const bool free_text = known != nullptr && is_free_text(client, *known);
    if (!go && !in_key && !option_behind && (free_text || known == nullptr)) continue;
    found.push_back(semicolon(client, part.substr(at, 1), option_behind, behind.empty()));
    if (!go && free_text) found.back().severity = Severity::warning;
  }
}

}  // namespace

Rule uri_query_semicolon() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
