#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

/// Why the client makes no preflight; empty where it may.
std::string_view reason(const ConnectionString& client, const Option& option) {
  if (client.kind == ClientKind::go) {
    return "the Go client refuses 'http_preflight'; its program sets preflight headers instead";
  }
  if (client.kind == ClientKind::javascript) {
    const bool off =
        option.value == "false" || option.value.find_first_not_of('0') == std::string_view::npos;
    return off ? "" : "the JavaScript client ignores 'http_preflight' and connects directly";
  }
  const bool on_unix = is_c_family(client.kind) && client.unix_socket();
  return on_unix ? "a unix socket does not support 'http_preflight'" : "";
}

void check(const ConnectionString& client, Diagnostics& found) {
  for (const Option& option : client.parts().options) {
    if (option.key != "http_preflight") continue;
    const std::string_view why = reason(client, option);
    if (!why.empty())
      found.push_back({.where = client.at(option.key), .message = std::string(why)});
  }
}

}  // namespace

Rule uri_preflight_unsupported() { return {Severity::error, check}; }

}  // namespace ampslint
