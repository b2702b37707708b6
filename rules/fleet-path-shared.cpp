#include <fmt/core.h>

#include <map>
#include <set>
#include <string>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"

namespace ampslint {
namespace {

struct Place {
  const Instance* instance = nullptr;
  Text path;
};

/// The absolute paths that belong to one instance only: what a relative one means depends on where
/// AMPS is started. The key distinguishes what `%n` makes of one text.
std::vector<std::pair<std::string, Text>> paths_of(const Instance& instance) {
  std::vector<std::pair<std::string, Text>> paths;
  const auto add = [&paths](const Text& path, const std::string& topic) {
    if (!is_known(path) || !path.value.starts_with('/')) return;
    std::string key(path.value);
    while (key.size() > 1 && key.ends_with('/')) key.pop_back();
    if (key.find('%') != std::string::npos) key += '\n' + topic;
    paths.emplace_back(std::move(key), path);
  };
  add(text_of(child_of(&instance.root(), "TransactionLog"), "JournalDirectory"), {});
  add(text_of(child_of(&instance.root(), "Admin"), "FileName"), {});
  for (const TopicDefinition& topic : instance.topics) {
    if (!is_known(topic.name()) || !is_known(topic.message_type())) continue;
    add(topic.file_name(), fmt::format("{}\n{}", topic.message_type().value, topic.name().value));
  }
  for (const Transport& transport : instance.transports) {
    if (transport.is_unix()) add(transport.file_name(), {});
  }
  return paths;
}

void check(const Fleet& fleet, Diagnostics& found) {
  for (const Together& host : fleet.hosts()) {
    std::map<std::string, Place> taken;
    for (const Instance* instance : host) {
      // Of files that two share, the first is reported: one setting usually causes them all.
      std::set<const Instance*> reported;
      for (const auto& [key, path] : paths_of(*instance)) {
        const Place& first = taken.try_emplace(key, Place{instance, path}).first->second;
        if (first.instance == instance || first.instance->name.value == instance->name.value) {
          continue;
        }
        if (!reported.insert(first.instance).second) continue;
        found.push_back({.where = path.where,
                         .message = fmt::format("'{}' is also used by {} on the same host",
                                                path.value, called(*first.instance)),
                         .notes = {{first.path.where,
                                    fmt::format("{} uses it here", called(*first.instance))}}});
      }
    }
  }
}

}  // namespace

Rule fleet_path_shared() { return {Severity::error, check}; }

}  // namespace ampslint
