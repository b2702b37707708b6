#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "model/value.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

void check_compression(const Destination& destination, Diagnostics& found) {
  const Element* type = child_of(destination.element, "CompressionType");
  const Text on = text_of(destination.element, "Compression");
  if (type == nullptr || destination.element->incomplete || on.unresolved) return;
  if (on && parse_boolean(on.value) != false) return;
  if (!on && may_have(*destination.element, "Compression")) return;
  Diagnostic diagnostic{.where = type->name().where,
                        .message = fmt::format("'CompressionType' has no effect: {} does not "
                                               "compress",
                                               destination.label())};
  if (on) diagnostic.notes.push_back({on.where, "'Compression' is set here"});
  found.push_back(std::move(diagnostic));
}

void check_transport(const DestinationTransport& transport, Diagnostics& found) {
  const Element* prefer = child_of(transport.element, "IpProtocolPrefer");
  const Element* timeout = child_of(transport.element, "ReconnectTimeout");
  if (!may_have(*transport.element, "InetAddr")) {
    for (const Element* unused : {prefer, timeout}) {
      if (unused == nullptr) continue;
      found.push_back(
          {.where = unused->name().where,
           .message = fmt::format("'{}' has no effect: without an 'InetAddr', the peer connects",
                                  unused->name().value)});
    }
    return;
  }
  const bool all_are_numbers =
      !transport.addresses.empty() && std::ranges::all_of(transport.addresses, [](auto& target) {
        return target.address && target.address->ip;
      });
  if (prefer == nullptr || !all_are_numbers || transport.element->incomplete) return;
  found.push_back({.where = prefer->name().where,
                   .message = "'IpProtocolPrefer' has no effect: no address is a host name"});
}

void check(const Destination& destination, Diagnostics& found) {
  check_compression(destination, found);
  for (const DestinationTransport& transport : destination.transports) {
    check_transport(transport, found);
  }
}

}  // namespace

Rule replication_option_unused() { return {Severity::warning, check}; }

}  // namespace ampslint
