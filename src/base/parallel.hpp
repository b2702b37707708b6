#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace ampslint {

/// How many threads a run uses where nobody says: as many as it may run at once.
inline std::size_t usual_threads() { return std::max(std::thread::hardware_concurrency(), 1U); }

/// Begins it on `count` threads; where the system refuses one, on those that there are.
template <typename Work>
std::vector<std::jthread> start_threads(std::size_t count, const Work& work) {
  std::vector<std::jthread> started;
  try {
    for (std::size_t i = 0; i < count; ++i) started.emplace_back(work, i);
  } catch (const std::system_error&) {
    // The caller works, too.
  }
  return started;
}

/// Calls `work(begin, end)` for ranges that together are [0, count), on several threads, each with
/// a copy of `work` of its own; and `take` with what each comes to, one at a time and in order.
template <typename Work, typename Take>
void in_parts(std::size_t count, std::size_t threads, const Work& work, const Take& take) {
  constexpr std::size_t parts_a_thread = 32;
  const std::size_t most = threads > 1 ? threads * parts_a_thread : 1;
  const std::size_t parts = std::clamp(count, std::size_t{1}, most);
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::size_t taken = 0;
  std::map<std::size_t, std::invoke_result_t<Work&, std::size_t, std::size_t>> waiting;
  const auto run = [&] {
    Work own = work;
    for (std::size_t i = next++; i < parts; i = next++) {
      auto part = own(count * i / parts, count * (i + 1) / parts);
      const std::lock_guard lock(mutex);
      waiting.emplace(i, std::move(part));
      for (auto at = waiting.find(taken); at != waiting.end(); at = waiting.find(++taken)) {
        take(std::move(at->second));
        waiting.erase(at);
      }
    }
  };
  const auto others =
      start_threads(std::clamp(threads, std::size_t{1}, parts) - 1, [&](std::size_t) { run(); });
  run();
}

}  // namespace ampslint
