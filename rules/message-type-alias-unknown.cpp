#include <fmt/core.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "model/proto_path.hpp"

namespace ampslint {
namespace {

void check_file(const Text& file, const std::vector<Text>& paths, Diagnostics& found) {
  std::vector<std::string_view> aliases;
  for (const Text& path : paths) {
    if (path.unresolved) return;
    aliases.push_back(proto_alias(path.value));
  }
  const auto covers = [&file](std::string_view alias) {
    return alias.empty() ||
           (file.value.starts_with(alias) && file.value.substr(alias.size()).starts_with('/'));
  };
  if (std::ranges::any_of(aliases, covers)) return;
  const std::size_t slash = file.value.find('/');
  if (slash == std::string_view::npos) {
    found.push_back(
        {.where = file.where,
         .message = fmt::format("'{}' does not begin with an alias, but every 'ProtoPath' has one",
                                file.value)});
    return;
  }
  const std::string_view alias = file.value.substr(0, slash);
  found.push_back({.where = file.span(0, slash),
                   .message = fmt::format("no 'ProtoPath' has the alias '{}'{}", alias,
                                          did_you_mean(alias, aliases)),
                   .notes = {{paths.front().where, "the first 'ProtoPath' is here"}}});
}

void check(const Instance& instance, Diagnostics& found) {
  for (const MessageTypeDefinition& type : instance.message_types) {
    if (type.element->incomplete) continue;
    const std::vector<Text> paths = texts_of(type.element, "ProtoPath");
    if (paths.empty()) continue;
    for (const Text& file : texts_of(type.element, "ProtoFile")) {
      if (is_known(file)) check_file(file, paths, found);
    }
  }
}

}  // namespace

Rule message_type_alias_unknown() { return {Severity::error, check}; }

}  // namespace ampslint
