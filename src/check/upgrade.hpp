#pragma once

#include "model/instance.hpp"
#include "model/version.hpp"

namespace ampslint {

/// An instance that is to run on another version of the server (`--compare`).
struct Upgrade {
  const Instance& instance;
  Version from;
  Version to;
};

}  // namespace ampslint
