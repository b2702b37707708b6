#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

Span place(const Text& list, std::string_view word) {
  return list.span(static_cast<std::size_t>(word.data() - list.value.data()), word.size());
}

void run_checks(const ReplicatedTopic& topic, Diagnostics& found) {
  const Text excluded = topic.exclude_validation();
  const std::vector<std::string_view> included = words_of(topic.include_validation());
  if (excluded.unresolved || topic.include_validation().unresolved) return;
  for (const std::string_view word : words_of(excluded)) {
    if (word == "queue" || word == "queue_underlying") {
      found.push_back(
          {.where = place(excluded, word),
           .message = fmt::format("'{}' is always validated and cannot be excluded", word)});
      continue;
    }
    const auto both = std::ranges::find(included, word);
    if (both == included.end()) continue;
    found.push_back({.where = place(topic.include_validation(), *both),
                     .message = fmt::format("'{}' is also excluded, which takes precedence", word),
                     .notes = {{place(excluded, word), "it is excluded here"}}});
  }
}

void check(const Destination& destination, Diagnostics& found) {
  for (const ReplicatedTopic& topic : destination.topics) run_checks(topic, found);
}

}  // namespace

Rule replication_validation_ineffective() { return {Severity::warning, check}; }

}  // namespace ampslint
