#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <string>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

/// What a module that starts an action gives, after `AMPS_`; or the options of a module that name
/// the variables it sets.
struct Given {
  std::string_view module;
  std::string_view names;
};
constexpr std::string_view peer =
    "REPLICATION_PEER_NAME REPLICATION_CLIENT_NAME REPLICATION_REMOTE_ADDRESS "
    "REPLICATION_GROUP_NAME REPLICATION_TRANSPORT_NAME";
constexpr std::string_view message =
    "TOPIC DATA DATA_LENGTH BOOKMARK TIMESTAMP CLIENT_NAME SOW_KEY";
constexpr Given given_by[] = {
    {"on-schedule", ""},
    {"on-startup", ""},
    {"on-shutdown", ""},
    {"on-signal", ""},
    {"on-minidump", "MINIDUMP_PATH"},
    {"on-connect-client", "CLIENT_NAME CONNECTION_NAME"},
    {"on-disconnect-client", "CLIENT_NAME CONNECTION_NAME AUTHENTICATION_ID"},
    {"on-logon-client", "CLIENT_NAME CONNECTION_NAME AUTHENTICATION_ID"},
    {"on-offline-start", "CLIENT_NAME CONNECTION_NAME"},
    {"on-offline-stop", "CLIENT_NAME CONNECTION_NAME"},
    {"on-subscribe", "TOPIC CLIENT_NAME OPTIONS FILTER"},
    {"on-unsubscribe", "TOPIC CLIENT_NAME OPTIONS FILTER"},
    {"on-connect-incoming-replication", peer},
    {"on-disconnect-incoming-replication", peer},
    {"on-connect-replication", peer},
    {"on-disconnect-replication", peer},
    {"on-replication-resync-complete", peer},
    {"on-upgrade-replication", peer},
    {"on-downgrade-replication", peer},
    {"on-publish-message", "TOPIC DATA DATA_LENGTH BOOKMARK TIMESTAMP CLIENT_NAME"},
    {"on-deliver-message", "TOPIC DATA DATA_LENGTH BOOKMARK CLIENT_NAME CORRELATION_ID"},
    {"on-message-affinity", "DATA CLIENT_NAME AFFINITY_ACTION AFFINITY_REASON"},
    {"on-sow-expire-message", "TOPIC DATA DATA_LENGTH REASON CORRELATION_ID"},
    {"on-sow-delete-message", "TOPIC DATA DATA_LENGTH CORRELATION_ID"},
    {"on-oof-message", "TOPIC DATA DATA_LENGTH PREVIOUS_DATA PREVIOUS_DATA_LENGTH"},
    {"on-message-condition-timeout", message},
    {"on-alert", message},
};
constexpr Given set_by[] = {
    {"on-alert", "EventVariable"},  {"do-query-sow", "CaptureData"},
    {"do-translate-data", "Value"}, {"do-increment-counter", "Value"},
    {"do-extract-values", "Value"},
};
/// In every action, besides `AMPS_BYTE_00` and the like.
constexpr std::string_view always = "INSTANCE_NAME DATETIME UNIX_TIMESTAMP";

/// The variables of an action, as far as its steps have come.
class Variables {
 public:
  void add(const ActionStep& step) {
    const auto* given = std::ranges::find_if(
        given_by, [&step](const Given& entry) { return is_action(step, entry.module); });
    const bool known_start = given != std::end(given_by);
    // A request, the raiser of an event or a module of one's own can give any.
    const bool of_amps = is_known(step.module()) && step.module().value.starts_with("amps-action-");
    any_ |= !of_amps || (step.element->name().value == "On" && !known_start);
    any_ |= is_action(step, "do-extract-config-value");
    if (known_start) groups_.push_back(given->names);
    for (const Given& entry : set_by) {
      if (!is_action(step, entry.module)) continue;
      for (const Text& text : texts_of(step.options, entry.names)) {
        any_ |= !is_known(text);
        names_.insert(std::string(without_blanks(text.value.substr(0, text.value.find('=')))));
      }
    }
  }

  bool has(std::string_view name) const {
    if (any_ || names_.contains(std::string(name))) return true;
    if (!name.starts_with("AMPS_")) return false;
    name.remove_prefix(5);
    return name.starts_with("BYTE_") || has_word(always, name) ||
           std::ranges::any_of(groups_,
                               [name](std::string_view group) { return has_word(group, name); });
  }

 private:
  std::vector<std::string_view> groups_;
  std::set<std::string> names_;
  bool any_ = false;
};

void check_text(const Text& text, const Variables& variables, Diagnostics& found) {
  for (std::size_t at = text.value.find("{{"); at != npos; at = text.value.find("{{", at + 2)) {
    const std::size_t end = text.value.find("}}", at);
    if (end == npos) return;
    const std::string_view name = text.value.substr(at + 2, end - at - 2);
    const bool plain =
        std::ranges::all_of(name, [](char c) { return is_alphanumeric(c) || c == '_'; });
    if (name.empty() || !plain || variables.has(name)) continue;
    found.push_back(
        {.where = text.span(at, end + 2 - at),
         .message = fmt::format("no step before this one sets '{}': it stays empty", name)});
  }
}

void check(const Instance& instance, Diagnostics& found) {
  if (instance.document.is_template) return;  // its braces are the template's
  const Element* action = nullptr;
  Variables variables;
  for (const ActionStep& step : instance.actions) {
    if (step.element->parent != action) variables = Variables();
    action = step.element->parent;
    if (action->incomplete) continue;
    if (step.options != nullptr) {
      for (const Element& option : step.options->children()) {
        check_text(option.text(), variables, found);
      }
    }
    variables.add(step);
  }
}

}  // namespace

Rule action_variable_unknown() { return {Severity::warning, check}; }

}  // namespace ampslint
