#include <fmt/core.h>
#include <fmt/ranges.h>

#include <vector>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Destination& destination, Diagnostics& found) {
  for (const ReplicatedTopic& topic : destination.topics) {
    const std::vector<std::string_view> words = words_of(topic.exclude_validation());
    if (words.empty() || topic.exclude_validation().unresolved) continue;
    found.push_back({.where = topic.exclude_validation().where,
                     .message = fmt::format("{} is not validated for '{}'", destination.label(),
                                            fmt::join(words, "', '"))});
  }
}

}  // namespace

Rule replication_validation_excluded() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
