#pragma once

#include <vector>

#include "check/fleet.hpp"
#include "model/instance.hpp"

namespace ampslint {

/// A `GroupLocalQueue` of an instance: one queue with those of the same name, type and domain.
struct OwnedQueue {
  const Instance* instance = nullptr;
  const TopicDefinition* queue = nullptr;
  Text owner;
  Text domain;  ///< the group where none is given
};

/// Those of some instances of which everything is known.
std::vector<OwnedQueue> owned_queues(const Together& instances);

}  // namespace ampslint
