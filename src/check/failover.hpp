#pragma once

#include <span>

#include "model/connection_string.hpp"

namespace ampslint {

/// Connection strings that one client uses together, in the order that it tries them.
struct Failover {
  std::span<const ConnectionString> strings;
};

}  // namespace ampslint
