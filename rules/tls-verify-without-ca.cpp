#include <fmt/core.h>

#include "check/rule.hpp"
#include "suggest.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const Transport& transport : instance.transports) {
    const Text& verify = transport.verify_client;
    // Which other spellings of a boolean are taken is not documented.
    const bool on =
        equal_ignoring_case(verify.value, "true") || equal_ignoring_case(verify.value, "enabled");
    if (!transport.tls || !on || transport.element->incomplete) continue;
    if (transport.child_text("CAFile") || transport.child_text("CAPath")) continue;
    found.push_back({.where = verify.where,
                     .message = fmt::format("{} verifies clients, but has neither 'CAFile' nor "
                                            "'CAPath' to verify them by",
                                            transport.label())});
  }
}

}  // namespace

Rule tls_verify_without_ca() { return {Severity::error, check}; }

}  // namespace ampslint
