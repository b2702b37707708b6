#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (std::size_t i = 0; i < instance.actions.size(); ++i) {
    const Element& step = *instance.actions[i].element;
    if (step.name().value != "If" || step.parent->incomplete) continue;
    const bool last =
        i + 1 == instance.actions.size() || instance.actions[i + 1].element->parent != step.parent;
    if (!last) continue;
    found.push_back({.where = step.name().where,
                     .message = "this 'If' decides nothing: no 'Do' stands after it"});
  }
}

}  // namespace

Rule action_if_last() { return {Severity::warning, check}; }

}  // namespace ampslint
