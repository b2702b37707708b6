#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  const Observation& seen = probed.seen;
  // live-certificate-invalid reports a certificate with problems.
  if (!seen.insecure || !seen.encrypted() || !seen.tls->problems.empty()) return;
  found.push_back({.where = probed.client.at(probed.client.parts().scheme),
                   .message = "the server's certificate was not verified ('--insecure'), though it "
                              "would have passed"});
}

}  // namespace

Rule live_insecure() { return {.severity = Severity::warning, .check = check}; }

}  // namespace ampslint
