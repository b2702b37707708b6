#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace ampslint {

/// The parts of a list that commas separate, without the blanks around them and without empty ones.
inline std::vector<std::string_view> between_commas(std::string_view list) {
  constexpr std::string_view blanks = " \t\r\n";
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view part = list.substr(0, comma);
    const std::size_t begin = part.find_first_not_of(blanks);
    if (begin != std::string_view::npos) {
      parts.push_back(part.substr(begin, part.find_last_not_of(blanks) - begin + 1));
    }
    if (comma == list.size()) return parts;
    list.remove_prefix(comma + 1);
  }
}

}  // namespace ampslint
