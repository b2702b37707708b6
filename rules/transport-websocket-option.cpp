#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  const ContentModel& model = *content_model("Transport");
  const bool tcp = transport.type == TransportType::tcp || transport.type == TransportType::tcps;
  if (!tcp || transport.is_websocket() || transport.protocol == Protocol::unknown) return;
  for (const Element& child : transport.element->children()) {
    const SchemaElement* row = schema_element(model, child.name().value);
    if (row == nullptr || (row->name != "PerMessageDeflate" && row->name != "HTTPHeader")) continue;
    Diagnostic diagnostic{
        .where = child.name().where,
        .message = fmt::format("'{}' is for the protocol 'websocket' only", row->name)};
    if (transport.protocol_text()) {
      diagnostic.notes.push_back({transport.protocol_text().where, "the protocol is set here"});
    }
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule transport_websocket_option() { return {Severity::warning, check}; }

}  // namespace ampslint
