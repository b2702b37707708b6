#include <fmt/core.h>

#include "check/rule.hpp"
#include "suggest.hpp"

namespace ampslint {
namespace {

std::string where_to(const Transport& transport) {
  if (transport.is_unix()) {
    return fmt::format("on socket '{}'", printable(transport.file_name.value));
  }
  return fmt::format("at '{}'", printable(transport.inet_addr.value));
}

std::string address_of(const ConnectionString& client) {
  if (client.unix_socket()) {
    const Option* path = client.option("path");
    return path == nullptr ? "this socket" : fmt::format("socket '{}'", client.show(path->value));
  }
  return fmt::format("'{}:{}'", client.show(client.parts().host), client.port().value_or(0));
}

void check(const Match& match, Diagnostics& found) {
  if (match.fit != AddressFit::elsewhere) return;
  const ConnectionString& client = match.client;
  const Option* path = client.option("path");
  const bool has_path = client.unix_socket() && path != nullptr;
  Diagnostic diagnostic{
      .where = client.at(has_path ? path->value : client.parts().port),
      .message = fmt::format("no transport listens at {}", address_of(client))};
  if (match.transport != nullptr) {
    const Transport& nearest = *match.transport;
    diagnostic.message +=
        fmt::format("; the nearest is {} {}", nearest.label(), where_to(nearest));
    diagnostic.notes.push_back(
        {nearest.is_unix() ? nearest.file_name.where : nearest.inet_addr.where,
         fmt::format("{} listens here", nearest.label())});
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule connect_unserved() { return {Severity::error, check}; }

}  // namespace ampslint
