#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "model/proto_path.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const MessageTypeDefinition& type : instance.message_types) {
    const std::vector<Text> paths = texts_of(type.element, "ProtoPath");
    const auto may_be_empty = [](const Text& path) {
      return path.unresolved || proto_alias(path.value).empty();
    };
    if (paths.empty() || type.element->incomplete || std::ranges::any_of(paths, may_be_empty)) {
      continue;
    }
    found.push_back(
        {.where = paths.front().where,
         .message = fmt::format(
             "every 'ProtoPath' of '{}' has an alias: each import in a .proto file must name one",
             type.name().value)});
  }
}

}  // namespace

Rule message_type_alias_required() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
