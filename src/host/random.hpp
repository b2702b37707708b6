#pragma once

#include <cstdint>

namespace ampslint {

/// A number that another run is unlikely to get: for names and seeds, not for secrets. Takes it
/// from the kernel, without a file such as /dev/urandom.
std::uint64_t random_number();

}  // namespace ampslint
