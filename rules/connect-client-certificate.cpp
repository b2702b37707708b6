#include <fmt/core.h>

#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  // Behind a proxy, the proxy is the client.
  if (transport == nullptr || !transport->verifies_clients || match.proxy != nullptr) return;
  const std::string_view scheme = match.client.parts().scheme;
  found.push_back({
      .where = match.client.at(scheme),
      .message =
          fmt::format("{} asks for a client certificate, which a connection string cannot carry",
                      transport->label()),
      .notes = {{transport->verify_client().where, "clients are verified here"}},
  });
}

}  // namespace

Rule connect_client_certificate() { return {Severity::warning, check}; }

}  // namespace ampslint
