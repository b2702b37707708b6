#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "model/value.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

void check(const Destination& destination, Diagnostics& found) {
  for (const DestinationTransport& transport : destination.transports) {
    if (!transport.tls() || transport.addresses.empty()) continue;
    const Text verify = text_of(transport.element, "VerifyClient");
    if (verify ? verify.unresolved || parse_boolean(verify.value) != false
               : may_have(*transport.element, "VerifyClient")) {
      continue;
    }
    found.push_back({.where = verify ? verify.where : transport.type_text().where,
                     .message = fmt::format("without 'VerifyClient', any server can answer as {}",
                                            destination.label())});
  }
}

}  // namespace

Rule replication_tls_unverified() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
