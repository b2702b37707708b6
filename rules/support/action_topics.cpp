#include "support/action_topics.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "model/children.hpp"
#include "support/sow.hpp"

namespace ampslint {
namespace {

constexpr TopicUse uses[] = {
    {"amps-action-on-publish-message", TopicPlace::any, true},
    {"amps-action-on-sow-expire-message"},
    {"amps-action-on-sow-delete-message"},
    {"amps-action-on-oof-message", TopicPlace::sow, true},
    {"amps-action-on-message-condition-timeout", TopicPlace::sow, true},
    {"amps-action-on-alert", TopicPlace::sow, true},
    {"amps-action-on-message-affinity", TopicPlace::sow, true, "DataTopic"},
    {"amps-action-do-delete-sow"},
    {"amps-action-do-compact-sow"},
    {"amps-action-do-query-sow"},
    {"amps-action-do-enable-proxied-transfer", TopicPlace::queue},
    {"amps-action-do-disable-proxied-transfer", TopicPlace::queue},
};

bool is_literal_text(const Text& text) {
  return is_known(text) && text.value.find("{{") == npos && !is_surely_pattern(text.value);
}

}  // namespace

std::vector<ActionTopic> action_topics(const Instance& instance) {
  std::vector<ActionTopic> topics;
  for (const ActionStep& step : instance.actions) {
    if (!is_known(step.module())) continue;
    const auto* use = std::ranges::find(uses, step.module().value, &TopicUse::module);
    if (use == std::end(uses)) continue;
    const Text topic = text_of(step.options, use->option);
    const Text type = text_of(step.options, "MessageType");
    if (is_literal_text(topic) && is_literal_text(type)) topics.push_back({*use, topic, type});
  }
  return topics;
}

const TopicDefinition* ActionTopic::find(const Sow& sow) const {
  for (const TopicDefinition* defined : sow.named(topic.value)) {
    if (defined->message_type().value == type.value) return defined;
  }
  return nullptr;
}

bool ActionTopic::is_transferable(const TopicDefinition& queue) const {
  return queue.kind == TopicKind::queue || queue.kind == TopicKind::group_local_queue;
}

}  // namespace ampslint
