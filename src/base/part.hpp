#pragma once

#include <string_view>

namespace ampslint {

/// A part of a text; one that is absent is not the same as an empty one. As small as a view: there
/// are many in each connection string.
class Part : public std::string_view {
 public:
  Part() = default;
  Part(std::string_view text) : std::string_view(text) {}

  bool present() const { return data() != nullptr; }
};

}  // namespace ampslint
