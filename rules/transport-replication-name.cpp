#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const Transport* listener = instance.replication_transport();
  if (listener == nullptr || !is_known(listener->name())) return;
  if (equal_ignoring_case(listener->name().value, listener->type_text().value)) return;
  found.push_back(
      {.where = listener->name().where,
       .message = fmt::format("a replication transport should be named after its type, '{}'",
                              listener->type_text().value)});
}

}  // namespace

Rule transport_replication_name() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
