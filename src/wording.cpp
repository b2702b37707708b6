#include "wording.hpp"

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

}  // namespace ampslint
