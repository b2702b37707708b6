#include <fmt/core.h>

#include <map>
#include <set>

#include "base/suggest.hpp"
#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "support/replicated_topics.hpp"

namespace ampslint {
namespace {

/// What the peer has to define as well, as a message says it; empty for nothing.
std::string_view demanded(const TopicDefinition& defined, const ReplicatedTopic& topic) {
  if (defined.kind == TopicKind::queue) return "queue";
  const bool checked = topic.validates("sow") || topic.validates("keys");
  return defined.kind == TopicKind::topic && checked ? "SOW topic" : "";
}

bool has(const TopicDefinition* there, std::string_view what) {
  if (there == nullptr) return false;
  return what == "queue" ? there->is_queue() : there->kind == TopicKind::topic;
}

Diagnostic diagnostic(const MissingCause& blamed, std::string_view what) {
  return {
      .where = blamed.is_upstream ? blamed.lacks.front().replicated : place_in(*blamed.at, "SOW"),
      .message = fmt::format("{} {} replicated to {}, where {} not defined", what,
                             blamed.topics() + (blamed.is_one_topic() ? " is" : " are"),
                             blamed.downstreams(), blamed.is_one_topic() ? "it is" : "they are"),
      .notes = blamed.is_upstream ? std::vector<Note>() : blamed.replicated_here()};
}

/// The name of the peer's own that the topic's may be a slip of, or the other way round.
std::string_view twin(const Replication& replication, const MissingTopic& lack) {
  return slip_of(lack.topic.name,
                 replication.defined_only_in(*lack.downstream, *lack.upstream, lack.topic.type));
}

/// Names that differ by a slip: reported once, where fewer have it.
void report_slips(const Replication& replication,
                  const std::map<TopicName, std::vector<MissingTopic>>& slips,
                  std::string_view what, Diagnostics& found) {
  std::set<TopicName> settled;
  for (const auto& [topic, lacks] : slips) {
    if (settled.contains(topic)) continue;
    for (const MissingCause& blamed : blame(lacks)) {
      const TopicName near{topic.type, twin(replication, blamed.lacks.front())};
      settled.insert(near);
      Diagnostic reported = diagnostic(blamed, what);
      const TopicName& wrong = blamed.is_upstream ? topic : near;
      reported.where = replication.defined(*blamed.at, wrong)->name().where;
      const std::string_view right = (blamed.is_upstream ? near : topic).name;
      reported.message +=
          fmt::format("; did you mean '{}'{}?", right, blamed.is_upstream ? "" : " here");
      found.push_back(std::move(reported));
    }
  }
}

void check(const Fleet& fleet, Diagnostics& found) {
  const Replication& replication = replication_of(fleet);
  for (const std::string_view what : {"SOW topic", "queue"}) {
    std::vector<MissingTopic> lacks;
    std::map<TopicName, std::vector<MissingTopic>> slips;
    for (const Replicated& topic : replication.topics()) {
      const TopicDefinition* defined = replication.defined(*topic.link.from, topic.name);
      const Instance& peer = *topic.link.to;
      if (defined == nullptr || demanded(*defined, topic.topic) != what) continue;
      if (replication.may_define_more(peer)) continue;
      if (has(replication.defined(peer, topic.name), what)) continue;
      const MissingTopic lack{topic.name, topic.link.from, defined->name().where, &peer};
      (twin(replication, lack).empty() ? lacks : slips[topic.name]).push_back(lack);
    }
    for (const MissingCause& blamed : blame(lacks)) found.push_back(diagnostic(blamed, what));
    report_slips(replication, slips, what, found);
  }
}

}  // namespace

Rule replication_topic_missing() { return {Severity::error, check}; }

}  // namespace ampslint
