#pragma once

#include <iosfwd>
#include <string>
#include <utility>

#include "base/part.hpp"

namespace ampslint {

/// A text that must not be seen. It becomes no other text by itself and cannot be formatted or
/// printed: all that is done with it goes through `reveal`, so that a search finds each use.
template <typename Text>
class Hidden {
 public:
  Hidden() = default;
  explicit Hidden(Text text) : text_(std::move(text)) {}

  bool empty() const { return text_.empty(); }
  bool present() const { return text_.present(); }
  /// The text itself: for the wire, for places in a source and for questions, never for showing.
  const Text& reveal() const { return text_; }

  friend bool operator==(const Hidden&, const Hidden&) = default;
  friend std::ostream& operator<<(std::ostream&, const Hidden&) = delete;

 private:
  Text text_{};
};

using Secret = Hidden<std::string>;
/// A secret within a text that somebody else keeps.
using SecretView = Hidden<Part>;

}  // namespace ampslint
