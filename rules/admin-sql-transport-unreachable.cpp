#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/admin.hpp"
#include "support/reach.hpp"

namespace ampslint {
namespace {

bool is_enabled_later(const Instance& instance) {
  return std::ranges::any_of(instance.actions, [](const ActionStep& step) {
    return is_action(step, "enable-transport") || step.module().unresolved;
  });
}

void check(const Instance& instance, Diagnostics& found) {
  const Transport* admin = admin_of(instance);
  const Transport* transport = sql_transport(instance);
  if (admin == nullptr || transport == nullptr || without_galvanometer(*admin)) return;
  // admin-sql-transport-protocol reports the others.
  if (!transport->is_websocket()) return;
  const auto report = [&](std::string_view why, Note note) {
    found.push_back(
        {.where = admin->child_text("SQLTransport").where,
         .message = fmt::format("the query page cannot connect to {}: {}", transport->label(), why),
         .notes = {std::move(note)}});
  };
  if (transport->disabled) {
    if (is_enabled_later(instance)) return;
    return report("it starts disabled", {transport->initial_state().where, "disabled here"});
  }
  // A proxy may stand between; and a browser of the same host reaches loopback, TLS or not.
  if (admin->child_text("SQLTransportInetAddr") || !is_reached_from_outside(*admin)) return;
  if (transport->address && !is_reached_from_outside(*transport)) {
    report("it listens only on its own host, while the Admin interface is open to others",
           {transport->inet_addr().where, "bound to loopback here"});
  } else if (admin->tls && !transport->tls && transport->type == TransportType::tcp) {
    report("a page loaded over HTTPS cannot open a connection without TLS",
           {transport->type_text().where, "no TLS here"});
  }
}

}  // namespace

Rule admin_sql_transport_unreachable() { return {Severity::warning, check}; }

}  // namespace ampslint
