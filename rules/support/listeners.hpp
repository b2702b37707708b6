#pragma once

#include <vector>

#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {

/// The transports and the Admin interface that listen at an address which is known.
inline std::vector<const Transport*> listeners(const Instance& instance) {
  std::vector<const Transport*> all;
  const auto add = [&all](const Transport& transport) {
    const bool network = !transport.is_unix() && transport.address && transport.address->port != 0;
    if (network) all.push_back(&transport);
  };
  for (const Transport& transport : instance.transports) add(transport);
  if (instance.admin) add(*instance.admin);
  return all;
}

/// Where the port of a listening address stands.
inline Span port_of(const Text& inet_addr) {
  const std::size_t begin = inet_addr.value.rfind(':') + 1;
  return inet_addr.span(begin, inet_addr.value.size() - begin);
}

/// The action step may enable this transport.
inline bool may_enable(const ActionStep& step, const Transport& transport) {
  if (step.module().unresolved) return true;
  if (!is_action(step, "enable-transport")) return false;
  const Text which = text_of(step.options, "Transport");
  return !which || which.unresolved || which.value == transport.name().value;
}

/// Something can enable a transport that starts disabled: an action, or the Admin interface.
inline bool can_be_enabled(const Transport& transport) {
  const Instance& instance = *transport.instance;
  if (instance.admin || instance.incomplete) return true;
  for (const ActionStep& step : instance.actions) {
    if (may_enable(step, transport)) return true;
  }
  return false;
}

}  // namespace ampslint
