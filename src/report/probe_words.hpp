#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "check/result.hpp"

namespace ampslint {

/// What became of a connection string in a probe: `ready`, the stage that failed, or nothing known.
enum class ProbeResult : std::uint8_t {
  ready,
  resolve,
  connect,
  tls,
  upgrade,
  logon,
  interrupted,
  not_probed,
};

inline constexpr std::size_t probe_result_count = 8;

std::string_view to_string(ProbeResult result);
ProbeResult result_of(const Connection& connection);
/// A stage failed.
bool is_failure(ProbeResult result);

/// Why a string was left out, in a few words.
std::string_view why_not_probed(const Connection& connection);

/// Where the last stage went and why it failed: `10.0.0.7:9007: Connection refused`. Safe to print.
std::string why_it_failed(const Observation& seen);

/// The diagnostics whose place is in the connection string.
std::span<const Diagnostic> diagnostics_on(const LintResult& result, const Connection& connection);

}  // namespace ampslint
