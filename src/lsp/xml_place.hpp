#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace ampslint::lsp {

struct OpenElement {
  std::string_view name;
  std::size_t begin = 0;  ///< of its start tag
};

/// Behind the end of what begins with `<!` or `<?`; 0 for anything else.
std::size_t end_of_markup(std::string_view text, std::size_t begin);
/// Behind the `>` of a tag; a `<` or the end of the text also ends it.
std::size_t end_of_tag(std::string_view text, std::size_t begin);

/// The elements of an XML text that are open at a byte, the outermost first. The text need not be
/// well-formed: an editor's seldom is while somebody types.
std::vector<OpenElement> open_elements(std::string_view text, std::size_t offset);

}  // namespace ampslint::lsp
