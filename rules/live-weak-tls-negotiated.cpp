#include <fmt/core.h>

#include <algorithm>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

constexpr int fewest_bits = 128;

bool is_weak_cipher(std::string_view cipher) {
  constexpr std::string_view weak[] = {"RC4", "DES-CBC", "3DES", "NULL",
                                       "MD5", "EXP",     "ADH",  "AECDH"};
  return std::ranges::any_of(
      weak, [cipher](std::string_view part) { return cipher.find(part) != cipher.npos; });
}

void check(const Probed& probed, Diagnostics& found) {
  const Observation& seen = probed.seen;
  if (!seen.encrypted()) return;
  const TlsSeen& tls = *seen.tls;
  const bool old = tls.version != "TLSv1.2" && tls.version != "TLSv1.3";
  const bool few_bits = tls.bits > 0 && tls.bits < fewest_bits;
  if (!old && !few_bits && !is_weak_cipher(tls.cipher)) return;
  std::string with = fmt::format("{} with cipher '{}'", tls.version, tls.cipher);
  if (tls.bits > 0) with += fmt::format(" ({} bits)", tls.bits);
  found.push_back({.where = probed.client.at(probed.client.parts().scheme),
                   .message = fmt::format(
                       "the encryption is weak: {}; TLS 1.2 or newer and {} bits are expected",
                       with, fewest_bits),
                   .notes = meant_to_serve(probed)});
}

}  // namespace

Rule live_weak_tls_negotiated() { return {.severity = Severity::warning, .check = check}; }

}  // namespace ampslint
