#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (!client.unix_socket() || !is_c_family(client.kind)) return;
  if (client.reading.accepts == true || client.reading.parts.port.present()) return;
  // With the path in its place, uri-missing-port reports the port alone.
  const bool has_host = client.written.slashes.size() <= 2 && !client.written.host.empty();
  if (has_host && socket_option(client) != nullptr) return;
  const auto behind = static_cast<std::size_t>(client.written.slashes.data() +
                                               client.written.slashes.size() - client.text.data());
  const std::string_view rest = client.text.substr(behind);
  const bool is_file = !rest.empty() && rest.find_first_of(":?@&") == std::string_view::npos;
  const std::string file = is_file ? "/" + client.show(rest) : "FILE";
  found.push_back({.where = client.where,
                   .message = fmt::format("a unix socket is written "
                                          "'unix://localhost:0/amps/MESSAGE_TYPE?path={}'",
                                          file)});
}

}  // namespace

Rule uri_unix_shape() { return {Severity::error, check}; }

}  // namespace ampslint
