#include "model/actions.hpp"

#include "model/children.hpp"

namespace ampslint {

std::vector<ActionStep> read_actions(const Element& root) {
  std::vector<ActionStep> steps;
  const Element* actions = child_of(&root, "Actions");
  if (actions == nullptr) return steps;
  for (const Element& action : actions->children()) {
    for (const Element& step : action.children()) {
      steps.push_back({.element = &step, .options = child_of(&step, "Options")});
    }
  }
  return steps;
}

}  // namespace ampslint
