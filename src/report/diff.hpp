#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "base/edited_text.hpp"

namespace ampslint {

/// How a line (without its line feed) that begins at an offset of a text is written.
using ShowLine = std::function<std::string(std::size_t offset, std::string_view line)>;

/// Writes what became of a file as `git apply` and `patch -p1` take it; the number of lines that
/// were written otherwise than they are. `path` is relative to where that is run; `mark` is what
/// stands before the text.
std::size_t write_unified_diff(const std::string& path, const std::string& mark,
                               const EditedText& edited, const ShowLine& show_old,
                               const ShowLine& show_new, std::ostream& out);

}  // namespace ampslint
