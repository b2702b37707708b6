#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

std::string sentence(CertificateProblem problem, const TlsSeen& tls) {
  switch (problem) {
    case CertificateProblem::expired:
      return fmt::format("expired on {}", tls.expires);
    case CertificateProblem::issuer_expired:
      return tls.first_to_expire
                 ? fmt::format("has an issuer ('{}') that expired on {}",
                               tls.first_to_expire->subject, tls.first_to_expire->expires)
                 : "has an issuer that has expired";
    case CertificateProblem::not_yet_valid:
      return "is not valid yet";
    case CertificateProblem::self_signed:
      return "is self-signed and not trusted here";
    case CertificateProblem::unknown_issuer:
      return fmt::format(
          "has an issuer ('{}') that the server did not send and that is not trusted here",
          tls.issuer);
    case CertificateProblem::untrusted_root:
      return "has a root that is not trusted here";
    case CertificateProblem::wrong_name:
      return fmt::format("is for '{}', not for '{}'", tls.names.empty() ? tls.subject : tls.names,
                         tls.wanted);
    case CertificateProblem::other:
      break;
  }
  return "cannot be verified";
}

void check(const Probed& probed, Diagnostics& found) {
  const auto& tls = probed.seen.tls;
  const bool ignored = probed.seen.insecure;
  if (!tls || tls->problems.empty()) return;
  if (!ignored && !probed.failed(Fault::certificate)) return;
  std::string message = "the server's certificate ";
  std::string_view separator;
  for (const CertificateProblem problem : tls->problems) {
    message += separator;
    message += sentence(problem, *tls);
    separator = ", and ";
  }
  if (ignored) message += ", which '--insecure' accepts";
  std::vector<Note> notes;
  if (probed.transport != nullptr && probed.transport->certificate()) {
    notes = {{probed.transport->certificate().where, "the transport's certificate is set here"}};
  }
  found.push_back({.where = probed.address(),
                   .message = std::move(message),
                   .notes = std::move(notes),
                   .severity = ignored ? Severity::warning : Severity::error});
}

}  // namespace

Rule live_certificate_invalid() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
