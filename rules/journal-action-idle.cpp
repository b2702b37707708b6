#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

constexpr std::string_view journal_actions[] = {"do-archive-journal", "do-compress-journal",
                                                "do-remove-journal"};

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete) return;
  const Element* log = child_of(&instance.root(), "TransactionLog");
  const bool archives = text_of(log, "JournalArchiveDirectory").operator bool();
  for (const ActionStep& step : instance.actions) {
    for (const std::string_view action : journal_actions) {
      if (!is_action(step, action)) continue;
      if (log == nullptr) {
        found.push_back({.where = step.module().where,
                         .message = "there is no 'TransactionLog' whose journals this could manage",
                         .severity = Severity::warning});
      } else if (action == journal_actions[0] && !archives) {
        found.push_back({.where = step.module().where,
                         .message = "the 'TransactionLog' has no 'JournalArchiveDirectory' to "
                                    "archive journals in",
                         .notes = {{log->name().where, "the transaction log is here"}}});
      }
    }
  }
}

}  // namespace

Rule journal_action_idle() { return {Severity::error, check}; }

}  // namespace ampslint
