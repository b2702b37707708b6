#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (!parts.scheme.present() || !parts.host.empty() || client.unix_socket()) return;
  if (!client.is_clear()) return;
  const auto behind = static_cast<std::size_t>(parts.host.data() - client.text.data());
  const bool has_port = parts.port.present();
  found.push_back({.where = client.at(behind, 0),
                   .message = has_port
                                  ? fmt::format("no host before port '{}'", client.show(parts.port))
                                  : "no host after the scheme"});
}

}  // namespace

Rule uri_host_empty() {
  return {.severity = Severity::error, .check = check, .about = About::address};
}

}  // namespace ampslint
