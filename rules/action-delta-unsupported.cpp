#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "model/value.hpp"
#include "support/sow.hpp"

namespace ampslint {
namespace {

/// Whose messages cannot be changed in parts.
constexpr std::string_view without_delta[] = {"composite-global", "binary", "struct"};

void check(const Instance& instance, Diagnostics& found) {
  if (instance.actions.empty()) return;
  const Sow& sow = sow_of(instance);
  for (const ActionStep& step : instance.actions) {
    if (!is_action(step, "do-publish-message")) continue;
    const Text delta = text_of(step.options, "Delta");
    const Text type = text_of(step.options, "MessageType");
    if (!is_known(delta) || parse_boolean(delta.value) != true || !is_known(type)) continue;
    if (std::ranges::count(without_delta, to_lower(sow.module_of(type))) == 0) continue;
    found.push_back({.where = delta.where,
                     .message = fmt::format("message type '{}' has no delta messages", type.value),
                     .notes = {{type.where, "the type is set here"}}});
  }
}

}  // namespace

Rule action_delta_unsupported() { return {Severity::error, check}; }

}  // namespace ampslint
