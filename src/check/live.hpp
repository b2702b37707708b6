#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "check/verdict.hpp"
#include "load/xml/tree.hpp"
#include "model/connection_string.hpp"
#include "model/instance.hpp"
#include "model/observation.hpp"

namespace ampslint {

class RuleTable;
struct LintResult;

/// A connection string, what was predicted of it, and what a probe saw.
struct Probed {
  const ConnectionString& client;
  const Transport* transport = nullptr;  ///< the one meant to serve it, or null
  Verdict predicted = Verdict::unknown;
  const Observation& seen;
  std::span<const std::shared_ptr<const Instance>> instances = {};  ///< all that were given

  /// The probe ended in that stage, for that reason.
  bool failed(StageName stage, Fault fault) const {
    return seen.fault == fault && seen.failed_at() == stage;
  }
  /// The probe ended for that reason, in whatever stage.
  bool failed(Fault fault) const { return seen.fault == fault; }
  /// The string's host and port, or its socket file: where to point when all of the address is
  /// meant.
  Span address() const;
};

/// An instance as given, and what the Admin interface of the running one answered.
struct Inspected {
  const Instance& given;
  const AdminSeen& seen;
  const Element* running = nullptr;  ///< the root of the running configuration; null: not known
};

/// Whose certificate, address or message type the probe met: the transport meant to serve the
/// string, as notes; none where none is known.
std::vector<Note> meant_to_serve(const Probed& probed);

/// What the peer said, in quotes: its first line, shortened and safe to print.
std::string quoted_answer(const Observation& seen);

/// ": an SSH server", where the answer shows it; else nothing.
std::string named_product(const Observation& seen);

/// "within 5 s": how long the stage waited that timed out.
std::string within_limit(const Observation& seen);

/// "; '[::1]:9007' of the same name answers" with what keeps the client from it; nothing where no
/// other address answers.
std::string living_address(const Probed& probed);

/// What is at the other end, by what it said, or by a second look, where that is not what the
/// string asks for; else `unknown`.
Peer peer_of(const Probed& probed);
/// It said something that is neither AMPS nor TLS nor HTTP.
bool is_stranger(const Probed& probed);
/// Neither of the two: it kept to the stage's words, or to silence.
bool said_nothing(const Probed& probed);

/// The Admin interface that listens at the string's address by the configurations given, or null.
const Transport* admin_at(const Probed& probed);

/// The numbers that a version begins with: 5, 3, 5, 135 of `5.3.5.135-x`.
std::vector<unsigned> version_of(std::string_view text);

/// The server broke off for want of a client certificate, or did not take the one it got.
bool misses_client_certificate(const Observation& seen);

/// A plain string was cut off where, by its configuration, a transport speaks TLS.
bool cut_off_by_tls(const Probed& probed);

/// The scheme changed to its counterpart with TLS, or to the one without; nothing where more of the
/// string would have to change.
std::optional<Fix> tls_fix(const ConnectionString& client, bool tls);

/// Runs the live rules over what was seen of the result's instances and connections. One that is
/// not ready gets at least one error.
void check_probes(const RuleTable& table, LintResult& result);

}  // namespace ampslint
