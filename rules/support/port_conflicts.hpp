#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "model/instance.hpp"

namespace ampslint {

/// The ports of one host that listeners take, one after the other.
class PortConflicts {
 public:
  /// Lets a listener take its address: gives the one that already holds it, or null. One that does
  /// not listen from the start, or whose address is not known, takes nothing.
  const Transport* take(const Transport& transport);

 private:
  std::map<std::pair<std::uint16_t, std::string>, const Transport*> taken_;
};

}  // namespace ampslint
