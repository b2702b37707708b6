#include <fmt/core.h>

#include <vector>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/log_targets.hpp"

namespace ampslint {
namespace {

constexpr std::string_view ready = "00-0015";

void check(const Instance& instance, Diagnostics& found) {
  const std::vector<LogTarget> targets = read_log_targets(instance.root());
  if (targets.empty() || logging_is_unknown(instance.root(), targets)) return;
  bool takes_info = false;
  bool shows_ready = false;
  Text hidden_by;
  const RegexBudget& budget = *instance.regexes;
  for (const LogTarget& target : targets) {
    const bool info = target.takes_level("info");
    takes_info |= info;
    if (!info && target.includes(ready, budget) == false) continue;
    shows_ready |= target.excludes(ready, budget) != true;
    if (target.excludes(ready, budget) == true) hidden_by = target.exclude_errors();
  }
  if (takes_info && shows_ready) return;
  const std::string_view not_even =
      shows_ready ? "" : ", so the ready message 00-0015 reaches no log";
  if (takes_info) {
    found.push_back(
        {.where = hidden_by.where,
         .message = "the ready message 00-0015 reaches no log: this setting filters it out"});
  } else {
    found.push_back({.where = targets.front().element->name().where,
                     .message = fmt::format("no target logs at level 'info'{}", not_even)});
  }
}

}  // namespace

Rule logging_info_hidden() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
