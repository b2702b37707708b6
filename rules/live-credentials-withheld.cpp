#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  if (!probed.failed(Fault::withheld)) return;
  const ConnectionString& client = probed.client;
  const Parts& parts = client.parts();
  const Part& place = parts.user.empty() ? parts.scheme : parts.user;
  if (probed.seen.not_entrusted) {
    found.push_back(
        {.where = client.at(place),
         .message = fmt::format("the credentials were not sent because no configuration "
                                "is known to accept this string; '--credentials-for "
                                "{}' sends them",
                                client.show(parts.host))});
    return;
  }
  const std::string_view why = client.tls() ? "the certificate was not verified ('--insecure')"
                                            : "the connection is not encrypted";
  found.push_back({.where = client.at(place),
                   .message = fmt::format("the credentials were not sent because {}; "
                                          "'--allow-insecure-credentials' sends them anyway",
                                          why)});
}

}  // namespace

Rule live_credentials_withheld() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
