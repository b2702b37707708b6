#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "model/value.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

/// A destination verifies the server by the same elements.
void check_destinations(const Instance& instance, Diagnostics& found) {
  for (const Destination& destination : instance.destinations) {
    for (const DestinationTransport& transport : destination.transports) {
      const Element& element = *transport.element;
      const Text verify = text_of(&element, "VerifyClient");
      const bool off = verify && !verify.unresolved && parse_boolean(verify.value) == false;
      if (!transport.tls() || (!off && may_have(element, "VerifyClient"))) continue;
      for (const std::string_view name : {"CAFile", "CAPath"}) {
        const Text given = text_of(&element, name);
        if (!given) continue;
        Diagnostic diagnostic{.where = given.where,
                              .message = fmt::format("'{}' is not used: {} is not verified", name,
                                                     destination.label())};
        if (verify) diagnostic.notes.push_back({verify.where, "'VerifyClient' is set here"});
        found.push_back(std::move(diagnostic));
        break;
      }
    }
  }
}

void check(const Instance& instance, Diagnostics& found) {
  for (const Transport& transport : instance.transports) {
    if (!transport.tls || transport.verifies_clients) continue;
    const Text verify = transport.verify_client();
    const bool not_known = verify.unresolved || transport.element->incomplete;
    if (not_known) continue;
    for (const std::string_view name : {"CAFile", "CAPath"}) {
      const Text given = transport.child_text(name);
      if (!given) continue;
      Diagnostic diagnostic{.where = given.where,
                            .message = fmt::format("'{}' is not used: {} does not verify clients",
                                                   name, transport.label())};
      if (verify) diagnostic.notes.push_back({verify.where, "'VerifyClient' is set here"});
      found.push_back(std::move(diagnostic));
      break;
    }
  }
  check_destinations(instance, found);
}

}  // namespace

Rule tls_ca_without_verify() { return {Severity::warning, check}; }

}  // namespace ampslint
