#include "check/match/transport_class.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ampslint {

bool knows_its_message_types(const Instance& instance) {
  return !instance.incomplete &&
         std::ranges::none_of(instance.message_types, [](const MessageTypeDefinition& type) {
           return type.name().unresolved;
         });
}

TransportTraits traits_of(const Transport& transport, bool knows_types) {
  return {.is_replication = transport.is_replication(),
          .is_admin = transport.is_admin,
          .tls = transport.tls,
          .disabled = transport.disabled,
          .verifies_clients = transport.verifies_clients,
          .known_type = transport.type != TransportType::unknown,
          .known_message_types =
              transport.message_type() ? !transport.message_type().unresolved : knows_types,
          .protocol = transport.protocol,
          .authentication = transport.authentication.access,
          .entitlement = transport.entitlement.access,
          .uses_user = transport.authentication.uses_user};
}

void TransportClass::add(const Transport& transport) {
  single = first == nullptr;
  if (single) first = &transport;
  if (transport.message_type()) {
    if (restricted == nullptr) restricted = &transport;
    by_type.emplace(transport.message_type().value, &transport);
    return;
  }
  if (open == nullptr) open = &transport;
  if (std::exchange(last_open, transport.instance) == transport.instance) return;
  for (const MessageTypeDefinition& type : transport.instance->message_types) {
    if (type.name() && !type.name().unresolved) by_type.emplace(type.name().value, &transport);
  }
}

const Transport* TransportClass::nearest_for(std::string_view message_type) const {
  if (single) return first;
  if (message_type.empty()) return restricted != nullptr ? restricted : first;
  if (const auto found = by_type.find(message_type); found != by_type.end()) return found->second;
  return open != nullptr ? open : first;
}

void add_to(Group& group, const TransportTraits& traits, const Transport& transport) {
  auto found = std::ranges::find(group, traits, &TransportClass::traits);
  if (found == group.end()) {
    group.push_back({.traits = traits});
    found = std::prev(group.end());
  }
  found->add(transport);
}

}  // namespace ampslint
