#include <fmt/core.h>

#include "check/fleet.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Fleet& fleet, Diagnostics& found) {
  for (const Together& fabric : fleet.fabrics()) {
    Together plain;
    Together secure;
    for (const Instance* instance : fabric) {
      if (!instance->admin || instance->incomplete) continue;
      (instance->admin->tls ? secure : plain).push_back(instance);
    }
    if (plain.empty() || secure.empty()) continue;
    const bool few_secure = secure.size() < plain.size();
    const Transport& odd = *(few_secure ? secure : plain).front()->admin;
    const Instance& other = *(few_secure ? plain : secure).front();
    found.push_back(
        {.where = odd.inet_addr().where,
         .message = fmt::format(
             "the Admin interface {} TLS, but that of {}, which replicates with it, {}",
             few_secure ? "uses" : "does not use", called(other), few_secure ? "does not" : "does"),
         .notes = {{other.admin->inet_addr().where, "the other one is here"}}});
  }
}

}  // namespace

Rule fleet_admin_tls_mixed() { return {Severity::warning, check}; }

}  // namespace ampslint
