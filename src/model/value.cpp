#include "model/value.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "base/ascii.hpp"
#include "base/lists.hpp"
#include "base/regex.hpp"
#include "base/suggest.hpp"
#include "base/units.hpp"
#include "model/address.hpp"
#include "model/expression.hpp"
#include "model/modules.hpp"
#include "model/value_words.hpp"
#include "model/version.hpp"

namespace ampslint {
namespace {

using Fault = std::optional<ValueFault>;

Fault whole(std::string_view value, std::string message, Severity severity = Severity::error) {
  return ValueFault{
      .message = std::move(message), .begin = 0, .length = value.size(), .severity = severity};
}

std::string quoted(std::string_view value) { return fmt::format("'{}'", value); }

Fault check_address(std::string_view value) {
  AddressFault fault;
  if (const std::optional<Address> address = parse_address(value, fault)) {
    if (address->port != 0) return std::nullopt;
    // What AMPS does with it is not documented.
    return whole(value,
                 fmt::format("{} has port 0, which clients cannot connect to", quoted(value)),
                 Severity::warning);
  }
  return ValueFault{
      .message = fmt::format("{} is not a valid address: {}", quoted(value), fault.message),
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
  if (has_word(schema.choices, value)) return std::nullopt;
  const std::vector<std::string_view> known = words(schema.choices);
  if (same_but_case(value, known)) {
    Fault fault = whole(value, {}, Severity::warning);
    fault->replacement = nearest(value, known);
    fault->message = fmt::format("{} should be spelled '{}'", quoted(value), fault->replacement);
    return fault;
  }
  Fault fault = whole(value, fmt::format("{} is not a valid '{}'; expected '{}'", quoted(value),
                                         schema.name, fmt::join(known, "', '")));
  fault->replacement = nearest(value, known);
  if (std::ranges::count(known, "enabled") != 0) {
    // Like that of a boolean: which other spellings are taken is not documented.
    fault->severity = Severity::warning;
    const std::optional<bool> meant = parse_boolean(value);
    if (meant) fault->replacement = *meant ? "enabled" : "disabled";
  }
  if (!fault->replacement.empty()) {
    fault->message += fmt::format("; did you mean '{}'?", fault->replacement);
  }
  return fault;
}

Fault check_choices(const SchemaElement& schema, std::string_view value) {
  const std::vector<std::string_view> known = words(schema.choices);
  const bool commas = schema.value == ValueKind::list;
  const std::size_t separator = value.find_first_of(commas ? ":;|" : ",:;");
  if (separator != std::string_view::npos) {
    return ValueFault{.message = fmt::format("'{}' does not separate values of '{}'; {} do",
                                             value.substr(separator, 1), schema.name,
                                             commas ? "commas" : "spaces"),
                      .begin = separator,
                      .length = 1};
  }
  for (const std::string_view word : commas ? between_commas(value) : words(value)) {
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
    return whole(value, fmt::format("{} is not a percentage", quoted(value)));
  }
  if (number >= 0 && number <= 100) return std::nullopt;
  return whole(value, fmt::format("{} is outside 0% to 100%", quoted(value)));
}

Fault check_interval(std::string_view value) {
  return whole(value, fmt::format("{} is not an interval: expected a number with 'ns', 'us', 'ms', "
                                  "'s', 'm', 'h', 'd' or 'w', as in '10s'",
                                  quoted(value)));
}

Fault check_digits(std::string_view value, char highest, std::string_view what) {
  const bool valid = !value.empty() && std::ranges::all_of(value, [highest](char c) {
    return c >= '0' && c <= highest;
  });
  if (valid) return std::nullopt;
  return whole(value, fmt::format("{} is not {}", quoted(value), what));
}

Fault check_version(std::string_view value) {
  if (parse_version(value)) return std::nullopt;
  return whole(value, fmt::format("{} is not a version: expected numbers with dots, as in '5.3.4'",
                                  quoted(value)));
}

Fault check_www_authenticate(const SchemaElement& schema, std::string_view value) {
  const std::string_view scheme = value.substr(0, value.find_first_of(" \t"));
  const std::vector<std::string_view> known = words(schema.choices);
  if (!same_but_case(scheme, known)) {
    return whole(value, fmt::format("{} is not one of '{}' with its realm", quoted(value),
                                    fmt::join(known, "', '")));
  }
  if (!equal_ignoring_case(scheme, "Basic")) return std::nullopt;
  const std::size_t realm = value.find("realm=\"");
  if (realm != std::string_view::npos && value.find('"', realm + 7) != std::string_view::npos) {
    return std::nullopt;
  }
  return whole(value, "'Basic' needs a realm in quotes, as in 'Basic realm=\"AMPS\"'");
}

Fault check_intervals(std::string_view value) {
  for (const std::string_view part : between_commas(value)) {
    if (parse_interval(part)) continue;
    Fault fault = check_interval(part);
    fault->begin = static_cast<std::size_t>(part.data() - value.data());
    return fault;
  }
  return std::nullopt;
}

Fault check_pattern(std::string_view value) {
  const std::optional<PatternFault> fault = pattern_fault(value);
  if (!fault) return std::nullopt;
  return ValueFault{.message = fmt::format("{} is not a valid regular expression: {}",
                                           quoted(value), fault->message),
                    .begin = fault->at,
                    .length = std::min<std::size_t>(1, value.size() - fault->at),
                    // Where any value is meant, this may be taken in spite of that.
                    .severity = value == "*" ? Severity::warning : Severity::error};
}

/// A field of a struct message type: where it goes, and its bytes as Python's struct has them.
Fault check_struct_field(std::string_view value) {
  const std::size_t equals = value.find('=');
  if (equals == 0 || equals == std::string_view::npos) {
    return whole(value,
                 fmt::format("{} is not a field: expected 'XPATH = TYPE', as in '/price = <d'",
                             quoted(value)));
  }
  const std::size_t begin = value.find_first_not_of(" \t", equals + 1);
  if (begin == std::string_view::npos) {
    return whole(value, fmt::format("{} has no type after the '='", quoted(value)));
  }
  const std::string_view format = value.substr(begin);
  std::string_view rest = format;
  if (std::string_view("@=<>").find(rest.front()) != std::string_view::npos) rest.remove_prefix(1);
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  rest.remove_prefix(digits);
  Fault fault = ValueFault{.message = {}, .begin = begin, .length = format.size()};
  if (rest.size() != 1 || std::string_view("xcbB?hHiIlLqQnNfdsSp").find(rest) == rest.npos) {
    fault->message = fmt::format(
        "{} is not a field type: expected a byte order of '@=<>' if any, a count if any and one of "
        "'xcbB?hHiIlLqQnNfdsSp'",
        quoted(format));
    return fault;
  }
  if (digits > 0 || std::string_view("xsSp").find(rest) == std::string_view::npos) {
    return std::nullopt;
  }
  fault->message = fmt::format("the type '{}' needs a size before it, as in '8{}'", rest, rest);
  return fault;
}

/// How a header is taken that has no colon, or more than a line, is not documented.
Fault check_header(std::string_view value) {
  if (value.find_first_of("\r\n") != std::string_view::npos) {
    return whole(value, fmt::format("{} has more than one line: a header has one", quoted(value)),
                 Severity::warning);
  }
  const std::size_t colon = value.find(':');
  if (colon != std::string_view::npos && colon > 0) return std::nullopt;
  return whole(value, fmt::format("{} is not a header: expected 'Name: value'", quoted(value)),
               Severity::warning);
}

/// The number that a value stands for, in bytes or seconds where it has a unit.
std::optional<double> quantity(ValueKind kind, std::string_view value) {
  if (kind == ValueKind::bytes || kind == ValueKind::memory) return parse_bytes(value);
  // The unit of a bare number is not documented.
  const bool bare = value.find_last_not_of("0123456789.") == std::string_view::npos;
  if (kind == ValueKind::interval) return bare ? std::nullopt : parse_interval(value);
  if (kind == ValueKind::octal) {
    unsigned number = 0;
    std::from_chars(value.data(), value.data() + value.size(), number, 8);
    return number;
  }
  if (kind == ValueKind::percentage) {
    if (value.ends_with('%')) value.remove_suffix(1);
    return parse_bytes(value);
  }
  return kind == ValueKind::integer ? parse_bytes(value) : std::nullopt;
}

}  // namespace

std::optional<ValueFault> check_range(const SchemaElement& schema, std::string_view value) {
  const std::optional<double> number = quantity(schema.value, value);
  if (!number) return std::nullopt;
  if (!schema.least.empty() && *number < quantity(schema.value, schema.least)) {
    return whole(value, fmt::format("'{}' is below {}, the minimum for '{}'", value, schema.least,
                                    schema.name));
  }
  if (!schema.most.empty() && *number > quantity(schema.value, schema.most)) {
    return whole(value, fmt::format("'{}' is above {}, the maximum for '{}'", value, schema.most,
                                    schema.name));
  }
  return std::nullopt;
}

std::string_view sibling_with(const ContentModel& model, const SchemaElement& schema,
                              std::string_view value) {
  for (const SchemaElement& sibling : model.rows) {
    if (&sibling == &schema) continue;
    const std::span<const std::string_view> names = built_in_names(sibling.value);
    if (has_word(sibling.choices, value) || std::ranges::count(names, value) != 0) {
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
      return whole(
          value,
          fmt::format(
              "{} is not a size: expected a number with 'KB', 'MB', 'GB' or 'TB', as in '10MB'",
              quoted(value)));
    case ValueKind::memory:
      if (value.ends_with('%') ? !check_percentage(value) : parse_bytes(value).has_value()) {
        return std::nullopt;
      }
      return whole(value, fmt::format("{} is not a size: expected a number with 'KB', 'MB', 'GB', "
                                      "'TB' or '%', as in '10MB'",
                                      quoted(value)));
    case ValueKind::interval:
      if (parse_interval(value)) return std::nullopt;
      if (same_but_case(value, words(schema.choices))) return check_choice(schema, value);
      return check_interval(value);
    case ValueKind::intervals:
      return check_intervals(value);
    case ValueKind::log_size:
      if (parse_log_size(value)) return std::nullopt;
      return whole(
          value, fmt::format(
                     "{} is not a size: expected a number with 'K', 'M', 'G' or 'T', as in '100MB'",
                     quoted(value)));
    case ValueKind::pattern:
      return check_pattern(value);
    case ValueKind::topics:
      return is_literal(value) ? std::nullopt : check_pattern(value);
    case ValueKind::header:
      return check_header(value);
    case ValueKind::struct_field:
      return check_struct_field(value);
    case ValueKind::percentage:
      return check_percentage(value);
    case ValueKind::octal:
      return check_digits(value, '7', "an octal mask, as in '0640'");
    case ValueKind::integer:
      return check_digits(value, '9', "a number");
    case ValueKind::version:
      return check_version(value);
    case ValueKind::choice:
      return check_choice(schema, value);
    case ValueKind::choices:
    case ValueKind::list:
      return check_choices(schema, value);
    case ValueKind::www_authenticate:
      return check_www_authenticate(schema, value);
    default:
      return holds_expression(schema.value) && schema.value != ValueKind::assignment
                 ? check_expression(schema.value, value)
                 : check_word(schema, value);
  }
}

}  // namespace ampslint
