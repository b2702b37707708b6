#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const Element& root = instance.root();
  if (root.incomplete || child_of(&root, "MessageDiskPath") != nullptr) return;
  const auto check_in = [&found](const Element& element) {
    const Element* limit = child_of(&element, "MessageDiskLimit");
    if (limit == nullptr) limit = child_of(&element, "MessageMemoryLimit");
    const bool has_path = child_of(&element, "MessageDiskPath") != nullptr;
    if (limit == nullptr || has_path || element.incomplete) return;
    found.push_back({.where = limit->name().where,
                     .message = "messages above the limit go to '/var/tmp'; set 'MessageDiskPath' "
                                "to use another folder"});
  };
  check_in(root);
  for (const Transport& transport : instance.transports) {
    if (!transport.is_replication()) check_in(*transport.element);
  }
}

}  // namespace

Rule limit_path_default() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
