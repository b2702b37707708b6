#include <fmt/core.h>
#include <fmt/ranges.h>

#include <map>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"

namespace ampslint {
namespace {

/// What a type is made of. Not its other options: files lie in other places on other hosts.
std::string made_of(const MessageTypeDefinition& type) {
  std::vector<std::string> parts;
  for (const Text& part : type.parts()) parts.push_back(fmt::format("'{}'", part.value));
  return fmt::format("'{}'{}{}", type.module().value, parts.empty() ? "" : " of ",
                     fmt::join(parts, ", "));
}

bool is_certain(const MessageTypeDefinition& type) {
  if (!is_known(type.name()) || !is_known(type.module()) || type.element->incomplete) return false;
  for (const Text& part : type.parts()) {
    if (part.unresolved) return false;
  }
  return true;
}

void check(const Fleet& fleet, Diagnostics& found) {
  for (const Together& fabric : fleet.fabrics()) {
    std::map<std::string_view, std::pair<const Instance*, const MessageTypeDefinition*>> seen;
    for (const Instance* instance : fabric) {
      for (const MessageTypeDefinition& type : instance->message_types) {
        if (!is_certain(type)) continue;
        const auto& [other, first] =
            seen.try_emplace(type.name().value, instance, &type).first->second;
        // Several of one name are reported for the instance itself.
        if (other == instance || made_of(*first) == made_of(type)) continue;
        found.push_back(
            {.where = type.module().where,
             .message = fmt::format(
                 "message type '{}' is {} here, but {} in {}, which replicates with this instance",
                 type.name().value, made_of(type), made_of(*first), called(*other)),
             .notes = {{first->module().where, "the other definition is here"}}});
      }
    }
  }
}

}  // namespace

Rule fleet_message_type_differs() { return {Severity::warning, check}; }

}  // namespace ampslint
