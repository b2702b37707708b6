#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/slow_clients.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  if (!transport.is_replication()) return;
  for (const std::string_view name : slow_client_limits) {
    const Element* limit = child_of(transport.element, name);
    if (limit == nullptr) continue;
    found.push_back({.where = limit->name().where,
                     .message = fmt::format(
                         "'{}' is documented for clients only, not for other instances", name)});
    break;
  }
}

}  // namespace

Rule limit_on_replication() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
