#include <fmt/core.h>

#include <vector>

#include "check/rule.hpp"
#include "check/upgrade.hpp"
#include "model/children.hpp"

namespace ampslint {
namespace {

using Places = std::vector<Span>;

/// The first client transport that nothing but the default authentication guards.
Places default_logon(const Instance& instance) {
  for (const Transport& transport : instance.transports) {
    const bool by_default = !transport.authentication.module() && !transport.element->incomplete;
    if (by_default && !transport.is_replication()) return {transport.where()};
  }
  return {};
}

Places validated_destinations(const Instance& instance) {
  if (instance.destinations.empty()) return {};
  return {instance.destinations.front().where()};
}

Places bare_ports(const Instance& instance) {
  Places places;
  const auto add = [&places](const Transport& transport) {
    const auto& address = transport.address;
    if (address && address->is_bare()) places.push_back(transport.inet_addr().where);
  };
  for (const Transport& transport : instance.transports) add(transport);
  if (instance.admin) add(*instance.admin);
  return places;
}

Places queues_without_domain(const Instance& instance) {
  Places places;
  for (const TopicDefinition& topic : instance.topics) {
    if (topic.kind != TopicKind::group_local_queue || topic.element->incomplete) continue;
    if (child_of(topic.element, "GroupLocalQueueDomain") == nullptr) {
      places.push_back(topic.name() ? topic.name().where : topic.element->name().where);
    }
  }
  return places;
}

/// What means something else since a version, with the same text. Defaults of single elements are
/// in the schema (version-default-changed).
struct Change {
  std::string_view since;
  Places (*places)(const Instance&);
  std::string_view now;
  std::string_view before;
};

constexpr Change changes[] = {
    // "Authentication" and "Configuring Authentication"
    {"5.0", default_logon, "clients have to log on", "they did not have to"},
    // "Replication Configuration Validation"
    {"5.0", validated_destinations, "the configuration of the other side is validated",
     "it was not"},
    // "Using IPv6 For Connections", "Configuring Transports", "Configuring Monitoring"
    {"5.3.3", bare_ports, "a bare port listens on IPv4 and IPv6", "on IPv4 only"},
    // "Configuring Queues"
    {"5.3.4", queues_without_domain, "the group of the instance is part of the queue's identity",
     "it was not"},
};

void check(const Upgrade& upgrade, Diagnostics& found) {
  for (const Change& change : changes) {
    const Version since = *parse_version(change.since);
    if ((upgrade.from < since) == (upgrade.to < since)) continue;
    const Places places = change.places(upgrade.instance);
    if (places.empty()) continue;
    Diagnostic& reported = found.emplace_back(
        Diagnostic{.where = places.front(),
                   .message = fmt::format("since version {} {}; before, {}", change.since,
                                          change.now, change.before)});
    for (std::size_t i = 1; i < places.size(); ++i)
      reported.notes.push_back({places[i], "also here"});
  }
}

}  // namespace

Rule version_behaviour_changed() { return {Severity::warning, check}; }

}  // namespace ampslint
