#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

/// `true` for `True`, `T`, `yes` …; empty for what is not meant as a switch.
std::string_view meant(std::string_view value) {
  if (!is_boolean_word(value)) return {};
  const std::string lower = to_lower(value);
  const bool on = lower[0] == 't' || lower[0] == 'y' || lower == "on" || lower == "enabled";
  return on ? "true" : "false";
}

/// Off, or on in the one way that the client acts on.
bool is_plain(ClientKind kind, std::string_view value) {
  const bool off = value == "false" || value.find_first_not_of('0') == std::string_view::npos;
  return off || value == "true" || (value == "1" && kind != ClientKind::javascript);
}

void check(const ConnectionString& client, Diagnostics& found) {
  const bool javascript = client.kind == ClientKind::javascript;
  if (!javascript && !is_c_family(client.kind)) return;
  for (const Option& option : client.parts().options) {
    if (option.key != "pretty" || is_plain(client.kind, option.value)) continue;
    const bool refused = with_bad_value(client, option) != nullptr;
    if (!refused && !javascript && !is_number_or_boolean(option.value)) continue;
    Diagnostic diagnostic{.where = client.at(option.value), .message = {}};
    if (refused) {
      diagnostic.message = fmt::format("'{}' is not 'true' or 'false'", client.show(option.value));
    } else {
      diagnostic.message = fmt::format("'pretty={}' has no effect", client.show(option.value));
      diagnostic.severity = Severity::warning;
    }
    const std::string_view word = is_number_or_boolean(option.value) ? "true" : meant(option.value);
    if (!word.empty()) {
      diagnostic.message += fmt::format("; did you mean '{}'?", word);
      diagnostic.fix = {{{client.at(option.value), std::string(word)}}, refused};
    }
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule uri_pretty_value() { return {.severity = Severity::error, .check = check, .fixable = true}; }

}  // namespace ampslint
