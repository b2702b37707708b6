#include "support/replicated_topics.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "model/children.hpp"

namespace ampslint {
namespace {

constexpr Text everything{.value = ".*", .where = {}, .pieces = {}};
constexpr std::size_t most_notes = 4;

Text name_of(const ReplicatedTopic& topic) { return topic.name() ? topic.name() : everything; }

bool can_be_replicated(TopicKind kind) {
  return kind == TopicKind::topic || kind == TopicKind::queue ||
         kind == TopicKind::group_local_queue;
}

/// The first of some names, in quotes, and how many more there are.
std::string listed(const std::vector<std::string_view>& names) {
  if (names.empty()) return {};
  std::string text = fmt::format("'{}'", names.front());
  if (names.size() > 1) text += fmt::format(" and {} more", names.size() - 1);
  return text;
}

void add_once(std::vector<std::string_view>& names, std::string_view name) {
  if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

std::string listed(const std::vector<MissingTopic>& lacks, const Instance* MissingTopic::* which) {
  std::vector<std::string_view> names;
  for (const MissingTopic& lack : lacks) add_once(names, (lack.*which)->name.value);
  return listed(names);
}

}  // namespace

Replication::Replication(const Fleet& fleet) : fleet_(fleet) {
  for (const Instance* instance : fleet.instances) {
    Topics& made = topics_.try_emplace(instance, *instance->regexes).first->second;
    for (const Destination& destination : instance->destinations) {
      TopicSet& sent = sent_.try_emplace(&destination, *instance->regexes).first->second;
      for (const ReplicatedTopic& topic : destination.topics) {
        sent.add(topic.element->incomplete ? Text() : name_of(topic), topic.message_type());
      }
    }
    for (const LoggedTopic& topic : instance->logged_topics) {
      made.logged.add(topic.name(), topic.message_type());
    }
    for (const TopicDefinition& topic : instance->topics) {
      if (!is_known(topic.name()) || !is_known(topic.message_type()) ||
          child_of(topic.element, "Pattern") != nullptr) {
        made.more = true;
        continue;
      }
      const TopicName name{.type = topic.message_type().value, .name = topic.name().value};
      made.defined.try_emplace(name, &topic);
      const bool recorded = made.logged.find(name).is_in == true;
      if (recorded && can_be_replicated(topic.kind)) {
        made.recorded.try_emplace(name, topic.name().where);
      }
    }
    for (const LoggedTopic& topic : instance->logged_topics) {
      if (!is_known(topic.name()) || !is_known(topic.message_type())) continue;
      const TopicName name{.type = topic.message_type().value, .name = topic.name().value};
      const auto other = made.defined.find(name);
      if (other != made.defined.end() && !can_be_replicated(other->second->kind)) continue;
      if (is_literal(name.name)) made.recorded.try_emplace(name, topic.name().where);
    }
  }
  for (const Link& link : fleet.links) {
    if (link.certain && !link.from->incomplete && !link.to->incomplete) add(link);
  }
}

const Replication& replication_of(const Fleet& fleet) {
  if (!fleet.replication) fleet.replication = std::make_shared<const Replication>(fleet);
  return *fleet.replication;
}

void Replication::add(const Link& link) {
  const Topics& own = of(*link.from);
  const TopicSet& all = sent(*link.destination);
  const std::vector<ReplicatedTopic>& topics = link.destination->topics;
  const std::vector<bool> may_meet = own.logged.may_meet(all);
  // A topic of its own comes before patterns.
  std::vector<std::vector<const Recorded::value_type*>> by_pattern(topics.size());
  for (const auto& recorded : own.recorded) {
    for (const std::size_t entry : all.entries_of(recorded.first)) {
      by_pattern[entry].push_back(&recorded);
    }
  }
  std::set<TopicName> seen;
  for (std::size_t i = 0; i < topics.size(); ++i) {
    const ReplicatedTopic& topic = topics[i];
    const Text& text = name_of(topic);
    if (!is_known(text) || !is_known(topic.message_type()) || topic.element->incomplete) continue;
    const TopicName named{topic.message_type().value, text.value, !is_literal(text.value)};
    const bool replicated = named.is_pattern ? may_meet[i] : own.logged.find(named).is_in == true;
    if (!replicated || !seen.insert(named).second) continue;
    const Span where = topic.name() ? topic.name().where : topic.element->name().where;
    replicated_.push_back({link, topic, named, false, where});
    if (!named.is_pattern) continue;
    for (const auto* recorded : by_pattern[i]) {
      if (!seen.insert(recorded->first).second) continue;
      replicated_.push_back({link, topic, recorded->first, true, recorded->second});
    }
  }
}

const TopicDefinition* Replication::defined(const Instance& instance,
                                            const TopicName& topic) const {
  const auto& known = of(instance).defined;
  const auto found = known.find(topic);
  return found == known.end() ? nullptr : found->second;
}

std::vector<std::string_view> Replication::defined_only_in(const Instance& instance,
                                                           const Instance& other,
                                                           std::string_view type) const {
  std::vector<std::string_view> names;
  for (const auto& [name, topic] : of(instance).defined) {
    if (name.type == type && !of(other).defined.contains(name)) names.push_back(name.name);
  }
  return names;
}

std::string MissingCause::topics() const {
  std::vector<std::string_view> names;
  for (const MissingTopic& lack : lacks) add_once(names, lack.topic.name);
  return fmt::format("{} of type '{}'", listed(names), lacks.front().topic.type);
}

std::string MissingCause::downstreams() const { return listed(lacks, &MissingTopic::downstream); }

std::string MissingCause::upstreams() const { return listed(lacks, &MissingTopic::upstream); }

bool MissingCause::is_one_topic() const {
  return std::ranges::all_of(lacks, [this](const MissingTopic& lack) {
    return lack.topic.name == lacks.front().topic.name;
  });
}

std::vector<Note> MissingCause::replicated_here() const {
  std::vector<Note> notes;
  std::set<Span> seen;
  for (const MissingTopic& lack : lacks) {
    if (notes.size() == most_notes) break;
    if (!seen.insert(lack.replicated).second) continue;
    notes.push_back(
        {lack.replicated, fmt::format("{} replicates it here", called(*lack.upstream))});
  }
  return notes;
}

std::vector<MissingCause> blame(const std::vector<MissingTopic>& lacks) {
  std::map<TopicName, std::pair<std::set<const Instance*>, std::set<const Instance*>>> sides;
  for (const MissingTopic& lack : lacks) {
    auto& [have, miss] = sides[lack.topic];
    have.insert(lack.upstream);
    miss.insert(lack.downstream);
  }
  std::vector<MissingCause> blames;
  std::map<std::tuple<const Instance*, bool, std::string_view>, std::size_t> numbers;
  for (const MissingTopic& lack : lacks) {
    const auto& [have, miss] = sides[lack.topic];
    const bool is_upstream = have.size() < miss.size();
    const Instance* at = is_upstream ? lack.upstream : lack.downstream;
    const auto [number, is_new] =
        numbers.try_emplace({at, is_upstream, lack.topic.type}, blames.size());
    if (is_new) blames.push_back({.at = at, .is_upstream = is_upstream, .lacks = {}});
    blames[number->second].lacks.push_back(lack);
  }
  return blames;
}

Span place_in(const Instance& instance, std::string_view element) {
  if (const Element* found = child_of(&instance.root(), element)) return found->name().where;
  return instance.name ? instance.name.where : instance.root().name().where;
}

}  // namespace ampslint
