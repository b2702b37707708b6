#include <fmt/core.h>

#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  if (transport == nullptr || !transport->disabled) return;
  const ConnectionString& client = match.client;
  found.push_back({
      .where = client.unix_socket() ? client.where : client.at(client.parts().port),
      .message = fmt::format("{} is disabled until an action or an administrator enables it",
                             transport->label()),
      .notes = {{transport->initial_state().where, "it starts disabled here"}},
  });
}

}  // namespace

Rule connect_transport_disabled() { return {Severity::warning, check}; }

}  // namespace ampslint
