#include "base/units.hpp"

#include <charconv>
#include <span>
#include <utility>

#include "base/ascii.hpp"

namespace ampslint {
namespace {

using Unit = std::pair<std::string_view, double>;

std::optional<double> parse_quantity(std::string_view text, std::span<const Unit> units) {
  if (text.empty() || !((text[0] >= '0' && text[0] <= '9') || text[0] == '.')) return std::nullopt;
  double number = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  if (parsed.ec != std::errc()) return std::nullopt;
  std::string_view unit(parsed.ptr, static_cast<std::size_t>(end - parsed.ptr));
  while (unit.starts_with(' ')) unit.remove_prefix(1);
  for (const auto& [name, factor] : units) {
    if (equal_ignoring_case(unit, name)) return number * factor;
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> parse_bytes(std::string_view text) {
  constexpr double kilo = 1024;
  constexpr Unit units[] = {{"", 1},
                            {"b", 1},
                            {"k", kilo},
                            {"kb", kilo},
                            {"m", kilo * kilo},
                            {"mb", kilo * kilo},
                            {"g", kilo * kilo * kilo},
                            {"gb", kilo * kilo * kilo},
                            {"t", kilo * kilo * kilo * kilo},
                            {"tb", kilo * kilo * kilo * kilo}};
  return parse_quantity(text, units);
}

std::optional<double> parse_log_size(std::string_view text) {
  constexpr Unit units[] = {{"", 1},     {"b", 1},   {"k", 1e3},  {"kb", 1e3}, {"m", 1e6},
                            {"mb", 1e6}, {"g", 1e9}, {"gb", 1e9}, {"t", 1e12}, {"tb", 1e12}};
  return parse_quantity(text, units);
}

std::optional<double> parse_interval(std::string_view text) {
  constexpr Unit units[] = {{"", 1},   {"ns", 1e-9}, {"us", 1e-6}, {"ms", 1e-3}, {"s", 1},
                            {"m", 60}, {"h", 3600},  {"d", 86400}, {"w", 604800}};
  return parse_quantity(text, units);
}

}  // namespace ampslint
