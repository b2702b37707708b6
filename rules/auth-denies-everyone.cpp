#include <fmt/core.h>

#include <set>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  std::set<Span> reported;
  const auto report = [&](const Transport& transport) {
    for (const ModuleInForce* force : {&transport.authentication, &transport.entitlement}) {
      if (force->access != Access::nobody || !reported.insert(force->module().where).second)
        continue;
      const bool logon = force == &transport.authentication;
      found.push_back({.where = force->module().where,
                       .message = fmt::format("'{}' {}: nobody can use {}", force->module().value,
                                              logon ? "refuses every logon" : "denies everything",
                                              transport.label())});
    }
  };
  for (const Transport& transport : instance.transports) report(transport);
  if (instance.admin) report(*instance.admin);
}

}  // namespace

Rule auth_denies_everyone() { return {Severity::warning, check}; }

}  // namespace ampslint
