#include <fmt/core.h>

#include <deque>
#include <filesystem>
#include <string>
#include <unordered_map>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

bool same(const Text& a, const Text& b) { return a && b && a.value == b.value; }

/// The same for every way to write a path; `written` keeps what is not so in the file.
std::string_view key_of(std::string_view path, std::deque<std::string>& written) {
  const bool plain =
      path.find("/.") == path.npos && path.find("//") == path.npos && !path.starts_with('.');
  if (plain) return path;
  return written.emplace_back(std::filesystem::path(path).lexically_normal().string());
}

void check(const Instance& instance, Diagnostics& found) {
  std::deque<std::string> written;
  std::unordered_map<std::string_view, const TopicDefinition*> seen;
  for (const TopicDefinition& topic : instance.topics) {
    const Text file = topic.file_name();
    // AMPS puts the topic's name in the place of '%n'.
    if (!is_known(file) || file.value.find('%') != std::string_view::npos) continue;
    const auto [first, is_first] = seen.try_emplace(key_of(file.value, written), &topic);
    if (is_first) continue;
    const TopicDefinition& other = *first->second;
    // sow-topic-repeated reports one topic that stands there twice.
    if (same(topic.name(), other.name()) && same(topic.message_type(), other.message_type()))
      continue;
    found.push_back(
        {.where = file.where,
         .message = fmt::format("'{}' is already the file of another topic", file.value),
         .notes = {{other.file_name().where, "the other one uses it here"}}});
  }
}

}  // namespace

Rule sow_file_shared() { return {Severity::error, check}; }

}  // namespace ampslint
