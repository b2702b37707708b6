#include "model/value.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "model/address.hpp"
#include "model/modules.hpp"
#include "suggest.hpp"
#include "units.hpp"

namespace ampslint {
namespace {

using Fault = std::optional<ValueFault>;

Fault whole(std::string_view value, std::string message, Severity severity = Severity::error) {
  return ValueFault{
      .message = std::move(message), .begin = 0, .length = value.size(), .severity = severity};
}

std::string quoted(std::string_view value) { return fmt::format("'{}'", printable(value)); }

Fault check_address(std::string_view value) {
  AddressFault fault;
  if (parse_address(value, fault)) return std::nullopt;
  return ValueFault{.message = fmt::format("{} is no address: {}", quoted(value), fault.message),
                    .begin = fault.begin,
                    .length = fault.length};
}

Fault check_boolean(std::string_view value) {
  constexpr std::string_view documented[] = {"true", "false", "enabled", "disabled"};
  if (std::ranges::any_of(documented,
                          [value](auto word) { return equal_ignoring_case(word, value); })) {
    return std::nullopt;
  }
  // The manual does not list the spellings that are taken: never an error.
  const std::optional<bool> meant = parse_boolean(value);
  Fault fault =
      whole(value, fmt::format("{} is not one of the documented 'true' and 'false'", quoted(value)),
            Severity::warning);
  fault->replacement = meant ? (*meant ? "true" : "false") : nearest(value, documented);
  if (!fault->replacement.empty() && !meant) {
    fault->message += fmt::format("; did you mean '{}'?", fault->replacement);
  }
  return fault;
}

bool same_but_case(std::string_view value, const std::vector<std::string_view>& known) {
  return std::ranges::any_of(known,
                             [value](auto word) { return equal_ignoring_case(word, value); });
}

Fault check_choice(const SchemaElement& schema, std::string_view value) {
  const std::vector<std::string_view> known = words(schema.choices);
  if (std::ranges::count(known, value) != 0) return std::nullopt;
  if (same_but_case(value, known)) {
    Fault fault = whole(value, {}, Severity::warning);
    fault->replacement = nearest(value, known);
    fault->message = fmt::format("{} is spelled '{}'", quoted(value), fault->replacement);
    return fault;
  }
  Fault fault = whole(value, fmt::format("{} is no '{}'; expected '{}'", quoted(value), schema.name,
                                         fmt::join(known, "', '")));
  fault->replacement = nearest(value, known);
  if (std::ranges::count(known, "enabled") != 0) {
    // Like that of a boolean: which other spellings are taken is not documented.
    fault->severity = Severity::warning;
    const std::optional<bool> meant = parse_boolean(value);
    if (meant) fault->replacement = *meant ? "enabled" : "disabled";
  }
  const std::string_view sibling = sibling_with(schema, value);
  if (!fault->replacement.empty()) {
    fault->message += fmt::format("; did you mean '{}'?", fault->replacement);
  } else if (!sibling.empty()) {
    fault->message += fmt::format("; it is a '{}'", sibling);
  }
  return fault;
}

Fault check_choices(const SchemaElement& schema, std::string_view value) {
  const std::vector<std::string_view> known = words(schema.choices);
  const std::size_t separator = value.find_first_of(",:;");
  if (separator != std::string_view::npos) {
    return ValueFault{.message = fmt::format("'{}' does not separate values of '{}'; blanks do",
                                             value.substr(separator, 1), schema.name),
                      .begin = separator,
                      .length = 1};
  }
  for (const std::string_view word : words(value)) {
    if (std::ranges::count(known, word) != 0) continue;
    return ValueFault{.message = fmt::format("{} is not one of '{}'{}", quoted(word),
                                             fmt::join(known, "', '"), did_you_mean(word, known)),
                      .begin = static_cast<std::size_t>(word.data() - value.data()),
                      .length = word.size(),
                      .severity = same_but_case(word, known) ? Severity::warning : Severity::error,
                      .replacement = std::string(nearest(word, known))};
  }
  return std::nullopt;
}

Fault check_percentage(std::string_view value) {
  std::string_view digits = value;
  if (digits.ends_with('%')) digits.remove_suffix(1);
  double number = 0;
  const char* end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end) {
    return whole(value, fmt::format("{} is no percentage", quoted(value)));
  }
  if (number >= 0 && number <= 100) return std::nullopt;
  return whole(value, fmt::format("{} is outside 0% to 100%", quoted(value)));
}

Fault check_digits(std::string_view value, char highest, std::string_view what) {
  const bool valid = !value.empty() && std::ranges::all_of(value, [highest](char c) {
    return c >= '0' && c <= highest;
  });
  if (valid) return std::nullopt;
  return whole(value, fmt::format("{} is no {}", quoted(value), what));
}

Fault check_version(std::string_view value) {
  const bool valid = value.find_first_not_of("0123456789.") == std::string_view::npos &&
                     !value.starts_with('.') && !value.ends_with('.') &&
                     value.find("..") == std::string_view::npos;
  if (valid) return std::nullopt;
  return whole(value, fmt::format("{} is no version: expected numbers with dots, as in '5.3.4'",
                                  quoted(value)));
}

Fault check_www_authenticate(const SchemaElement& schema, std::string_view value) {
  const bool admin = schema.parent == "Admin";
  const std::string scheme = to_lower(value.substr(0, value.find_first_of(" \t")));
  if (scheme == "negotiate" || (admin && scheme == "ntlm")) return std::nullopt;
  if (scheme != "basic") {
    return whole(value, fmt::format("{} is not one of 'Negotiate', {}'Basic realm=\"…\"'",
                                    quoted(value), admin ? "'NTLM', " : ""));
  }
  const std::size_t realm = value.find("realm=\"");
  if (realm != std::string_view::npos && value.find('"', realm + 7) != std::string_view::npos) {
    return std::nullopt;
  }
  return whole(value, "'Basic' needs a realm in quotes, as in 'Basic realm=\"AMPS\"'");
}

}  // namespace

std::string_view sibling_with(const SchemaElement& schema, std::string_view value) {
  for (const SchemaElement& sibling : schema_of(schema.parent)) {
    if (&sibling == &schema) continue;
    const std::vector<std::string_view> choices = words(sibling.choices);
    const std::span<const std::string_view> names = built_in_names(sibling.value);
    if (std::ranges::count(choices, value) != 0 || std::ranges::count(names, value) != 0) {
      return sibling.name;
    }
  }
  return {};
}

std::optional<bool> parse_boolean(std::string_view value) {
  constexpr std::string_view yes[] = {"true", "enabled", "yes", "on", "1"};
  constexpr std::string_view no[] = {"false", "disabled", "no", "off", "0"};
  const auto is = [value](std::string_view word) { return equal_ignoring_case(word, value); };
  if (std::ranges::any_of(yes, is)) return true;
  if (std::ranges::any_of(no, is)) return false;
  return std::nullopt;
}

std::optional<ValueFault> check_value(const SchemaElement& schema, std::string_view value) {
  switch (schema.value) {
    case ValueKind::address:
      return check_address(value);
    case ValueKind::boolean:
      return check_boolean(value);
    case ValueKind::bytes:
      if (parse_bytes(value)) return std::nullopt;
      return whole(value, fmt::format("{} is no size: expected a number with 'KB', 'MB', 'GB' or "
                                      "'TB', as in '10MB'",
                                      quoted(value)));
    case ValueKind::interval:
      if (parse_interval(value)) return std::nullopt;
      return whole(value, fmt::format("{} is no interval: expected a number with 'ns', 'us', 'ms', "
                                      "'s', 'm', 'h', 'd' or 'w', as in '10s'",
                                      quoted(value)));
    case ValueKind::percentage:
      return check_percentage(value);
    case ValueKind::octal:
      return check_digits(value, '7', "octal mask, as in '0640'");
    case ValueKind::integer:
      return check_digits(value, '9', "number");
    case ValueKind::version:
      return check_version(value);
    case ValueKind::choice:
      return check_choice(schema, value);
    case ValueKind::choices:
      return check_choices(schema, value);
    case ValueKind::www_authenticate:
      return check_www_authenticate(schema, value);
    default:
      return std::nullopt;
  }
}

}  // namespace ampslint
