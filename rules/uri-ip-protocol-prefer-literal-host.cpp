#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/address.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (!is_c_family(client.kind) || client.unix_socket()) return;
  const Option* option = client.option("ip_protocol_prefer");
  if (option == nullptr || !parse_ip(client.parts().host)) return;
  found.push_back({.where = client.at(option->key),
                   .message = fmt::format("'ip_protocol_prefer' has no effect: the host '{}' is an "
                                          "address, not a name",
                                          client.show(client.parts().host))});
}

}  // namespace

Rule uri_ip_protocol_prefer_literal_host() { return {Severity::note, check}; }

}  // namespace ampslint
