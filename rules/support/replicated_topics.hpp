#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "check/fleet.hpp"
#include "model/topic_set.hpp"

namespace ampslint {

/// A topic that a link replicates.
struct Replicated {
  const Link& link;
  const ReplicatedTopic& topic;
  TopicName name;
  bool by_pattern;  ///< one that the destination's pattern covers
  Span where;  ///< where the topic is named: in the destination, the SOW or the transaction log
};

/// What links replicate, and what their peers have of it: what "Replication Configuration
/// Validation" of the AMPS manual compares when a connection is made.
class Replication {
 public:
  explicit Replication(const Fleet& fleet);

  /// Every topic that certain links replicate for certain: as the destinations name them and, of
  /// patterns, those that the instance defines or records by name. Not where a configuration is
  /// incomplete.
  const std::vector<Replicated>& topics() const { return replicated_; }

  const Fleet& fleet() const { return fleet_; }
  const TopicSet& logged(const Instance& instance) const { return of(instance).logged; }
  /// What a destination replicates; the entries are numbered as its topics.
  const TopicSet& sent(const Destination& destination) const { return sent_.at(&destination); }
  /// The entry of `<SOW>` of that name, or null.
  const TopicDefinition* defined(const Instance& instance, const TopicName& topic) const;
  /// Whether the instance may have entries of `<SOW>` whose names are not known.
  bool may_define_more(const Instance& instance) const { return of(instance).more; }
  /// The names of the entries of `<SOW>` of a type that another instance does not have.
  std::vector<std::string_view> defined_only_in(const Instance& instance, const Instance& other,
                                                std::string_view type) const;

 private:
  using Recorded = std::map<TopicName, Span>;
  struct Topics {
    explicit Topics(const RegexBudget& budget) : logged(budget) {}

    TopicSet logged;
    std::map<TopicName, const TopicDefinition*> defined;
    Recorded recorded;  ///< those known by name that can be replicated
    bool more = false;
  };

  const Topics& of(const Instance& instance) const { return topics_.at(&instance); }
  void add(const Link& link);

  const Fleet& fleet_;
  std::unordered_map<const Instance*, Topics> topics_;
  std::unordered_map<const Destination*, TopicSet> sent_;
  std::vector<Replicated> replicated_;
};

/// The same for all rules of a run.
const Replication& replication_of(const Fleet& fleet);

/// A topic that one instance replicates to another, which lacks something of it.
struct MissingTopic {
  TopicName topic;
  const Instance* upstream = nullptr;
  Span replicated;  ///< where it says so
  const Instance* downstream = nullptr;
};

/// Lacks to be reported at one instance: at the one that has, or does without, what most others do
/// not.
struct MissingCause {
  const Instance* at = nullptr;
  bool is_upstream = false;
  std::vector<MissingTopic> lacks;

  /// "'a' and 2 more of type 't'".
  std::string topics() const;
  /// "'LONDON-1' and 1 more".
  std::string downstreams() const;
  std::string upstreams() const;
  bool is_one_topic() const;
  /// Where the upstream instances say that they replicate it.
  std::vector<Note> replicated_here() const;
};

std::vector<MissingCause> blame(const std::vector<MissingTopic>& lacks);

/// The name of an element of the configuration; where there is none, the instance's.
Span place_in(const Instance& instance, std::string_view element);

}  // namespace ampslint
