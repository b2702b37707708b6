#include "report/probe_words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "base/printable.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

std::string spaced(std::string_view id) {
  std::string words(id);
  std::ranges::replace(words, '-', ' ');
  return words;
}

std::string words_of(const Observation& seen) {
  if (!seen.reason.empty()) return printable(seen.reason);
  if (seen.fault == Fault::timed_out && seen.limit_seconds > 0) {
    return fmt::format("timed out after {:.3g} s", seen.limit_seconds);
  }
  std::string words = spaced(to_string(seen.fault));
  if (seen.fault != Fault::certificate || !seen.tls) return words;
  std::string_view separator = " ";
  for (const CertificateProblem problem : seen.tls->problems) {
    words.append(separator).append(spaced(to_string(problem)));
    separator = ", ";
  }
  return words;
}

}  // namespace

std::string_view to_string(ProbeResult result) {
  constexpr std::array<std::string_view, probe_result_count> names{
      "ready", "resolve", "connect", "tls", "upgrade", "logon", "interrupted", "not probed"};
  return names.at(static_cast<std::size_t>(result));
}

ProbeResult result_of(const Connection& connection) {
  if (connection.seen == nullptr) return ProbeResult::not_probed;
  const Observation& seen = *connection.seen;
  if (!seen.finished) return ProbeResult::interrupted;
  if (seen.ready()) return ProbeResult::ready;
  switch (seen.failed_at()) {
    case StageName::resolve:
      return ProbeResult::resolve;
    case StageName::connect:
      return ProbeResult::connect;
    case StageName::tls:
      return ProbeResult::tls;
    case StageName::upgrade:
      return ProbeResult::upgrade;
    case StageName::logon:
      break;
  }
  return ProbeResult::logon;
}

bool is_failure(ProbeResult result) {
  return result != ProbeResult::ready && result < ProbeResult::interrupted;
}

std::string_view why_not_probed(const Connection& connection) {
  if (connection.verdict == Verdict::invalid) return "rejected by the client";
  const ConnectionString client = read_connection_string(connection.text, {connection.kind});
  return client.has_placeholder ? "unresolved placeholder" : "no endpoint named";
}

std::string why_it_failed(const Observation& seen) {
  const std::string words = words_of(seen);
  const std::string& detail = seen.stages.back().detail;
  return detail.empty() ? words : fmt::format("{}: {}", printable(detail), words);
}

std::span<const Diagnostic> diagnostics_on(const LintResult& result, const Connection& connection) {
  // Diagnostics are sorted like this. Not by source: of a file that was given twice, what is said
  // twice is kept once.
  const auto key = [&result](SourceId id, std::uint32_t offset) {
    const Source& source = result.inputs.sources[id];
    return std::tuple(std::string_view(source.path), source.first_line, offset);
  };
  const auto of = [&key](const Diagnostic& d) { return key(d.where.source, d.where.begin); };
  const Span where = connection.where();
  const auto first =
      std::ranges::lower_bound(result.diagnostics, key(where.source, where.begin), {}, of);
  const auto last = std::ranges::upper_bound(first, result.diagnostics.end(),
                                             key(where.source, where.end), {}, of);
  return {first, last};
}

}  // namespace ampslint
