#include <algorithm>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/slow_clients.hpp"

namespace ampslint {
namespace {

bool has_limits(const Element& element) {
  return element.incomplete || std::ranges::any_of(slow_client_limits, [&](std::string_view name) {
           return child_of(&element, name) != nullptr;
         });
}

void check(const Instance& instance, Diagnostics& found) {
  bool any_client = false;
  if (instance.incomplete || has_limits(instance.root())) return;
  for (const Transport& transport : instance.transports) {
    if (has_limits(*transport.element)) return;
    any_client |= !transport.is_replication();
  }
  if (!any_client) return;
  found.push_back({.where = instance.root().name().where,
                   .message = "nothing limits how far clients may fall behind"});
}

}  // namespace

Rule limit_none() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
