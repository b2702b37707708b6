#pragma once

#include <optional>
#include <string_view>

#include "check/verdict.hpp"
#include "diagnostic.hpp"
#include "model/connection_string.hpp"
#include "model/instance.hpp"
#include "model/observation.hpp"

namespace ampslint {

/// A connection string, what was predicted of it, and what a probe saw.
struct Probed {
  const ConnectionString& client;
  const Transport* transport = nullptr;  ///< the one meant to serve it, or null
  Verdict predicted = Verdict::unknown;
  const Observation& seen;

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

/// Whose certificate, address or message type the probe met: the transport meant to serve the
/// string, as notes; none where none is known.
std::vector<Note> meant_to_serve(const Probed& probed);

/// What the peer said, in quotes: its first line, shortened and safe to print.
std::string quoted_answer(const Observation& seen);

}  // namespace ampslint
