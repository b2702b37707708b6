#include <fmt/core.h>

#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const Transport& transport : instance.transports) {
    const Text& verify = transport.verify_client;
    const bool not_known = verify.unresolved || transport.element->incomplete;
    if (!transport.tls || transport.verifies_clients || not_known) continue;
    for (const std::string_view name : {"CAFile", "CAPath"}) {
      const Text given = transport.child_text(name);
      if (!given) continue;
      Diagnostic diagnostic{.where = given.where,
                            .message = fmt::format("'{}' is not used: {} does not verify clients",
                                                   name, transport.label())};
      if (verify) diagnostic.notes.push_back({verify.where, "'VerifyClient' is set here"});
      found.push_back(std::move(diagnostic));
      break;
    }
  }
}

}  // namespace

Rule tls_ca_without_verify() { return {Severity::warning, check}; }

}  // namespace ampslint
