#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"
#include "support/stray_option.hpp"

namespace ampslint {
namespace {

/// Whether the client has something against an option without a `=` (which the Go client reads as
/// an empty value).
bool minds(const ConnectionString& client, std::string_view key) {
  if (is_stray(client, key)) return false;
  if (key.find_first_of(";#") != std::string_view::npos || html_ampersand(key) > 0) return false;
  if (is_c_family(client.kind)) return true;
  if (client.kind == ClientKind::javascript) return key == "pretty";
  const bool refuses = client.kind == ClientKind::go && client.reading.accepts == false;
  const auto known =
      refuses ? option_keys(client.kind, client.scheme) : std::vector<std::string_view>();
  return key != "mt" && std::ranges::count(known, key) != 0;
}

void check(const ConnectionString& client, Diagnostics& found) {
  for (const Option& option : client.written.options) {
    if (option.value.present() || option.key.empty() || !minds(client, option.key)) continue;
    Diagnostic diagnostic{
        .where = client.at(option.key),
        .message = fmt::format("option '{}' has no '=' and no value", client.show(option.key))};
    const KnownOption* known = c_option(option.key);
    if (known != nullptr && is_switch(*known)) {
      Span behind = client.at(option.key);
      behind.begin = behind.end;
      diagnostic.message += fmt::format("; did you mean '{}=true'?", option.key);
      diagnostic.fix = {{{behind, "=true"}}, false};
    }
    if (client.kind == ClientKind::javascript) diagnostic.severity = Severity::warning;
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule uri_option_without_equals() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
