#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check_in(const Element& element, Diagnostics& found) {
  const Text share = text_of(&element, "ClientMaxCapacity");
  if (!is_known(share) || (share.value != "100%" && share.value != "100")) return;
  found.push_back(
      {.where = share.where, .message = "one client can use all of the memory for messages"});
}

void check(const Instance& instance, Diagnostics& found) {
  check_in(instance.root(), found);
  for (const Transport& transport : instance.transports) check_in(*transport.element, found);
}

}  // namespace

Rule limit_client_takes_all() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
