#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.kind != ClientKind::java || !client.is_clear()) return;
  if (client.reading.accepts != false) return;
  const std::string_view host = client.written.host;
  const std::size_t underscore = host.find('_');
  if (underscore == std::string_view::npos || client.written.bracketed) return;
  found.push_back(
      {.where = client.at(host.substr(underscore, 1)),
       .message = fmt::format("Java finds no host in a URI whose host contains '_', such as '{}'",
                              client.show(host))});
}

}  // namespace

Rule uri_host_underscore() { return {Severity::error, check}; }

}  // namespace ampslint
