#include <fmt/core.h>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "support/replicated_topics.hpp"

namespace ampslint {
namespace {

void check(const Fleet& fleet, Diagnostics& found) {
  const Replication& replication = replication_of(fleet);
  std::vector<MissingTopic> lacks;
  for (const Replicated& topic : replication.topics()) {
    const Instance& peer = *topic.link.to;
    if (!topic.topic.validates("txlog")) continue;
    if (replication.logged(peer).find(topic.name).is_in != false) continue;
    lacks.push_back({topic.name, topic.link.from, topic.where, &peer});
  }
  for (const MissingCause& blamed : blame(lacks)) {
    const bool one = blamed.is_one_topic();
    Diagnostic reported{.where = place_in(*blamed.at, "TransactionLog"),
                        .message = fmt::format("{} {} replicated to {}, where {} not recorded",
                                               blamed.topics(), one ? "is" : "are",
                                               blamed.downstreams(), one ? "it is" : "they are"),
                        .notes = blamed.replicated_here()};
    if (blamed.is_upstream) reported.where = blamed.lacks.front().replicated;
    if (blamed.is_upstream) reported.notes.clear();
    found.push_back(std::move(reported));
  }
}

}  // namespace

Rule replication_not_logged() { return {Severity::error, check}; }

}  // namespace ampslint
