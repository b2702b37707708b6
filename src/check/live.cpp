#include "check/live.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "check/advice.hpp"
#include "check/apply.hpp"
#include "check/run.hpp"
#include "model/options.hpp"
#include "suggest.hpp"

namespace ampslint {
namespace {

constexpr std::size_t longest_quote = 60;

using AdminCheck = void (*)(const Inspected&, Diagnostics&);
using LiveCheck = void (*)(const Probed&, Diagnostics&);

/// Whatever severity its rules usually have: what keeps a string from being ready is an error.
void raise_worst(Diagnostics& found) {
  if (found.empty() || std::ranges::any_of(found, is_error)) return;
  std::ranges::max_element(found, {}, &Diagnostic::severity)->severity = Severity::error;
}

void judge_inspections(const Telling& telling, Outcome& outcome) {
  const auto rules = rules_that_look_at<AdminCheck>();
  Diagnostics found;
  for (const Inspection& inspection : outcome.inspections) {
    const Inspected inspected{
        .given = *inspection.given, .seen = inspection.seen, .running = inspection.running};
    for (const RuleOf<AdminCheck>& rule : rules) apply(rule, inspected, found);
  }
  for (Diagnostic& diagnostic : found) {
    if (telling.tells(diagnostic.rule)) outcome.diagnostics.push_back(std::move(diagnostic));
  }
}

}  // namespace

Span Probed::address() const {
  const Option* socket = client.unix_socket() ? socket_option(client) : nullptr;
  if (socket != nullptr) return client.at(socket->value);
  const Parts& parts = client.parts();
  Span where = client.at(parts.host);
  if (present(parts.port)) where.end = client.at(parts.port).end;
  return where;
}

std::vector<Note> meant_to_serve(const Probed& probed) {
  if (probed.transport == nullptr) return {};
  return {listens_here(*probed.transport)};
}

std::string quoted_answer(const Observation& seen) {
  const std::string_view heard = seen.heard;
  const std::string_view line = heard.substr(0, heard.find_first_of("\r\n"));
  const bool shortened = line.size() > longest_quote;
  return fmt::format("'{}'{}", printable(line.substr(0, longest_quote)), shortened ? "…" : "");
}

void judge_probes(const Telling& telling, Outcome& outcome) {
  judge_inspections(telling, outcome);
  const auto rules = rules_that_look_at<LiveCheck>();
  for (Connection& connection : outcome.connections) {
    if (connection.seen == nullptr || !connection.seen->finished) continue;
    const ConnectionString client = read_connection_string(outcome.sources.text(connection.where),
                                                           connection.where, connection.kind);
    const Probed probed{.client = client,
                        .transport = connection.transport,
                        .predicted = connection.verdict,
                        .seen = *connection.seen};
    Diagnostics found;
    for (const RuleOf<LiveCheck>& rule : rules) apply(rule, probed, found);
    if (!connection.seen->ready()) raise_worst(found);
    for (Diagnostic& diagnostic : found) {
      if (!telling.tells(diagnostic.rule)) continue;
      connection.rules.push_back(diagnostic.rule);
      outcome.diagnostics.push_back(std::move(diagnostic));
    }
    std::ranges::sort(connection.rules);
    const auto repeated = std::ranges::unique(connection.rules);
    connection.rules.erase(repeated.begin(), repeated.end());
  }
}

}  // namespace ampslint
