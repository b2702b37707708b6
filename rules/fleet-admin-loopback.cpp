#include <fmt/core.h>

#include "check/fleet.hpp"
#include "check/match/address_fit.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"

namespace ampslint {
namespace {

bool is_loopback_only(const Transport& listener) {
  if (!listener.address || listener.address->is_bare()) return false;
  return is_of_own_host(*listener.address);
}

void check(const Fleet& fleet, Diagnostics& found) {
  for (const Instance* instance : fleet.instances) {
    if (!instance->admin || !is_loopback_only(*instance->admin)) continue;
    if (child_of(instance->admin->element, "ExternalInetAddr") != nullptr) continue;
    for (const Link& link : fleet.links) {
      if (!link.certain || link.from != instance || fleet.share_a_host(*instance, *link.to))
        continue;
      found.push_back(
          {.where = instance->admin->inet_addr().where,
           .message = fmt::format("the Galvanometer of {} cannot reach this Admin interface, and "
                                  "no ExternalInetAddr gives another address",
                                  called(*link.to))});
      break;
    }
  }
}

}  // namespace

Rule fleet_admin_loopback() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
