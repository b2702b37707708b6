#include "model/canonical_value.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "base/ascii.hpp"
#include "base/lists.hpp"
#include "base/units.hpp"
#include "model/address.hpp"
#include "model/expression.hpp"
#include "model/expression_tokens.hpp"
#include "model/placement.hpp"
#include "model/value.hpp"

namespace ampslint {
namespace {

using Canonical = std::optional<std::string>;

/// It is switched on or off.
bool is_on_or_off(const SchemaElement& row) {
  return row.value == ValueKind::boolean || has_word(row.choices, "enabled") ||
         (row.value == ValueKind::text && parse_boolean(row.default_value));
}

Canonical as_switch(std::string_view value) {
  const std::optional<bool> on = parse_boolean(value);
  if (!on) return std::nullopt;
  return *on ? "enabled" : "disabled";
}

/// A number in the smallest unit that counts.
Canonical amount(const std::optional<double>& number, double in_one, std::string_view unit) {
  if (!number) return std::nullopt;
  return fmt::format("{:.0f}{}", std::round(*number * in_one), unit);
}

Canonical as_bytes(std::string_view value) { return amount(parse_bytes(value), 1, "B"); }

Canonical as_percentage(std::string_view value) {
  constexpr double millionths = 1e6;
  if (value.ends_with('%')) value.remove_suffix(1);
  const bool bare = value.find_first_not_of("0123456789.") == npos;
  return bare ? amount(parse_bytes(value), millionths, "%") : std::nullopt;
}

/// The unit of a bare number is not documented: it is no other interval.
Canonical as_interval(std::string_view value) {
  constexpr double nanoseconds = 1e9;
  const bool bare = value.find_last_not_of("0123456789.") == npos;
  return amount(parse_interval(value), nanoseconds, bare ? "" : "ns");
}

Canonical as_number(std::string_view value) {
  if (value.empty() || !is_digits(value)) return std::nullopt;
  value.remove_prefix(std::min(value.find_first_not_of('0'), value.size() - 1));
  return std::string(value);
}

std::string joined_words(const std::vector<std::string_view>& parts, std::string_view separator) {
  std::string text;
  for (const std::string_view part : parts) {
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

/// Words whose order, and that they are repeated, does not count.
std::string as_set(std::vector<std::string_view> parts) {
  std::ranges::sort(parts);
  const auto repeated = std::ranges::unique(parts);
  parts.erase(repeated.begin(), repeated.end());
  return joined_words(parts, ",");
}

std::string as_intervals(std::string_view value) {
  std::string text;
  for (const std::string_view part : between_commas(value)) {
    text += as_interval(part).value_or(std::string(part)) + ",";
  }
  return text;
}

Canonical as_address(std::string_view value) {
  AddressFault fault;
  const std::optional<Address> address = parse_address(value, fault);
  if (!address) return std::nullopt;
  return fmt::format("{} {}", address->is_bare() ? "" : host_key(address->host), address->port);
}

Canonical as_expression(std::string_view value) {
  const ExpressionTokens tokens = read_tokens(value);
  if (tokens.fault) return std::nullopt;
  std::vector<std::string_view> texts;
  for (const ExpressionToken& token : tokens.all) texts.push_back(token.text);
  return joined_words(texts, " ");
}

Canonical in_one_spelling(const SchemaElement& row, std::string_view value) {
  switch (row.value) {
    case ValueKind::bytes:
      return as_bytes(value);
    case ValueKind::memory:
      return value.ends_with('%') ? as_percentage(value) : as_bytes(value);
    case ValueKind::log_size:
      return amount(parse_log_size(value), 1, "B");
    case ValueKind::interval:
      return as_interval(value);
    case ValueKind::intervals:
      return as_intervals(value);
    case ValueKind::percentage:
      return as_percentage(value);
    case ValueKind::octal:
    case ValueKind::integer:
      return as_number(value);
    case ValueKind::version: {
      const std::optional<Version> version = parse_version(value);
      return version ? Canonical(to_string(*version)) : std::nullopt;
    }
    case ValueKind::choices:
      return as_set(words(value));
    case ValueKind::list:
    case ValueKind::error_codes:
      return as_set(between_commas(value));
    case ValueKind::address:
      return as_address(value);
    default:
      return holds_expression(row.value) ? as_expression(value) : std::nullopt;
  }
}

}  // namespace

std::string canonical_value(const SchemaElement& row, std::string_view value) {
  Canonical found = in_one_spelling(row, value);
  if (!found && is_on_or_off(row)) found = as_switch(value);
  return found.value_or(std::string(value));
}

std::string_view default_in(const SchemaElement& row, const Version& version) {
  const bool is_before = !row.default_since.empty() && version < *parse_version(row.default_since);
  return is_before ? row.default_before : row.default_value;
}

}  // namespace ampslint
