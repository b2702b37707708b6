#include <fmt/core.h>

#include <algorithm>
#include <string_view>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "support/sow.hpp"

namespace ampslint {
namespace {

/// What messages of a module cannot have, as AMPS does not look into them, or cannot write them.
struct Limit {
  std::string_view module;
  std::string_view elements;
};
constexpr Limit limits_of_modules[] = {
    {"binary", "Key HashIndex Index Filter Preprocessing Enrichment"},
    {"protobuf", "Preprocessing Enrichment"},
    {"struct", "Preprocessing Enrichment"},
};

/// AMPS publishes its events in messages of that module.
bool writes_events(std::string_view module) {
  constexpr std::string_view others[] = {"binary", "protobuf", "struct", "composite-global",
                                         "composite-local"};
  return std::ranges::none_of(
      others, [module](std::string_view name) { return equal_ignoring_case(name, module); });
}

void check(const Instance& instance, Diagnostics& found) {
  const Sow& sow = sow_of(instance);
  for (const TopicDefinition& topic : instance.topics) {
    const std::string_view module = sow.module_of(topic.message_type());
    if (is_known(topic.name()) && topic.name().value.starts_with("/AMPS/") &&
        !writes_events(module)) {
      found.push_back({.where = topic.message_type().where,
                       .message = fmt::format("AMPS publishes no events as '{}', which uses module "
                                              "'{}'",
                                              topic.message_type().value, module)});
    }
    for (const Limit& limit : limits_of_modules) {
      if (!equal_ignoring_case(module, limit.module)) continue;
      for (const std::string_view name : words(limit.elements)) {
        const Element* given = child_of(topic.element, name);
        if (given == nullptr) continue;
        found.push_back(
            {.where = given->name().where,
             .message = fmt::format("message type '{}', which uses module '{}', cannot have '{}'",
                                    topic.message_type().value, module, name),
             .notes = {{topic.message_type().where, "the type is set here"}}});
        break;
      }
    }
  }
}

}  // namespace

Rule sow_type_unsupported() { return {Severity::error, check}; }

}  // namespace ampslint
