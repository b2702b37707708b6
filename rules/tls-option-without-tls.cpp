#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "model/value.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  constexpr WantedName options[] = {"Ciphers", "SecureSocketProtocols", "VerifyClient", "CAFile",
                                    "CAPath"};
  // With one of certificate and key, tls-half-configured explains more.
  const bool plain =
      transport.type == TransportType::tcp && !transport.certificate() && !transport.private_key();
  if (!plain) return;
  for (const WantedName& option : options) {
    const Text given = transport.child_text(option);
    if (!given) continue;
    const std::string_view name = option.text;
    const bool off = name == "VerifyClient" && !parse_boolean(given.value).value_or(true);
    if (off) continue;
    found.push_back({.where = given.where,
                     .message = fmt::format(
                         "'{}' has no effect without TLS, which {} of type 'tcp' does not use",
                         name, transport.label()),
                     .notes = {{transport.type_text().where, "the type is set here"}}});
    break;
  }
}

}  // namespace

Rule tls_option_without_tls() { return {Severity::warning, check}; }

}  // namespace ampslint
