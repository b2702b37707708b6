#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (!client.unix_socket() || !is_c_family(client.kind)) return;
  const Option* path = socket_option(client);
  // uri-unix-shape reports a string without host and port.
  if (path == nullptr ? !client.reading.parts.port.present() : !path->value.empty()) return;
  const Parts& parts = client.parts();
  const std::string_view end = parts.query.present() ? parts.query : parts.path;
  found.push_back({.where = client.at(path != nullptr ? path->key
                                      : end.empty()   ? client.text
                                                      : end),
                   .message = path != nullptr ? fmt::format("'{}=' has no socket file", path->key)
                                              : "no 'path' option gives the socket file"});
}

}  // namespace

Rule uri_unix_path_missing() { return {Severity::error, check}; }

}  // namespace ampslint
