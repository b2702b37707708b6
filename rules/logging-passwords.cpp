#include <algorithm>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/log_targets.hpp"

namespace ampslint {
namespace {

constexpr std::string_view logon = "12-0010";

/// Where the target asks for logon commands; absent where it does not.
Text asks_for_logons(const LogTarget& target, const RegexBudget& budget) {
  if (target.excludes(logon, budget) != false) return {};
  if (target.includes(logon, budget) == true) return target.include_errors();
  if (!target.takes_level("trace")) return {};
  return target.level() ? target.level() : target.levels();
}

void check(const Instance& instance, Diagnostics& found) {
  const auto checks = [](const Transport& transport) {
    return transport.authentication.access == Access::checked;
  };
  const auto guarded = std::ranges::find_if(instance.transports, checks);
  if (guarded == instance.transports.end()) return;
  for (const LogTarget& target : read_log_targets(instance.root())) {
    if (!target.is_known()) continue;
    const Text asks = asks_for_logons(target, *instance.regexes);
    if (!asks) continue;
    found.push_back(
        {.where = asks.where,
         .message = "this log contains the passwords of clients; message 12-0010 is their logon",
         .notes = {{guarded->where(), "clients send a password here"}}});
  }
}

}  // namespace

Rule logging_passwords() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
