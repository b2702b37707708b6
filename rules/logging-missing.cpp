#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/log_targets.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const Element* logging = child_of(&instance.root(), "Logging");
  if (instance.root().incomplete || (logging != nullptr && logging->incomplete)) return;
  if (!read_log_targets(instance.root()).empty()) return;
  const Span where = (logging == nullptr ? instance.root() : *logging).name().where;
  found.push_back(
      {.where = where, .message = "nothing is logged: there is no 'Target' in 'Logging'"});
}

}  // namespace

Rule logging_missing() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
