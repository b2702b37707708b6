#include <fmt/core.h>

#include <string_view>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

/// Where the destination of that name is configured; the instance's name where it is not found.
Span place_of(const Instance& instance, std::string_view name) {
  const Element* replication = instance.document.root->child("Replication");
  if (replication != nullptr) {
    for (const Element& destination : replication->children()) {
      const Element* own = destination.child("Name");
      if (own != nullptr && own->text() && own->text().value == name) return own->text().where;
    }
  }
  return instance.name ? instance.name.where : instance.document.root->name().where;
}

void check(const Inspected& inspected, Diagnostics& found) {
  for (const DestinationSeen& destination : inspected.seen.destinations) {
    if (destination.connected.value_or(true)) continue;
    found.push_back(
        {.where = place_of(inspected.given, destination.name),
         .message = fmt::format("destination '{}' is not connected in the instance running at '{}'",
                                destination.name, inspected.seen.url)});
  }
}

}  // namespace

Rule live_replication_disconnected() { return {.severity = Severity::warning, .check = check}; }

}  // namespace ampslint
