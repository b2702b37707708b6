#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  if (!probed.failed(Fault::rejected) || probed.seen.reason != "not entitled") return;
  const ConnectionString& client = probed.client;
  const std::string_view user = client.parts().user;
  std::vector<Note> notes = meant_to_serve(probed);
  if (probed.transport != nullptr && probed.transport->entitlement.module()) {
    notes = {{probed.transport->entitlement.module().where, "the entitlement module is set here"}};
  }
  found.push_back({.where = user.empty() ? probed.address() : client.at(user),
                   .message = fmt::format(
                       "the server does not allow {} to log on: '{}'",
                       user.empty() ? "this user" : fmt::format("user '{}'", client.show(user)),
                       probed.seen.reason),
                   .notes = std::move(notes)});
}

}  // namespace

Rule live_logon_not_permitted() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
