#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/log_targets.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const LogTarget& target : read_log_targets(instance.root())) {
    const Text threshold = text_of(target.element, "RotationThreshold");
    const Text name = text_of(target.element, "FileName");
    if (!threshold || !is_known(name) || name.value.find('%') != std::string_view::npos) continue;
    found.push_back(
        {.where = name.where,
         .message = fmt::format("every log file is called '{}'; '%n' in the name numbers them",
                                name.value),
         .notes = {{threshold.where, "a new file starts after this"}}});
  }
}

}  // namespace

Rule logging_file_overwritten() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
