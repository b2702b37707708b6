#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const std::string_view port = client.written.port;
  const std::size_t begin = port.find_first_not_of(" \t+");
  if (begin == 0 || begin == std::string_view::npos || !client.is_clear()) return;
  const bool number = port.find_first_not_of("0123456789", begin) == std::string_view::npos;
  if (!number || client.unix_socket()) return;
  Diagnostic diagnostic{
      .where = client.at(port.substr(0, begin)),
      .message = fmt::format("'{}' before port '{}'", client.show(port.substr(0, begin)),
                             client.show(port.substr(begin))),
      .fix = {{{{client.at(port.substr(0, begin)), ""}}, true}},
  };
  if (is_c_family(client.kind)) diagnostic.message += ", which only some resolvers accept";
  const bool refuses = client.kind == ClientKind::go || client.kind == ClientKind::java ||
                       client.kind == ClientKind::javascript;
  if (refuses) diagnostic.severity = Severity::error;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_port_sign_or_space() {
  return {.severity = Severity::warning, .check = check, .fixable = true};
}

}  // namespace ampslint
