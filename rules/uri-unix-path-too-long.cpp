#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

constexpr std::size_t longest = 107;

void check(const ConnectionString& client, Diagnostics& found) {
  if (!client.unix_socket() || !is_c_family(client.kind)) return;
  const Option* path = socket_option(client);
  if (path == nullptr || path->value.size() <= longest) return;
  found.push_back(
      {.where = client.at(path->value),
       .message = fmt::format("the socket's path is {} bytes long; the client cuts it to {}",
                              path->value.size(), longest)});
}

}  // namespace

Rule uri_unix_path_too_long() { return {Severity::error, check}; }

}  // namespace ampslint
