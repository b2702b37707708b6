#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Destination& destination, Diagnostics& found) {
  for (const DestinationTransport& transport : destination.transports) {
    for (const TargetAddress& target : transport.addresses) {
      if (!target.address) continue;
      const std::string_view value = target.text().value;
      if (target.address->port == 0) {
        found.push_back({.where = target.text().where,
                         .message = fmt::format("nothing can listen on port 0 of '{}'", value),
                         .severity = Severity::error});
      } else if (target.address->ip && target.address->ip->is_wildcard()) {
        found.push_back({.where = target.text().where,
                         .message = fmt::format(
                             "'{}' is an address to listen on, not one to connect to", value)});
      }
    }
  }
}

}  // namespace

Rule replication_address_unusable() { return {Severity::warning, check}; }

}  // namespace ampslint
