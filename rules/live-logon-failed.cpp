#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

bool has_rule_of_its_own(std::string_view reason) {
  return reason == "not entitled" || reason == "invalid message type" || reason == "name in use";
}

void check(const Probed& probed, Diagnostics& found) {
  const Observation& seen = probed.seen;
  if (!probed.failed(Fault::rejected) || has_rule_of_its_own(seen.reason)) return;
  const ConnectionString& client = probed.client;
  const bool authentication = seen.reason == "auth failure";
  const bool with = seen.logon && seen.logon->with_credentials;
  std::string message = "the server refused the logon ";
  message += seen.reason.empty() ? "without a reason" : fmt::format("with '{}'", seen.reason);
  if (authentication) {
    message += with ? ": the user or the password is wrong" : ": no password was given";
  }
  std::vector<Note> notes = meant_to_serve(probed);
  if (authentication && probed.transport != nullptr && probed.transport->authentication.module()) {
    notes = {
        {probed.transport->authentication.module().where, "the authentication module is set here"}};
  }
  const std::string_view user = client.parts().user;
  found.push_back({.where = authentication && !user.empty() ? client.at(user) : probed.address(),
                   .message = std::move(message),
                   .notes = std::move(notes)});
}

}  // namespace

Rule live_logon_failed() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
