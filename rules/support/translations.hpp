#pragma once

#include <string_view>
#include <vector>

#include "model/instance.hpp"

namespace ampslint {

/// The `Topic` option of a filter that translates topics ("Transport Filters" of the AMPS manual).
struct Translation {
  Text text;
  bool conflated = false;       ///< with an interval behind a second colon
  std::string_view names;       ///< `original:translated`; empty where a colon is missing
  std::string_view interval{};  ///< of a conflated one
  std::string_view original{};  ///< a topic or a pattern; empty if it is not a pattern
  bool undecided = false;       ///< too many colons to know where the original ends
};

std::vector<Translation> translations(const Instance& instance);

}  // namespace ampslint
