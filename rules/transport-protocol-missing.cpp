#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  // Another rule reports a type that is not known.
  if (transport.is_replication() || transport.type == TransportType::unknown) return;
  if (transport.element->incomplete || child_of(transport.element, "Protocol") != nullptr) return;
  found.push_back(
      {.where = transport.where(),
       .message = fmt::format("{} has no 'Protocol'; the default is 'amps'", transport.label())});
}

}  // namespace

Rule transport_protocol_missing() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
