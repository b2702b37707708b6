#include "support/admin.hpp"

#include <algorithm>

#include "model/children.hpp"
#include "model/value.hpp"

namespace ampslint {

const Transport* admin_of(const Instance& instance) {
  const bool whole = instance.admin && !instance.admin->element->incomplete;
  return whole && !instance.root().incomplete ? &*instance.admin : nullptr;
}

bool without_galvanometer(const Transport& admin) {
  const Text given = admin.child_text("Galvanometer");
  return is_known(given) && !parse_boolean(given.value).value_or(true);
}

const Transport* sql_transport(const Instance& instance) {
  if (!instance.admin) return nullptr;
  const Text name = instance.admin->child_text("SQLTransport");
  if (!is_known(name)) return nullptr;
  const auto is_it = [&name](const Transport& transport) {
    return transport.name() && transport.name().value == name.value;
  };
  const auto& transports = instance.transports;
  if (std::ranges::count_if(transports, is_it) != 1) return nullptr;
  return &*std::ranges::find_if(transports, is_it);
}

}  // namespace ampslint
