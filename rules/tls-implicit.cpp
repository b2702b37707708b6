#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  if (transport.type != TransportType::tcp || !transport.tls) return;
  Diagnostic diagnostic{
      .where = transport.type_text().where,
      .message = fmt::format("{} of type 'tcp' requires TLS; write 'tcps'", transport.label()),
      .notes = {{transport.certificate().where, "the certificate turns TLS on"}}};
  if (transport.type_text().pieces.empty()) {
    diagnostic.fix = {{{transport.type_text().where, "tcps"}}, false};
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule tls_implicit() { return {.severity = Severity::warning, .check = check, .fixable = true}; }

}  // namespace ampslint
