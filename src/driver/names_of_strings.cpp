#include <algorithm>

#include "driver/names.hpp"
#include "driver/public_form.hpp"
#include "model/connection_string.hpp"

namespace ampslint::api {
namespace {

/// From the first part to the end of the last one.
Span joined(Span first, Span last) {
  return {.source = first.source, .begin = first.begin, .end = std::max(first.end, last.end)};
}

/// Where the string says whom it connects to: host and port, or all of it.
Span address_of(const ConnectionString& client) {
  const Parts& parts = client.parts();
  if (parts.host.empty() || parts.port.empty()) return client.where;
  const Span host = client.at(parts.host);
  const Span port = client.at(parts.port);
  return host.source == port.source && host.begin <= port.begin ? joined(host, port) : client.where;
}

void add_uses(const ampslint::Connection& connection, std::size_t number,
              const NamesOfInstances& instances, NameTable& table) {
  const auto instance = instances.find(connection.instance);
  if (instance == instances.end()) return;
  const auto transport = instance->second.transports.find(connection.transport);
  if (transport == instance->second.transports.end()) return;
  const ConnectionString client =
      read_connection_string(connection.text, {.kind = connection.kind});
  const std::size_t reached = transport->second;
  table.add_use(reached, address_of(client), NamePart::address, false, {}, number);
  const Parts& parts = client.parts();
  if (!parts.scheme.empty()) {
    table.add_use(reached, client.at(parts.scheme), NamePart::type, false, {}, number);
  }
  if (parts.message_type.empty()) return;
  const Span where = client.at(parts.message_type);
  table.add_use(reached, where, NamePart::message_type, false, {}, number);
  const auto type = instance->second.message_types.find(parts.message_type);
  if (type == instance->second.message_types.end()) return;
  const bool is_name = table.checked().inputs.sources.text(where) == parts.message_type;
  table.add_use(type->second, where, NamePart::name, is_name, {}, number);
}

}  // namespace

void add_names_of_strings(const NamesOfInstances& instances, NameTable& table) {
  const auto& connections = table.checked().connections;
  for (std::size_t i = 0; i < connections.size(); ++i) {
    if (connections[i].transport != nullptr) add_uses(connections[i], i, instances, table);
  }
}

std::vector<ClientReading> read_by_all(const LintResult& result, std::size_t connection) {
  const ampslint::LintResult& checked = whole_of(result);
  const Text& text = checked.connections.at(connection).text;
  std::vector<ClientReading> readings;
  for (const ClientKind kind : all_client_kinds) {
    const Reading reading = read_as(kind, text.value);
    readings.push_back({.client_kind = to_string(kind),
                        .accepts = reading.accepts,
                        .error = checked.inputs.redactor.clean(reading.error)});
  }
  return readings;
}

}  // namespace ampslint::api
