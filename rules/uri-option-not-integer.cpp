#include <fmt/core.h>

#include "base/ascii.hpp"
#include "base/units.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

/// The number that was meant, as digits; empty where that is not plain.
std::string meant(const KnownOption& known, std::string_view value) {
  if (known.key == "tcp_connecttimeout") {
    const bool millis = value.ends_with("ms");
    const std::string_view digits = value.substr(0, value.find_last_not_of("ms") + 1);
    if (digits.empty() || digits.size() > 5 || !is_digits(digits)) return {};
    return std::string(digits) + (millis ? "" : "000");
  }
  if (!known.key.ends_with("buf")) {
    const bool seconds = known.key.ends_with("_linger") && value.ends_with('s');
    const std::string_view digits = value.substr(0, value.size() - (seconds ? 1 : 0));
    return seconds && !digits.empty() && is_number_or_boolean(digits) ? std::string(digits) : "";
  }
  const std::optional<double> bytes = parse_bytes(value);
  if (!bytes || *bytes > 1e15) return {};
  return fmt::format("{}", static_cast<std::uint64_t>(*bytes));
}

void check(const ConnectionString& client, Diagnostics& found) {
  for (const Option& option : client.parts().options) {
    const KnownOption* known = with_bad_value(client, option);
    if (known == nullptr || known->value != OptionValue::number || option.value.empty()) continue;
    if (known->key == "pretty") continue;
    const std::size_t begin = option.value.find_first_not_of(" \t");
    const std::size_t end = option.value.find_last_not_of(" \t");
    const bool blank = begin == std::string_view::npos;
    const bool word = !blank && is_boolean_word(option.value.substr(begin, end - begin + 1));
    // uri-option-boolean-case reports those.
    const bool csharp = client.kind == ClientKind::csharp;
    const bool strict = csharp || client.kind == ClientKind::java;
    const bool seconds = known->key.ends_with("_linger");
    if (word && (is_switch(*known) || (seconds && !strict))) continue;
    if (strict && is_switch(*known) && is_number_or_boolean(option.value)) continue;
    if (is_c_family(client.kind) &&
        has_too_many_digits(option.value, client.scheme, client.version)) {
      found.push_back({.where = client.at(option.value),
                       .message = fmt::format("'{}' has more than nine digits, which the client "
                                              "refuses since 5.3.5.5",
                                              client.show(option.value))});
      continue;
    }
    Diagnostic diagnostic{
        .where = client.at(option.value),
        .message = fmt::format("'{}' is not {}", client.show(option.value),
                               !is_switch(*known) ? "a number of digits only"
                               : strict           ? "'true' or 'false'"
                                                  : "'true', 'false' or a number of digits only")};
    if (const std::string number = meant(*known, option.value); !number.empty()) {
      diagnostic.message += fmt::format("; did you mean '{}'?", number);
      diagnostic.fix = {{{client.at(option.value), number}}, !csharp};
    }
    if (csharp) diagnostic.severity = Severity::warning;
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule uri_option_not_integer() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
