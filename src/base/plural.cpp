#include "base/plural.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace ampslint {

std::string counted(std::size_t number, std::string_view one) {
  return fmt::format("{} {}{}", number, one, number == 1 ? "" : "s");
}

std::string in_one_line(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  std::string out;
  while (!text.empty()) {
    const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of(blanks), text.size());
    if (end > 0 && !out.empty()) out += ' ';
    out += text.substr(0, end);
    text.remove_prefix(end);
  }
  return out;
}

std::string line_and_column(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, byte == 0 ? 0 : byte - 1);
  const auto lines = std::ranges::count(before, '\n');
  const std::size_t line_feed = before.rfind('\n');
  const std::size_t column =
      before.size() - (line_feed == std::string_view::npos ? 0 : line_feed + 1);
  return fmt::format("line {}, column {}", lines + 1, column + 1);
}

}  // namespace ampslint
