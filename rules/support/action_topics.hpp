#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/instance.hpp"

namespace ampslint {

class Sow;

/// Where the topic of an action has to be.
enum class TopicPlace : std::uint8_t { any, sow, queue };

/// How a module for actions uses the topic that an option of it names.
struct TopicUse {
  std::string_view module;
  TopicPlace place = TopicPlace::sow;
  bool no_queue = false;  ///< it would take the messages of a queue and keep them
  std::string_view option = "Topic";
};

/// A topic that an action names, literally and with its type.
struct ActionTopic {
  const TopicUse& use;
  Text topic;
  Text type;

  /// The entry of `<SOW>`, or null.
  const TopicDefinition* find(const Sow& sow) const;
  /// Messages of that queue can move to another instance.
  bool is_transferable(const TopicDefinition& queue) const;
};

/// In the order of the file; patterns and what variables hold are left out.
std::vector<ActionTopic> action_topics(const Instance& instance);

}  // namespace ampslint
