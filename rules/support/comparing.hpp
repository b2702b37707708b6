#pragma once

#include "model/instance.hpp"

namespace ampslint {

/// There are so many replicated topics that comparing each with each of `others` takes too long.
inline bool too_many_to_compare(const Instance& instance, std::size_t others) {
  constexpr std::size_t most_pairs = 300'000;
  std::size_t replicated = 0;
  for (const Destination& destination : instance.destinations) {
    replicated += destination.topics.size();
  }
  return replicated != 0 && others > most_pairs / replicated;
}

}  // namespace ampslint
