#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/admin.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  // reference-unknown reports a name that no transport has.
  const Transport* transport = sql_transport(instance);
  if (transport == nullptr) return;
  if (transport->is_websocket() || transport->protocol == Protocol::unknown) return;
  const bool set = static_cast<bool>(transport->protocol_text());
  found.push_back(
      {.where = instance.admin->child_text("SQLTransport").where,
       .message = fmt::format(
           "{} does not use protocol 'websocket', which the Admin interface's query page needs",
           transport->label()),
       .notes = {{set ? transport->protocol_text().where : transport->where(),
                  set ? "the protocol is set here" : "without a 'Protocol', it is 'amps'"}}});
}

}  // namespace

Rule admin_sql_transport_protocol() { return {Severity::error, check}; }

}  // namespace ampslint
