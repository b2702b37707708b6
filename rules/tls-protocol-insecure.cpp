#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  const Text protocols = transport.child_text("SecureSocketProtocols");
  if (!transport.tls || !protocols || protocols.unresolved) return;
  for (const std::string_view word : words(protocols.value)) {
    if (word != "SSLv2" && word != "SSLv3" && word != "TLSv1") continue;
    const auto begin = static_cast<std::size_t>(word.data() - protocols.value.data());
    found.push_back({.where = protocols.span(begin, word.size()),
                     .message = fmt::format("'{}' is broken and insecure", word)});
  }
}

}  // namespace

Rule tls_protocol_insecure() { return {Severity::warning, check}; }

}  // namespace ampslint
