#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "model/modules.hpp"

namespace ampslint {
namespace {

/// Named after the module that it is of, or with a child that may be meant for one and that
/// element-unknown reports.
bool may_have_one(const MessageTypeDefinition& type) {
  const auto modules = built_in_names(ValueKind::message_type_module);
  const ContentModel& model = *content_model("MessageType");
  return std::ranges::count(modules, type.name().value) != 0 ||
         std::ranges::any_of(type.element->children(), [&model](const Element& child) {
           return schema_element(model, child.name().value) == nullptr;
         });
}

void check(const Instance& instance, Diagnostics& found) {
  for (const MessageTypeDefinition& type : instance.message_types) {
    if (!is_known(type.name()) || type.element->incomplete || may_have_one(type)) continue;
    if (child_of(type.element, "Module") != nullptr) continue;
    Diagnostic diagnostic{
        .where = type.element->name().where,
        .message = fmt::format("message type '{}' has no 'Module'", type.name().value)};
    if (const Element* old = child_of(type.element, "Type")) {
      diagnostic.where = old->name().where;
      diagnostic.message += ", as 'Type' is called since version 4.0";
      diagnostic.fix = {.edits = rename(*old, "Module"), .safe = false};
    }
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule message_type_module_missing() {
  return {.severity = Severity::warning, .check = check, .fixable = true};
}

}  // namespace ampslint
