#pragma once

#include <array>
#include <bitset>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/limits.hpp"
#include "base/source.hpp"
#include "check/inputs.hpp"
#include "check/rule.hpp"
#include "check/verdict.hpp"
#include "load/suppressions/text.hpp"
#include "load/xml/tree.hpp"
#include "model/clients/kind.hpp"
#include "model/connection_string.hpp"
#include "model/instance.hpp"
#include "model/observation.hpp"

namespace ampslint {

struct Workspace;

/// A connection string and what was found of it.
struct Connection {
  Text text;
  ClientKind kind = ClientKind::cpp;
  Verdict verdict = Verdict::unknown;
  const Instance* instance = nullptr;     ///< the one it reaches, or null
  const Transport* transport = nullptr;   ///< likewise
  std::vector<std::uint16_t> rules = {};  ///< that spoke on it, by index, sorted, each once
  std::shared_ptr<const Observation> seen = nullptr;  ///< by a probe; null: not probed

  /// The string with its secrets as `***`.
  Span where() const { return text.where; }
  std::string shown() const { return without_secrets(text.value); }
};

/// What the Admin interface of an instance answered.
struct Inspection {
  const Instance* given = nullptr;
  AdminSeen seen;
  const Element* running = nullptr;  ///< the root of the running configuration; null: not known
};

/// A diagnostic that a suppression covers.
struct Suppressed {
  Diagnostic diagnostic;
  std::size_t suppression = 0;  ///< its number among the suppressions
};

/// All that a check found.
struct LintResult {
  Inputs inputs = {};  ///< owns what diagnostics and connections point into
  std::vector<Diagnostic> diagnostics =
      {};  ///< each with its severity; sorted by path, start, rule
  std::size_t most_diagnostics = limits::compared_diagnostics;
  Diagnostics::Counts unreported{};          ///< those beyond, only counted, by `Severity`
  std::vector<Suppressed> suppressed = {};   ///< sorted like the diagnostics
  std::vector<Connection> connections = {};  ///< in the order given
  std::vector<Inspection> inspections = {};  ///< by a probe that was asked for them
  std::shared_ptr<const Workspace> workspace = nullptr;  ///< that was read; points into the inputs
  std::vector<InputError> errors = {};                   ///< what could not be read
  std::vector<std::string> notices = {};                 ///< for people, on standard error
  Summary summary = {};
  Threshold fail_on = Threshold::error;
  std::chrono::sys_days today =
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  std::bitset<std::variant_size_v<Check>> ran =
      {};                    ///< the kinds of rules that had something to look at
  bool probed = false;       ///< a probe's result
  bool interrupted = false;  ///< the probe was stopped before it had seen all
};

}  // namespace ampslint
