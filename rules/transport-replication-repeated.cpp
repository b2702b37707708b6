#include <fmt/core.h>

#include <map>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  // Whether a plain one and a secure one are two is not documented.
  std::map<TransportType, const Transport*> seen;
  for (const Transport& transport : instance.transports) {
    if (!transport.is_replication()) continue;
    const auto [first, is_first] = seen.try_emplace(transport.type, &transport);
    if (is_first) continue;
    found.push_back(
        {.where = transport.type_text().where,
         .message = fmt::format("{} is a second incoming replication transport", transport.label()),
         .notes = {{first->second->type_text().where,
                    fmt::format("{} is the first", first->second->label())}}});
  }
}

}  // namespace

Rule transport_replication_repeated() { return {Severity::error, check}; }

}  // namespace ampslint
