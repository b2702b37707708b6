#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

// Which other spellings of a boolean are taken is not documented.
bool is_on(const Text& verify) {
  return equal_ignoring_case(verify.value, "true") || equal_ignoring_case(verify.value, "enabled");
}

/// A destination verifies the server by the same elements.
void check_destinations(const Instance& instance, Diagnostics& found) {
  for (const Destination& destination : instance.destinations) {
    for (const DestinationTransport& transport : destination.transports) {
      const Element& element = *transport.element;
      const Text verify = text_of(&element, "VerifyClient");
      if (!transport.tls() || !is_on(verify)) continue;
      if (may_have(element, "CAFile") || may_have(element, "CAPath")) continue;
      found.push_back(
          {.where = verify.where,
           .message = fmt::format(
               "{} is verified, but there is neither 'CAFile' nor 'CAPath' to verify it with",
               destination.label())});
    }
  }
}

void check(const Instance& instance, Diagnostics& found) {
  for (const Transport& transport : instance.transports) {
    if (!transport.tls) continue;
    const Text verify = transport.verify_client();
    if (!is_on(verify) || transport.element->incomplete) continue;
    if (transport.child_text("CAFile") || transport.child_text("CAPath")) continue;
    found.push_back(
        {.where = verify.where,
         .message = fmt::format(
             "{} verifies clients, but has neither 'CAFile' nor 'CAPath' to verify them with",
             transport.label())});
  }
  check_destinations(instance, found);
}

}  // namespace

Rule tls_verify_without_ca() { return {Severity::error, check}; }

}  // namespace ampslint
