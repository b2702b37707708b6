#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "lsp/position.hpp"

namespace ampslint::lsp {

/// An element of an XML text that need not be well-formed.
struct OutlineElement {
  std::string_view name;
  std::size_t begin = 0;          ///< of its start tag
  std::size_t tag_end = 0;        ///< behind its start tag
  std::size_t inner_end = 0;      ///< where its end tag begins
  std::size_t end = 0;            ///< behind its end tag
  std::size_t parent = npos;      ///< its index
  std::size_t last_child = npos;  ///< likewise
  bool closed = false;            ///< it has an end tag of its own

  std::size_t name_begin() const { return begin + 1; }
  std::size_t name_end() const { return begin + 1 + name.size(); }
  std::size_t end_name() const { return inner_end + 2; }
};

/// The elements in the order of their start tags. What is not closed ends where an element around
/// it does.
std::vector<OutlineElement> outline_of(std::string_view text);

/// What stands between the tags of an element without children, blanks around it left out.
std::string_view value_of(std::string_view text, const OutlineElement& element);

bool is_configuration(const std::vector<OutlineElement>& outline);

}  // namespace ampslint::lsp
