#include <fmt/core.h>

#include <algorithm>
#include <span>
#include <vector>

#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

constexpr std::size_t most_topics = 500;

/// The topics that a text names in brackets, as a join does: `[orders]./id = [json].[parts]./id`.
std::vector<std::string_view> topics_in(std::string_view text) {
  std::vector<std::string_view> names;
  while (true) {
    const std::size_t open = text.find('[');
    const std::size_t close = text.find(']', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) return names;
    const std::string_view name = text.substr(open + 1, close - open - 1);
    text.remove_prefix(close + 1);
    // A message type stands before its topic.
    if (!text.starts_with(".[")) names.push_back(name);
  }
}

/// What a view or a conflated topic is made of.
void run_checks(const Text& text, std::string_view own, std::span<const std::string_view> known,
                Diagnostics& found) {
  if (!is_known(text)) return;
  std::vector<std::string_view> names = topics_in(text.value);
  if (names.empty()) names.push_back(text.value);
  for (const std::string_view name : names) {
    if (name == own || std::ranges::count(known, name) != 0) continue;
    // Without a likely slip it may be a topic that the configuration need not name.
    const std::string_view near = slip_of(name, known);
    if (near.empty() || near == own) continue;
    const auto begin = static_cast<std::size_t>(name.data() - text.value.data());
    found.push_back(
        {.where = text.span(begin, name.size()),
         .message = fmt::format("no SOW topic is called '{}'; did you mean '{}'?", name, near)});
  }
}

void check(const Instance& instance, Diagnostics& found) {
  std::vector<std::string_view> known;
  for (const TopicDefinition& topic : instance.topics) {
    if (!is_known(topic.name)) return;
    known.push_back(topic.name.value);
  }
  if (instance.incomplete || known.size() > most_topics) return;
  for (const TopicDefinition& topic : instance.topics) {
    if (topic.kind != TopicKind::view && topic.kind != TopicKind::conflated_topic) continue;
    const Element* underlying = child_of(topic.element, "UnderlyingTopic");
    if (underlying == nullptr) continue;
    run_checks(underlying->text, topic.name.value, known, found);
    for (const Text& join : texts_of(underlying, "Join")) {
      run_checks(join, topic.name.value, known, found);
    }
  }
}

}  // namespace

Rule sow_underlying_unknown() { return {Severity::warning, check}; }

}  // namespace ampslint
