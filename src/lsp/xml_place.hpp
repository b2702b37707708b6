#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace ampslint::lsp {

struct OpenElement {
  std::string_view name;
  std::size_t begin = 0;  ///< of its start tag
};

/// The elements of an XML text that are open at a byte, the outermost first. The text need not be
/// well-formed: an editor's seldom is while somebody types.
std::vector<OpenElement> open_elements(std::string_view text, std::size_t offset);

}  // namespace ampslint::lsp
