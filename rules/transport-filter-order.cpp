#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  const Element* first = nullptr;
  for (const Element& child : transport.element->children()) {
    if (!equal_ignoring_case(child.name().value, "TransportFilter")) continue;
    if (first != nullptr) {
      found.push_back(
          {.where = child.name().where,
           .message = fmt::format("the filters of {} run in the order in which they are listed",
                                  transport.label()),
           .notes = {{first->name().where, "the first one is here"}}});
      break;
    }
    first = &child;
  }
}

}  // namespace

Rule transport_filter_order() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
