#include "check/match/alternatives.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "check/match/proxy.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

/// Looking for an alternative among more than this many transports would cost every wrong string
/// too much.
constexpr std::size_t enough = 64;

bool takes_type(const ConnectionString& client, const Transport& transport) {
  if (is_legacy(transport.protocol)) return true;
  const std::string_view type = client.message_type();
  if (transport.message_type()) return type.empty() || transport.message_type().value == type;
  return !type.empty() && transport.instance->knows_message_type(type);
}

/// Whether the transport could be reached by changing the port or the socket's path alone.
bool is_within_reach(const ConnectionString& client, const Transport& transport) {
  if (client.unix_socket()) return transport.file_name() && !transport.file_name().unresolved;
  if (!transport.address) return false;
  const std::string_view host = client.parts().host;
  const bool published = !transport.instance->placement.ports.empty();
  const AddressFit fit =
      published ? fit_of(host_of(host, parse_ip(host)), published_place_of(*transport.address))
                : fit_of(*transport.address, host);
  return fit == AddressFit::fits;
}

std::string protocol_name(const Transport& transport) {
  return std::string(transport.protocol_text() ? transport.protocol_text().value : "amps");
}

/// What a client has to be, in a few words.
std::string wants(const Transport& transport) {
  if (transport.is_admin) return "HTTP only";
  if (transport.is_replication()) return "replication only";
  std::string text = fmt::format("scheme '{}'", scheme_for(transport));
  if (!transport.is_websocket()) text += fmt::format(", protocol '{}'", protocol_name(transport));
  if (is_legacy(transport.protocol)) return text;
  if (!transport.message_type()) return text + ", any message type";
  return text + fmt::format(", message type '{}'", transport.message_type().value);
}

}  // namespace

std::string_view scheme_for(const Transport& transport) {
  if (transport.is_unix()) return "unix";
  if (transport.is_websocket()) return transport.tls ? "wss" : "ws";
  return transport.tls ? "tcps" : "tcp";
}

std::optional<Protocol> protocol_wanted(const ConnectionString& client) {
  if (client.websocket()) return Protocol::websocket;
  // Go takes `amps` only, in whatever escapes it is written.
  const bool only_amps = client.kind == ClientKind::go && client.reading.accepts == true;
  const std::string_view protocol = client.parts().protocol;
  if (only_amps || protocol.empty()) return Protocol::amps;
  const std::optional<Protocol> named = protocol_named(protocol);
  // Whether the other clients mind the case is not known.
  return named || is_c_family(client.kind) ? named : protocol_named(to_lower(protocol));
}

int distance(const ConnectionString& client, const Transport& transport) {
  const auto refuses_all = [](const ModuleInForce& force) {
    return force.access == Access::nobody;
  };
  int steps = 0;
  if (transport.is_unix() != client.unix_socket()) steps += 256;
  if (transport.is_admin) steps += 128;
  if (transport.is_replication()) steps += 64;
  if (transport.is_websocket() != client.websocket()) steps += 32;
  if (transport.protocol != protocol_wanted(client)) steps += 16;
  if (transport.tls != client.tls()) steps += 8;
  if (refuses_all(transport.authentication) || refuses_all(transport.entitlement)) steps += 4;
  if (!takes_type(client, transport)) steps += 2;
  return steps + (transport.disabled ? 1 : 0);
}

Alternative alternative(const Match& match) {
  Alternative found;
  const auto& transports = match.transport->instance->transports;
  if (transports.size() > enough) return found;
  const ConnectionString& client = match.client;
  int least = 0;
  for (const Transport& transport : transports) {
    if (transport.is_replication() || transport.is_unix() != client.unix_socket()) continue;
    const int steps = distance(client, transport) + (is_within_reach(client, transport) ? 0 : 1);
    if (found.transport == nullptr || steps < least) {
      found = {.transport = &transport, .obvious = steps == 0};
      least = steps;
    } else if (steps == 0) {
      found.obvious = false;
    }
  }
  return found;
}

std::optional<Fix> address_fix(const ConnectionString& client, const Transport& transport) {
  const std::string_view part =
      client.unix_socket() ? socket_of(client) : std::string_view(client.parts().port);
  if (part.empty()) return std::nullopt;
  std::string text = client.unix_socket() ? std::string(transport.file_name().value)
                                          : std::to_string(transport.port_outside());
  if (text == part) return std::nullopt;
  return Fix{{{client.at(part), std::move(text)}}, false};
}

Edit preflight_edit(const ConnectionString& client) {
  if (const Option* off = client.option("http_preflight"); off != nullptr && off->value.present()) {
    return {client.at(off->value), "true"};
  }
  const Part& query = client.parts().query;
  const std::string_view before = !query.present() ? "?" : query.empty() ? "" : "&";
  return {client.at(client.text.size(), 0), fmt::format("{}http_preflight=true", before)};
}

std::optional<Fix> scheme_fix(const ConnectionString& client, const Transport& transport,
                              const Proxy* proxy) {
  const Parts& parts = client.parts();
  const bool known = transport.protocol != Protocol::unknown;
  if (!known || transport.is_unix() || client.scheme == Scheme::socks) return std::nullopt;
  // What a WebSocket client writes and another one reads differs in more than the scheme.
  const bool plain = parts.protocol == "amps" && !parts.port.empty() && !parts.bracketed;
  if (transport.is_websocket() != client.websocket() && !plain) return std::nullopt;
  if (proxy == nullptr) {
    return Fix{{{client.at(parts.scheme), std::string(scheme_for(transport))}}, false};
  }
  const std::string_view plain_scheme = transport.is_websocket() ? "ws" : "tcp";
  Fix fix{{{client.at(parts.scheme), fmt::format("{}{}", plain_scheme, proxy->tls ? "s" : "")}},
          false};
  const bool asks = transport.is_websocket() || proxy->stream || client.preflight();
  if (!asks) fix.edits.push_back(preflight_edit(client));
  return fix;
}

Note listens_here(const Transport& transport) {
  return {transport.is_unix() ? transport.file_name().where : transport.inet_addr().where,
          fmt::format("{} listens here: {}", transport.label(), wants(transport))};
}

void name_alternative(const Match& match, Diagnostic& diagnostic) {
  const Alternative other = alternative(match);
  if (other.transport == nullptr) return;
  diagnostic.message += fmt::format("; the nearest is {}", other.transport->label());
  diagnostic.notes.push_back(listens_here(*other.transport));
  if (other.obvious) diagnostic.fix = address_fix(match.client, *other.transport);
}

std::vector<Note> protocol_notes(const Transport& transport) {
  if (!transport.protocol_text()) {
    return {{transport.where(), "without a Protocol the transport speaks 'amps'"}};
  }
  std::vector<Note> notes{{transport.protocol_text().where, "the protocol is set here"}};
  for (const ProtocolDefinition& defined : transport.instance->protocols) {
    if (!defined.name() || defined.name().value != transport.protocol_text().value) continue;
    notes.push_back(
        {defined.module().where,
         fmt::format("'{}' is built on '{}' here", defined.name().value, defined.module().value)});
    break;
  }
  return notes;
}

}  // namespace ampslint
