#include "host/random.hpp"

#include <unistd.h>

#include <chrono>
#ifdef __APPLE__
#include <sys/random.h>
#endif

namespace ampslint {

std::uint64_t random_number() {
  std::uint64_t number = 0;
  if (::getentropy(&number, sizeof(number)) == 0) return number;
  // A kernel without that call, or a sandbox that refuses it.
  const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
  constexpr std::uint64_t spread = 0x9e3779b97f4a7c15;  // of one process and moment over all bits
  return (static_cast<std::uint64_t>(now) + static_cast<std::uint64_t>(::getpid())) * spread;
}

}  // namespace ampslint
