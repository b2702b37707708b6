#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/address.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (!is_c_family(client.kind) || client.scheme != Scheme::tcps || !client.preflight()) return;
  const std::string_view host = client.parts().host;
  if (host.empty() || client.option("sni") != nullptr || parse_ip(host)) return;
  found.push_back({.where = client.at(host),
                   .message = fmt::format("'{0}' is sent no server name, which a proxy may need to "
                                          "choose the certificate; add 'sni={0}'",
                                          client.show(host))});
}

}  // namespace

Rule uri_sni_missing() { return {Severity::note, check}; }

}  // namespace ampslint
