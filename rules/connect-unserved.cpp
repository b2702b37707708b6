#include <fmt/core.h>

#include "check/match/alternatives.hpp"
#include "check/match/match.hpp"
#include "check/rule.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

std::string where_to(const Transport& transport) {
  if (transport.is_unix()) {
    return fmt::format("on socket '{}'", transport.file_name().value);
  }
  const std::string at = fmt::format("at '{}'", transport.address_outside());
  const std::vector<std::string>& hosts = transport.instance->placement.hosts;
  return hosts.empty() ? at : fmt::format("{} of host '{}'", at, hosts.front());
}

std::string address_of(const ConnectionString& client, std::string_view socket) {
  if (!client.unix_socket()) {
    const std::string host = client.show(client.parts().host);
    return fmt::format(fmt::runtime(client.parts().bracketed ? "'[{}]:{}'" : "'{}:{}'"), host,
                       client.port().value_or(0));
  }
  return socket.empty() ? "this socket" : fmt::format("socket '{}'", client.show(socket));
}

void check(const Match& match, Diagnostics& found) {
  if (match.fit != AddressFit::elsewhere) return;
  const ConnectionString& client = match.client;
  const std::string_view socket = client.unix_socket() ? socket_of(client) : std::string_view();
  const Parts& parts = client.parts();
  const std::string_view endpoint = parts.port.present() ? parts.port : parts.host;
  Diagnostic diagnostic{
      .where = client.at(socket.empty() ? endpoint : socket),
      .message = fmt::format("no transport listens on {}", address_of(client, socket))};
  if (match.transport != nullptr) {
    const Transport& nearest = *match.transport;
    diagnostic.message += fmt::format("; the nearest is {} {}", nearest.label(), where_to(nearest));
    diagnostic.notes = {listens_here(nearest)};
    const Alternative other = alternative(match);
    if (other.obvious && other.transport == &nearest) diagnostic.fix = address_fix(client, nearest);
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule connect_unserved() {
  return {.severity = Severity::error, .check = check, .fixable = true, .about = About::address};
}

}  // namespace ampslint
