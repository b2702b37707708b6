#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// What a switch word means; empty for none.
std::string_view meant(std::string_view word) {
  const std::string lower = to_lower(word);
  if (!is_boolean_word(lower)) return {};
  const bool on = lower[0] == 't' || lower[0] == 'y' || lower == "on" || lower == "enabled";
  return on ? "true" : "false";
}

void check(const ConnectionString& client, Diagnostics& found) {
  for (const Option& option : client.parts().options) {
    const KnownOption* known = with_bad_value(client, option);
    if (known == nullptr || known->key == "pretty" || option.value.empty()) continue;
    // A number of bytes is not meant as a switch.
    // Java and C# take no number for a switch, and no switch for a number.
    const bool csharp = client.kind == ClientKind::csharp;
    const bool strict = csharp || client.kind == ClientKind::java;
    const bool off_or_seconds = known->key.ends_with("_linger") && !strict;
    if (known->value != OptionValue::number || !(is_switch(*known) || off_or_seconds)) continue;
    std::string_view meaning = meant(trimmed(option.value));
    if (strict && is_switch(*known) && is_number_or_boolean(option.value)) {
      meaning = option.value.find_first_not_of('0') == std::string_view::npos ? "false" : "true";
    }
    if (meaning.empty()) continue;
    Diagnostic diagnostic{
        .where = client.at(option.value),
        .message = fmt::format("'{}' is not 'true' or 'false'; did you mean '{}'?",
                               client.show(option.value), meaning),
        .fix = {{{{client.at(option.value), std::string(meaning)}}, !csharp}}};
    if (csharp) diagnostic.severity = Severity::warning;
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule uri_option_boolean_case() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
