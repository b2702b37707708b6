#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete) return;
  std::map<std::string_view, const MessageTypeDefinition*> first;
  for (const MessageTypeDefinition& type : instance.message_types) {
    if (type.name().unresolved) return;
    if (type.name()) first.try_emplace(type.name().value, &type);
  }
  const auto loaded = default_message_types();
  for (const MessageTypeDefinition& type : instance.message_types) {
    if (!type.is_composite()) continue;
    for (const Text& part : type.parts()) {
      // reference-unknown reports a name that is defined nowhere.
      const auto defined = first.find(part.value);
      if (part.unresolved || defined == first.end() || defined->second < &type) continue;
      if (std::ranges::count(loaded, part.value) != 0) continue;
      found.push_back(
          {.where = part.where,
           .message =
               defined->second == &type
                   ? fmt::format("'{}' cannot be a part of itself", part.value)
                   : fmt::format("message type '{}' is defined later in the file", part.value),
           .notes = {{defined->second->name().where, "it is defined here"}}});
    }
  }
}

}  // namespace

Rule message_type_part_later() { return {Severity::error, check}; }

}  // namespace ampslint
