#pragma once

#include <string>

namespace ampslint {

/// A mistake on the command line.
struct UsageError {
  std::string what;
};

}  // namespace ampslint
