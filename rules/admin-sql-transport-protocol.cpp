#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  if (!instance.admin) return;
  const Text name = instance.admin->child_text("SQLTransport");
  if (!name || name.unresolved) return;
  const auto is_it = [&name](const Transport& transport) {
    return transport.name && transport.name.value == name.value;
  };
  // reference-unknown tells a name that no transport has; which of two with one name counts is not
  // documented.
  if (std::ranges::count_if(instance.transports, is_it) != 1) return;
  const Transport& transport = *std::ranges::find_if(instance.transports, is_it);
  if (transport.is_websocket() || transport.protocol == Protocol::unknown) return;
  const bool set = static_cast<bool>(transport.protocol_text);
  found.push_back(
      {.where = name.where,
       .message = fmt::format("the query page of the Admin interface needs a transport "
                              "of protocol 'websocket', which {} is not",
                              transport.label()),
       .notes = {{set ? transport.protocol_text.where : transport.where(),
                  set ? "the protocol is set here" : "without a 'Protocol' it is 'amps'"}}});
}

}  // namespace

Rule admin_sql_transport_protocol() { return {Severity::error, check}; }

}  // namespace ampslint
