#include <fmt/core.h>

#include "base/regex.hpp"
#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/translations.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const Translation& option : translations(instance)) {
    const std::string_view pattern = option.original;
    // A plain topic stands for itself.
    if (pattern.empty() || is_literal(pattern) || pattern.starts_with(".*")) continue;
    const bool anchored = pattern.find('^') != pattern.npos || pattern.find("\\A") != pattern.npos;
    if (anchored) continue;
    found.push_back(
        {.where = option.text.span(0, pattern.size()),
         .message = fmt::format(
             "'{}' matches anywhere in a topic; '^' anchors a pattern at the beginning", pattern)});
  }
}

}  // namespace

Rule transport_filter_unanchored() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
