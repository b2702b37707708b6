#pragma once

#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "load/xml/tree.hpp"
#include "model/children.hpp"

namespace ampslint {

/// An `<On>`, `<If>` or `<Do>` of an action.
struct ActionStep {
  const Element* element = nullptr;
  const Element* options = nullptr;  ///< null where none are given

  Text module() const { return text_of(element, "Module"); }
};

/// The steps of all actions, in order.
std::vector<ActionStep> read_actions(const Element& root);

/// The built-in action modules end so behind `amps-action-do-` and the like; some samples leave
/// parts of the prefix out.
inline bool is_action(const ActionStep& step, std::string_view ending) {
  return step.module().value.ends_with(ending);
}

}  // namespace ampslint
