#include <fmt/core.h>

#include "check/match/proxy.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Proxied& proxied, Diagnostics& found) {
  const ConnectionString& client = proxied.client;
  // A Go program turns the preflight on with headers of its own, which no string shows.
  if (client.websocket() || client.preflight() || client.kind == ClientKind::go) return;
  const Option* off = client.option("http_preflight");
  const std::string_view port = client.parts().port;
  Diagnostic diagnostic{
      .where = client.at(off != nullptr ? off->value : port),
      .message =
          fmt::format("'{}' is the HTTP proxy '{}', but the string lacks 'http_preflight=true'",
                      client.show(client.parts().host), proxied.proxy.name),
      .notes = {{proxied.proxy.where, "the proxy is declared here"}}};
  if (off == nullptr) {
    const bool has_query = client.parts().query.present();
    const bool open_query = has_query && client.parts().query.empty();
    diagnostic.fix =
        Fix{{{client.at(client.text.size(), 0),
              fmt::format("{}http_preflight=true", open_query ? "" : (has_query ? "&" : "?"))}},
            false};
  } else {
    diagnostic.fix = Fix{{{client.at(off->value), "true"}}, false};
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule connect_preflight_missing() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
