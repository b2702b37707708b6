#pragma once

#include <string>
#include <string_view>

namespace ampslint {

/// Text in a table of Markdown: nothing in it is markup.
std::string markdown_cell(std::string_view text);

}  // namespace ampslint
