#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "lsp/outline.hpp"

namespace ampslint::lsp {

/// What can be completed at a place of a configuration.
struct CompletionContext {
  std::vector<std::size_t> open;  ///< the elements around, by index; without one being typed
  Bytes over;                     ///< what is replaced
  enum class What : std::uint8_t { nothing, element, end_tag, value } what = What::nothing;
};

/// A configuration around the place where something is to be completed.
class ContextReader {
 public:
  ContextReader(std::string_view text, std::size_t offset)
      : text_(text), offset_(offset), outline_(outline_of(text)) {}

  const std::vector<OutlineElement>& outline() const { return outline_; }
  CompletionContext read() const;

 private:
  bool is_in_comment(std::size_t at) const;
  std::size_t end_of_typed(std::size_t begin) const;

  std::string_view text_;
  std::size_t offset_;
  std::vector<OutlineElement> outline_;
};

}  // namespace ampslint::lsp
