#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ampslint {

/// "1 error", "2 errors".
std::string counted(std::size_t number, std::string_view one);

/// The text with every run of blanks and line ends as one blank, and none around it.
std::string in_one_line(std::string_view text);

/// "line 3, column 7": the place of a byte that is counted from 1, as people count.
std::string line_and_column(std::string_view text, std::size_t byte);

}  // namespace ampslint
