#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (!parts.bracketed || client.kind == ClientKind::javascript || !client.is_clear()) return;
  const auto end =
      static_cast<std::size_t>(parts.host.data() - client.text.data()) + parts.host.size();
  const std::string_view rest = client.text.substr(end);
  if (rest.starts_with("]:")) return;
  Diagnostic diagnostic{.where = client.at(parts.host),
                        .message = "no ']' after the '[' before the host"};
  if (rest.starts_with(']')) {
    const std::string_view next = rest.substr(1, rest.find_first_of("/?") - 1);
    // The other clients read the string well then: uri-missing-port reports them.
    if (next.empty() && !is_c_family(client.kind)) return;
    diagnostic.where = client.at(next.empty() ? parts.host : next);
    diagnostic.message = next.empty()
                             ? fmt::format("no port after '[{}]'", client.show(parts.host))
                             : fmt::format("no ':' between ']' and '{}'", client.show(next));
    const bool port = next.find_first_not_of("0123456789") == std::string_view::npos;
    if (port && !next.empty()) diagnostic.fix = {{{client.at(end + 1, 0), ":"}}, false};
  }
  const bool known = client.kind != ClientKind::csharp;
  if (!known) diagnostic.severity = Severity::warning;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_ipv6_bracket_broken() {
  return {.severity = Severity::error, .check = check, .fixable = true, .about = About::address};
}

}  // namespace ampslint
