#include <fmt/core.h>

#include "check/match/match.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"

namespace ampslint {
namespace {

/// Among more topics than this, looking at each would cost every string too much.
constexpr std::size_t enough = 256;

/// Some topic has the type, or may have it.
template <typename Topics>
bool may_have(const Topics& topics, std::string_view type) {
  for (const auto& topic : topics) {
    if (!is_known(topic.message_type()) || topic.message_type().value == type) return true;
  }
  return false;
}

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  if (transport == nullptr) return;
  const Instance& instance = *transport->instance;
  const std::size_t count = instance.topics.size() + instance.logged_topics.size();
  if (count == 0 || count > enough || instance.incomplete) return;
  const std::string_view type = match.client.message_type();
  // Other rules report a type that is not accepted here.
  if (type.empty() || !instance.knows_message_type(type)) return;
  if (transport->message_type() && transport->message_type().value != type) return;
  if (may_have(instance.topics, type) || may_have(instance.logged_topics, type)) return;
  const Text& other = instance.topics.empty() ? instance.logged_topics.front().message_type()
                                              : instance.topics.front().message_type();
  found.push_back(
      {.where = match.client.at(type),
       .message = fmt::format("no topic configured here has type '{}'", match.client.show(type)),
       .notes = {{other.where, "the first topic's type is here"}}});
}

}  // namespace

Rule connect_type_without_topics() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
