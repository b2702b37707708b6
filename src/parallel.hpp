#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <iterator>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace ampslint {

/// How many threads a run uses where nobody says: as many as it may run at once.
inline std::size_t usual_threads() { return std::max(std::thread::hardware_concurrency(), 1U); }

/// What `work(begin, end)` makes of each of several ranges that together are [0, count), in order.
/// The ranges are shared among threads, which `work` has to allow.
template <typename Work>
auto in_parts(std::size_t count, std::size_t threads, const Work& work) {
  using Part = decltype(work(count, count));
  constexpr std::size_t parts_a_thread = 8;
  const std::size_t most = threads > 1 ? threads * parts_a_thread : 1;
  const std::size_t parts = std::clamp(count, std::size_t{1}, most);
  std::vector<std::optional<Part>> made(parts);
  std::atomic<std::size_t> next = 0;
  const auto run = [&] {
    for (std::size_t i = next++; i < parts; i = next++) {
      made[i].emplace(work(count * i / parts, count * (i + 1) / parts));
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < std::min(threads, parts); ++i) others.emplace_back(run);
    run();
  }
  std::vector<Part> in_order;
  in_order.reserve(parts);
  for (std::optional<Part>& part : made) in_order.push_back(*std::move(part));
  return in_order;
}

}  // namespace ampslint
