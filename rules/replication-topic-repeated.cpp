#include <fmt/core.h>

#include <map>
#include <string>
#include <utility>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Destination& destination, Diagnostics& found) {
  std::map<std::pair<std::string, std::string_view>, Span> seen;
  for (const ReplicatedTopic& topic : destination.topics) {
    if (!is_known(topic.name()) || !is_known(topic.message_type())) continue;
    const auto [first, is_first] = seen.try_emplace(
        {to_lower(topic.message_type().value), topic.name().value}, topic.name().where);
    if (is_first) continue;
    found.push_back(
        {.where = topic.name().where,
         .message = fmt::format("{} has topic '{}' of message type '{}' twice", destination.label(),
                                topic.name().value, topic.message_type().value),
         .notes = {{first->second, "the first one is here"}}});
  }
}

}  // namespace

Rule replication_topic_repeated() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
