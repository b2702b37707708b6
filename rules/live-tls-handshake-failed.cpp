#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

/// What OpenSSL's reasons mean (seen with its `s_server`), the first that fits.
struct Meaning {
  std::string_view reason;
  std::string_view words;
};

constexpr std::string_view no_version = "no TLS version in common";
constexpr std::string_view no_cipher = "no cipher in common";

constexpr Meaning meanings[] = {
    {"protocol version", no_version},
    {"unsupported protocol", no_version},
    {"no protocols available", no_version},
    {"handshake failure", no_cipher},
    {"no shared cipher", no_cipher},
    {"insufficient security", no_cipher},
    {"wrong cipher returned", no_cipher},
    {"dh key too small", "the server's key exchange is too weak"},
    {"unrecognized name", "the server does not recognize the name it was asked for ('sni=NAME')"},
    {"internal error", "an internal error of the server"},
};

/// Which versions the probe takes, and how it would take older ones.
std::string offered(const Observation& seen) {
  const std::string least = seen.tls && !seen.tls->least.empty() ? seen.tls->least : "1.2";
  if (least == "1.1") return " (the probe accepts 1.1 or newer)";
  return fmt::format(" (the probe accepts {} or newer; '--tls-min {older}' also accepts {older})",
                     least, fmt::arg("older", least == "1.2" ? "1.1" : "1.2"));
}

std::string meaning(const Observation& seen) {
  if (seen.fault == Fault::timed_out) {
    return fmt::format("the server began it but did not finish it {}", within_limit(seen));
  }
  if (seen.fault == Fault::closed) return "the server began it, then closed the connection";
  const std::string reason = seen.reason;
  for (const Meaning& known : meanings) {
    if (seen.reason.find(known.reason) == seen.reason.npos) continue;
    const std::string offer = known.words == no_version ? offered(seen) : "";
    return fmt::format("{}{}: '{}'", known.words, offer, reason);
  }
  return fmt::format("'{}'", reason);
}

void check(const Probed& probed, Diagnostics& found) {
  const Observation& seen = probed.seen;
  if (seen.ready() || misses_client_certificate(seen)) return;
  const bool broken_off = seen.failed_at() == StageName::tls && !seen.encrypted() &&
                          is_tls(seen.heard) &&
                          (seen.fault == Fault::timed_out || seen.fault == Fault::closed);
  if (!broken_off && !probed.failed(Fault::tls_failed)) return;
  found.push_back({.where = probed.client.at(probed.client.parts().scheme),
                   .message = fmt::format("the TLS handshake failed: {}", meaning(seen)),
                   .notes = meant_to_serve(probed)});
}

}  // namespace

Rule live_tls_handshake_failed() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
