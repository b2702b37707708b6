#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Destination& destination, Diagnostics& found) {
  for (const DestinationTransport& transport : destination.transports) {
    const Text intervals = text_of(transport.element, "ReconnectTimeout");
    const std::size_t addresses = transport.addresses.size();
    if (!is_known(intervals) || transport.element->incomplete || addresses == 0) continue;
    const std::size_t count = words_of(intervals).size();
    if (count <= 1 || count == addresses) continue;
    found.push_back(
        {.where = intervals.where,
         .message =
             fmt::format("{} intervals for {} address{}; expected one, or one for each address",
                         count, addresses, addresses == 1 ? "" : "es"),
         .notes = {{transport.addresses.front().text().where, "the first address is here"}}});
  }
}

}  // namespace

Rule replication_reconnect_count() { return {Severity::error, check}; }

}  // namespace ampslint
