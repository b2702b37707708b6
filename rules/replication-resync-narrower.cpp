#include <fmt/core.h>

#include <vector>

#include "base/regex.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "model/topic_set.hpp"

namespace ampslint {
namespace {

/// The groups that the configuration names.
std::vector<std::string_view> groups_of(const Instance& instance) {
  std::vector<std::string_view> groups;
  if (is_known(instance.own_group())) groups.push_back(instance.own_group().value);
  for (const Destination& destination : instance.destinations) {
    if (is_known(destination.peer_group())) groups.push_back(destination.peer_group().value);
  }
  return groups;
}

void check(const Instance& instance, Diagnostics& found) {
  const std::vector<std::string_view> groups = groups_of(instance);
  for (const Destination& destination : instance.destinations) {
    const Text resync = text_of(destination.element, "ResyncPassThrough");
    const Text normal = destination.pass_through();
    if (!is_known(resync) || !is_known(normal) || resync.value == normal.value) continue;
    const TopicPattern normally(normal.value, *instance.regexes);
    const auto at_first = Pattern::compile(resync.value, *instance.regexes);
    if (!at_first) continue;
    for (const std::string_view group : groups) {
      if (normally.covers(group) != true || at_first->matches(group) != false) continue;
      found.push_back(
          {.where = resync.where,
           .message = fmt::format(
               "'ResyncPassThrough' leaves out group '{}', which 'PassThrough' includes", group),
           .notes = {{normal.where, "'PassThrough' is set here"}}});
      break;
    }
  }
}

}  // namespace

Rule replication_resync_narrower() { return {Severity::warning, check}; }

}  // namespace ampslint
