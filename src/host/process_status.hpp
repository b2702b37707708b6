#pragma once

#include <cstdint>

namespace ampslint {

/// What this process has of the machine; zero where the system does not say.
struct ProcessStatus {
  std::uint64_t resident_bytes = 0;
  std::uint64_t open_descriptors = 0;
  std::uint64_t threads = 0;
  double cpu_seconds = 0;
};

ProcessStatus process_status();

}  // namespace ampslint
