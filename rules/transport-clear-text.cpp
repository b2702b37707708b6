#include <fmt/core.h>

#include <map>
#include <utility>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/listeners.hpp"

namespace ampslint {
namespace {

/// Clients, or other instances, and what they speak.
using Offer = std::pair<bool, Protocol>;

Offer offer_of(const Transport& transport) {
  if (transport.is_replication()) return {true, Protocol::amps};
  return {false, transport.protocol};
}

void check(const Instance& instance, Diagnostics& found) {
  std::map<Offer, const Transport*> with_tls;
  for (const Transport& transport : instance.transports) {
    if (transport.tls) with_tls.try_emplace(offer_of(transport), &transport);
  }
  for (const Transport* transport : listeners(instance)) {
    const bool plain =
        transport->type == TransportType::tcp || transport->type == TransportType::amps_replication;
    if (!plain || transport->tls || transport->address->is_loopback()) continue;
    // tls-half-configured explains more.
    if (transport->certificate() || transport->private_key()) continue;
    Diagnostic diagnostic{
        .where = transport->type_text().where,
        .message = fmt::format("what {} sends and receives is not encrypted", transport->label())};
    if (const auto other = with_tls.find(offer_of(*transport)); other != with_tls.end()) {
      diagnostic.notes.push_back(
          {other->second->type_text().where,
           fmt::format("{} offers the same with TLS", other->second->label())});
    }
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule transport_clear_text() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
