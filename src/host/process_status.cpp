#include "host/process_status.hpp"

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <memory>

namespace ampslint {
namespace {

double seconds_of(const timeval& time) {
  constexpr double in_second = 1e6;
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / in_second;
}

std::uint64_t entries_in(const char* folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder), ::closedir);
  if (open == nullptr) return 0;
  std::uint64_t number = 0;
  while (const dirent* entry = ::readdir(open.get())) {
    if (entry->d_name[0] != '.') ++number;
  }
  return number;
}

}  // namespace

ProcessStatus process_status() {
  ProcessStatus status;
  std::ifstream pages("/proc/self/statm");
  std::uint64_t virtual_pages = 0;
  std::uint64_t resident_pages = 0;
  if (pages >> virtual_pages >> resident_pages) {
    status.resident_bytes = resident_pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  }
  const std::uint64_t descriptors = entries_in("/proc/self/fd");
  status.open_descriptors = descriptors > 0 ? descriptors - 1 : 0;  // without the one that looks
  status.threads = entries_in("/proc/self/task");
  rusage used{};
  if (::getrusage(RUSAGE_SELF, &used) == 0) {
    status.cpu_seconds = seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
  }
  return status;
}

}  // namespace ampslint
