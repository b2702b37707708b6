#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  const ContentModel& model = *content_model("Transport");
  if (!transport.is_replication()) return;
  for (const Element& child : transport.element->children()) {
    const SchemaElement* row = schema_element(model, child.name().value);
    if (row == nullptr || (row->name != "Protocol" && row->name != "TransportFilter")) continue;
    found.push_back({.where = child.name().where,
                     .message = fmt::format("'{}' is not documented for type '{}'", row->name,
                                            transport.type_text().value),
                     .notes = {{transport.type_text().where, "the type is set here"}}});
  }
}

}  // namespace

Rule transport_replication_option() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
