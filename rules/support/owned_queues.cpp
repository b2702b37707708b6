#include "support/owned_queues.hpp"

#include "model/children.hpp"

namespace ampslint {

std::vector<OwnedQueue> owned_queues(const Together& instances) {
  std::vector<OwnedQueue> queues;
  for (const Instance* instance : instances) {
    for (const TopicDefinition& topic : instance->topics) {
      if (topic.kind != TopicKind::group_local_queue || topic.element->incomplete) continue;
      const Text given = text_of(topic.element, "GroupLocalQueueDomain");
      const Text owner = text_of(topic.element, "InitialOwner");
      const Text domain = given ? given : instance->own_group();
      const bool known =
          is_known(topic.name()) && is_known(topic.message_type()) && is_known(owner);
      if (known && is_known(domain)) queues.push_back({instance, &topic, owner, domain});
    }
  }
  return queues;
}

}  // namespace ampslint
