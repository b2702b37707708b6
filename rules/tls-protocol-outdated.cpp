#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  constexpr std::string_view outdated = "TLSv1.1";
  if (!transport.tls || transport.element->incomplete) return;
  const Text protocols = transport.child_text("SecureSocketProtocols");
  if (!protocols && child_of(transport.element, "SecureSocketProtocols") == nullptr) {
    found.push_back({.where = transport.where(),
                     .message = fmt::format(
                         "{} also accepts TLS 1.1: 'SecureSocketProtocols' includes it by default",
                         transport.label())});
    return;
  }
  if (!is_known(protocols)) return;
  for (const std::string_view word : words(protocols.value)) {
    if (word != outdated) continue;
    const auto begin = static_cast<std::size_t>(word.data() - protocols.value.data());
    found.push_back({.where = protocols.span(begin, word.size()),
                     .message = "TLS 1.1 is outdated; 'TLSv1.2' and 'TLSv1.3' are not"});
  }
}

}  // namespace

Rule tls_protocol_outdated() {
  return {.severity = Severity::note, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
