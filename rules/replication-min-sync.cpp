#include <fmt/core.h>

#include <charconv>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const Element* tuning = child_of(&instance.root(), "Tuning");
  const Text least = text_of(child_of(tuning, "Replication"), "MinSyncDestinations");
  if (!is_known(least) || instance.incomplete) return;
  std::size_t wanted = 0;
  const char* end = least.value.data() + least.value.size();
  const auto parsed = std::from_chars(least.value.data(), end, wanted);
  if (parsed.ec != std::errc() || parsed.ptr != end) return;
  std::size_t sync = 0;
  for (const Destination& destination : instance.destinations) {
    if (!is_known(destination.sync_type())) return;
    if (equal_ignoring_case(destination.sync_type().value, "sync")) ++sync;
  }
  if (wanted <= sync) return;
  found.push_back(
      {.where = least.where,
       .message = fmt::format(
           "'MinSyncDestinations' is {}, but only {} destination{} using SyncType 'sync'", wanted,
           sync, sync == 1 ? " is" : "s are")});
}

}  // namespace

Rule replication_min_sync() { return {Severity::warning, check}; }

}  // namespace ampslint
