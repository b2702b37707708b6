#pragma once

#include "load/xml/tree.hpp"
#include "model/instance.hpp"
#include "model/observation.hpp"

namespace ampslint {

/// An instance as given, and what the Admin interface of the running one told.
struct Inspected {
  const Instance& given;
  const AdminSeen& seen;
  const Element* running = nullptr;  ///< the root of the running configuration; null: not told
};

}  // namespace ampslint
