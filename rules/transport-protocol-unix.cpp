#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  if (!transport.is_unix() || !transport.is_websocket()) return;
  found.push_back({.where = transport.protocol_text().where,
                   .message = fmt::format("protocol '{}' needs a 'Type' of 'tcp' or 'tcps', not "
                                          "'amps-unix'",
                                          transport.protocol_text().value),
                   .notes = {{transport.type_text().where, "the type is set here"}}});
}

}  // namespace

Rule transport_protocol_unix() { return {Severity::error, check}; }

}  // namespace ampslint
