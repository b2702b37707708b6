#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "support/replicated_topics.hpp"

namespace ampslint {
namespace {

/// What has to be the same of a topic at both ends, as a message says it.
struct Property {
  std::string text = {};
  Span where;
  bool known = true;
};

/// The keys, sorted.
Property keys_of(const TopicDefinition& topic) {
  Property made{.where = topic.name().where, .known = !topic.element->incomplete};
  std::vector<std::string> keys;
  for (const Text& key : texts_of(topic.element, "Key")) {
    if (keys.empty()) made.where = key.where;
    if (key.unresolved) made.known = false;
    keys.push_back(fmt::format("'{}'", key.value));
  }
  std::ranges::sort(keys);
  made.text = keys.empty() ? "no key" : fmt::format("key {}", fmt::join(keys, ", "));
  return made;
}

/// The underlying topic and the filter.
Property source_of(const TopicDefinition& queue) {
  const Text underlying = text_of(queue.element, "UnderlyingTopic");
  const Text filter = text_of(queue.element, "Filter");
  Property made{
      .where = underlying ? underlying.where : queue.name().where,
      .known = !queue.element->incomplete && !underlying.unresolved && !filter.unresolved};
  made.text =
      fmt::format("underlying topic '{}'", underlying ? underlying.value : queue.name().value);
  if (!filter) return made;
  made.text += fmt::format(" and filter '{}'", filter.value);
  made.where = filter.where;
  return made;
}

/// How the instances that replicate a topic to each other define it.
struct Definitions {
  std::vector<const Instance*> order;
  std::map<const Instance*, Property> at;

  void add(const Instance* instance, Property property) {
    if (at.try_emplace(instance, std::move(property)).second) order.push_back(instance);
  }
  /// The first of those that have what most have.
  const Instance* typical() const {
    const auto agreeing = [this](const Instance* one) {
      return std::ranges::count_if(
          order, [&](const Instance* other) { return at.at(one).text == at.at(other).text; });
    };
    return *std::ranges::max_element(order, {}, agreeing);
  }
};

void check(const Fleet& fleet, Diagnostics& found) {
  const Replication& replication = replication_of(fleet);
  std::map<TopicName, Definitions> differing;
  for (const Replicated& topic : replication.topics()) {
    const Instance& from = *topic.link.from;
    const Instance& to = *topic.link.to;
    const TopicDefinition* here = replication.defined(from, topic.name);
    const TopicDefinition* there = replication.defined(to, topic.name);
    if (here == nullptr || there == nullptr || here->kind != there->kind) continue;
    if (here->kind != TopicKind::queue && !topic.topic.validates("keys")) continue;
    const auto property = here->kind == TopicKind::topic ? keys_of : source_of;
    Property own = property(*here);
    Property its = property(*there);
    if (!own.known || !its.known) continue;
    differing[topic.name].add(&from, std::move(own));
    differing[topic.name].add(&to, std::move(its));
  }
  for (const auto& [topic, definitions] : differing) {
    const Instance* typical = definitions.typical();
    const Property& usual = definitions.at.at(typical);
    for (const Instance* instance : definitions.order) {
      const Property& own = definitions.at.at(instance);
      if (own.text == usual.text) continue;
      found.push_back(
          {.where = own.where,
           .message = fmt::format("'{}' has {} here, but {} in {}, which replicates it too",
                                  topic.name, own.text, usual.text, called(*typical)),
           .notes = {{usual.where, fmt::format("{} defines it here", called(*typical))}}});
    }
  }
}

}  // namespace

Rule replication_topic_differs() { return {Severity::error, check}; }

}  // namespace ampslint
