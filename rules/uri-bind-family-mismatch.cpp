#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/address.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

/// The address of a `bind` value, without brackets and port.
std::optional<IpAddress> bound(std::string_view value) {
  if (value.starts_with('[')) return parse_ip(value.substr(1, value.find(']') - 1));
  return parse_ip(value.substr(0, value.find(':')));
}

std::string_view family(bool v6) { return v6 ? "IPv6" : "IPv4"; }

void check(const ConnectionString& client, Diagnostics& found) {
  if (!is_c_family(client.kind) || client.unix_socket()) return;
  const Option* bind = client.option("bind");
  if (bind == nullptr || !bind->value.present() || with_bad_value(client, *bind) != nullptr) return;
  const std::optional<IpAddress> local = bound(bind->value);
  if (!local) return;
  const std::string_view host = client.parts().host;
  const Option* preferred = client.option("ip_protocol_prefer");
  const bool prefers_v6 = preferred != nullptr && preferred->value == "ipv6";
  if (const std::optional<IpAddress> remote = parse_ip(host)) {
    // Where IPv6 is preferred, it leads to IPv4 addresses too.
    if (remote->v6 == local->v6 || (local->v6 && prefers_v6)) return;
    found.push_back(
        {.where = client.at(bind->value),
         .message = fmt::format("a connection from {} address '{}' cannot reach an {} address",
                                family(local->v6), client.show(bind->value), family(remote->v6)),
         .notes = {
             {client.at(host), fmt::format("the host is an {} address", family(remote->v6))}}});
    return;
  }
  if (prefers_v6 == local->v6) return;
  found.push_back(
      {.where = client.at(bind->value),
       .message = fmt::format("'{}' is an {} address, but host '{}' is looked up as {} first",
                              client.show(bind->value), family(local->v6), client.show(host),
                              family(!local->v6)),
       .severity = client.reading.accepts == false ? Severity::error : Severity::warning});
  if (local->v6) found.back().message += "; add 'ip_protocol_prefer=ipv6'";
}

}  // namespace

Rule uri_bind_family_mismatch() { return {Severity::error, check}; }

}  // namespace ampslint
