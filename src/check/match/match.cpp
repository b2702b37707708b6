#include "check/match/match.hpp"

#include <algorithm>

#include "base/suggest.hpp"
#include "check/match/proxy.hpp"
#include "model/modules.hpp"
#include "model/options.hpp"

namespace ampslint {

bool has_address(const Transport& transport) {
  if (transport.is_unix()) return transport.file_name() && !transport.file_name().unresolved;
  return transport.address && transport.address->port != 0;
}

bool may_listen_unseen(const Transport& transport) {
  return !has_address(transport) && !transport.is_unix();
}

bool may_be_unseen_socket(const Transport& transport) {
  const bool untyped = transport.type == TransportType::unknown && !transport.inet_addr();
  return !has_address(transport) && (transport.is_unix() || untyped);
}

bool misspells_message_type(const Transport& transport) {
  const Text type = transport.message_type();
  if (!type || type.unresolved) return type.unresolved;
  if (transport.instance->knows_message_type(type.value)) return false;
  const Names names = names_for(*transport.instance, ValueKind::message_type);
  return !slip_of(type.value, names.known).empty();
}

bool Match::tls() const { return proxy != nullptr ? proxy->tls : transport->tls; }

bool Match::websocket_differs() const {
  if (transport->is_websocket()) return !client.websocket();
  return client.websocket() && transport->protocol != Protocol::unknown;
}

bool Match::is_certain() const {
  if (transport == nullptr) return false;
  const bool known = transport->type != TransportType::unknown &&
                     transport->protocol != Protocol::unknown &&
                     transport->authentication.access != Access::unknown &&
                     transport->entitlement.access != Access::unknown;
  if (!known || is_legacy(transport->protocol)) return known;
  const Instance& instance = *transport->instance;
  if (transport->message_type()) return !misspells_message_type(*transport);
  const std::string_view type = client.message_type();
  return std::ranges::count(default_message_types(), type) != 0 ||
         std::ranges::any_of(instance.message_types, [type](const MessageTypeDefinition& defined) {
           return defined.name() && defined.name().value == type;
         });
}

}  // namespace ampslint
