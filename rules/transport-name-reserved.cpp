#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  if (transport.name().value != "amps-admin") return;
  found.push_back({.where = transport.name().where,
                   .message = "'amps-admin' is AMPS's own name for the Admin interface"});
}

}  // namespace

Rule transport_name_reserved() { return {Severity::warning, check}; }

}  // namespace ampslint
