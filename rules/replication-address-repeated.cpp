#include <fmt/core.h>

#include <map>
#include <string>
#include <utility>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

struct Use {
  const Destination* destination;
  const DestinationTransport* transport;
  Span where;
};

/// The host, written one way, and the port.
std::pair<std::string, int> key_of(const Address& address) {
  if (!address.ip) return {to_lower(address.host), address.port};
  const char family = address.ip->v6 ? '6' : '4';
  return {family + std::string(address.ip->bytes.begin(), address.ip->bytes.end()), address.port};
}

/// One instance is of one group: it cannot be the peer of both.
bool exclude_each_other(const Destination& a, const Destination& b) {
  const Text one = a.peer_group();
  const Text other = b.peer_group();
  return !a.element->incomplete && !b.element->incomplete && is_known(one) && is_known(other) &&
         one.value != other.value;
}

void check(const Instance& instance, Diagnostics& found) {
  std::map<std::pair<std::string, int>, Use> seen;
  for (const Destination& destination : instance.destinations) {
    for (const DestinationTransport& transport : destination.transports) {
      for (const TargetAddress& target : transport.addresses) {
        if (!target.address) continue;
        const Use use{&destination, &transport, target.text().where};
        const auto [first, is_first] = seen.try_emplace(key_of(*target.address), use);
        if (is_first) continue;
        const Destination& other = *first->second.destination;
        Diagnostic diagnostic{.where = use.where,
                              .message = {},
                              .notes = {{first->second.where, "the first one is here"}}};
        if (first->second.transport == &transport) {
          diagnostic.message =
              fmt::format("'{}' appears twice in the list of addresses", target.text().value);
        } else if (exclude_each_other(destination, other)) {
          diagnostic.message =
              fmt::format("{} and {} are in different groups but have the same address",
                          destination.label(), other.label());
        } else {
          continue;
        }
        found.push_back(std::move(diagnostic));
      }
    }
  }
}

}  // namespace

Rule replication_address_repeated() { return {Severity::warning, check}; }

}  // namespace ampslint
