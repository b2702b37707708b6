#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  if (transport.type != TransportType::tcp || transport.element->incomplete) return;
  const bool has_certificate{transport.certificate()};
  if (has_certificate == bool{transport.private_key()}) return;
  const Text& given = has_certificate ? transport.certificate() : transport.private_key();
  found.push_back(
      {.where = given.where,
       .message = fmt::format("{} has a '{}' but no '{}', and so no TLS", transport.label(),
                              has_certificate ? "Certificate" : "PrivateKey",
                              has_certificate ? "PrivateKey" : "Certificate")});
}

}  // namespace

Rule tls_half_configured() { return {Severity::warning, check}; }

}  // namespace ampslint
