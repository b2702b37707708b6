#pragma once

#include <string>
#include <tl/expected.hpp>

namespace ampslint {

/// What was asked for cannot be done: what is wrong and, if known, what to do about it.
struct Error {
  std::string what;
  std::string help = {};
};

template <typename T>
using Result = tl::expected<T, Error>;

}  // namespace ampslint
