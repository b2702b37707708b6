#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (!client.unix_socket() || !is_c_family(client.kind)) return;
  const Option* path = socket_option(client);
  if (path == nullptr || path->value.empty() || path->value.starts_with('/')) return;
  const bool abstract = path->value.starts_with('@');
  found.push_back({.where = client.at(path->value),
                   .message = fmt::format(
                       "'{}' {} in the working directory of the client", client.show(path->value),
                       abstract ? "is not an abstract socket but a file" : "is looked up")});
}

}  // namespace

Rule uri_unix_path_relative() { return {Severity::warning, check}; }

}  // namespace ampslint
