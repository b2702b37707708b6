#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

bool is_no_target(std::string_view module) {
  constexpr std::string_view modules[] = {"composite-global", "protobuf", "struct"};
  return std::ranges::any_of(
      modules, [module](std::string_view name) { return equal_ignoring_case(name, module); });
}

void check(const Instance& instance, Diagnostics& found) {
  std::map<std::string_view, const MessageTypeDefinition*> types;
  for (const MessageTypeDefinition& type : instance.message_types) {
    if (is_known(type.name())) types.emplace(type.name().value, &type);
  }
  for (const TopicDefinition& topic : instance.topics) {
    if (topic.kind != TopicKind::view || !is_known(topic.message_type())) continue;
    const auto type = types.find(topic.message_type().value);
    if (type == types.end() || !is_known(type->second->module())) continue;
    const Text module = type->second->module();
    if (!is_no_target(module.value)) continue;
    found.push_back(
        {.where = topic.message_type().where,
         .message = fmt::format("a view cannot have message type '{}', which uses module '{}'",
                                topic.message_type().value, module.value),
         .notes = {{module.where, "the module is set here"}}});
  }
}

}  // namespace

Rule message_type_view_unsupported() { return {Severity::error, check}; }

}  // namespace ampslint
