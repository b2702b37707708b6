#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const Text text = text_of(&instance.root(), "ConfigValidation");
  if (!is_known(text) || !equal_ignoring_case(text.value, "disabled")) return;
  found.push_back(
      {.where = text.where, .message = "AMPS does not check the values of this configuration"});
}

}  // namespace

Rule instance_validation_disabled() { return {Severity::warning, check}; }

}  // namespace ampslint
