#include <vector>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/repeated_names.hpp"

namespace ampslint {
namespace {

struct Named {
  const Destination* destination;

  Text name() const { return destination->peer_name(); }
};

void check(const Instance& instance, Diagnostics& found) {
  std::vector<Named> named;
  for (const Destination& destination : instance.destinations) {
    // A name that an include may hold is not known.
    if (!destination.element->incomplete) named.push_back({&destination});
  }
  report_repeated_names(named, "destination", found);
}

}  // namespace

Rule replication_destination_repeated() { return {Severity::warning, check}; }

}  // namespace ampslint
