#pragma once

#include <string_view>

namespace ampslint {

/// A part of a text; one that is absent is not the same as an empty one.
class Part : public std::string_view {
 public:
  Part() = default;
  Part(std::string_view text) : std::string_view(text), present_(true) {}

  bool present() const { return present_; }

 private:
  bool present_ = false;
};

}  // namespace ampslint
