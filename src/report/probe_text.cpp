#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <ostream>
#include <vector>

#include "base/plural.hpp"
#include "base/printable.hpp"
#include "report/formats/text.hpp"
#include "report/probe_words.hpp"

namespace ampslint {
namespace {

/// As many connection strings get their stages line by line; more get a table.
constexpr std::size_t most_in_full = 8;

constexpr std::size_t name_width = 7;
constexpr std::size_t result_width = 6;
constexpr std::size_t time_width = 10;

Paint paint_of(ProbeResult result) {
  if (result == ProbeResult::ready) return Paint::green;
  return is_failure(result) ? Paint::red : Paint::yellow;
}

std::string time_of(double milliseconds) { return fmt::format("{:.1f} ms", milliseconds); }

bool is_unverified(const Observation& seen) {
  return seen.insecure && seen.stage(StageName::tls) != nullptr;
}

bool lacks_logon(const Observation& seen) { return seen.ready() && !seen.logon_wanted; }

/// The string and what became of it, in one line.
void write_head(const Connection& connection, const ReportOptions& options, std::ostream& out) {
  const ProbeResult result = result_of(connection);
  std::string words(to_string(result));
  if (is_failure(result)) words += " failed";
  out << string_of(connection) << ": " << painted(words, paint_of(result), options);
  if (result == ProbeResult::not_probed) {
    out << ": " << why_not_probed(connection) << '\n';
    return;
  }
  const Observation& seen = *connection.seen;
  const std::string_view when = result == ProbeResult::ready ? "in" : "after";
  if (!seen.stages.empty()) out << fmt::format(" {} {}", when, time_of(seen.milliseconds()));
  if (seen.attempts > 1) out << fmt::format(", {} attempts", seen.attempts);
  out << '\n';
}

/// What was said of the string before anything was contacted.
void write_prediction(const LintResult& result, const Connection& connection,
                      const ReportOptions& options, std::ostream& out) {
  if (result.inputs.instances.empty()) return;
  const Verdict verdict = connection.verdict;
  out << fmt::format("  {:<{}}  {}", "verdict", name_width,
                     painted(to_string(verdict), paint_of(verdict), options));
  if (connection.transport != nullptr) {
    out << fmt::format(", {} of '{}'",
                       printable(result.inputs.redactor.hidden(connection.transport->label())),
                       instance_of(result, connection));
  }
  out << '\n';
}

std::string days_left(const TlsSeen& tls) {
  if (tls.days_left < 0) {
    return fmt::format("expired {} ago", counted(static_cast<std::size_t>(-tls.days_left), "day"));
  }
  const bool expired =
      std::ranges::find(tls.problems, CertificateProblem::expired) != tls.problems.end();
  return expired ? "expired" : counted(static_cast<std::size_t>(tls.days_left), "day") + " left";
}

/// The certificate is shown however the probe ended.
void write_certificate(const Observation& seen, const ReportOptions& options, std::ostream& out) {
  const std::string indent(name_width + 4, ' ');
  if (seen.tls && !seen.tls->expires.empty()) {
    const TlsSeen& tls = *seen.tls;
    out << indent
        << fmt::format("certificate of '{}', issued by '{}', until {} ({})\n",
                       printable(tls.subject.empty() ? tls.names : tls.subject),
                       printable(tls.issuer), tls.expires, days_left(tls));
  }
  if (is_unverified(seen)) {
    out << indent << painted("certificate NOT verified (--insecure)", Paint::yellow, options)
        << '\n';
  }
}

void write_stages(const Observation& seen, const ReportOptions& options, std::ostream& out) {
  for (const Stage& stage : seen.stages) {
    const bool failed = !stage.ok;
    const std::string result = fmt::format("{:<{}}", failed ? "failed" : "ok", result_width);
    out << fmt::format("  {:<{}}  {}  {:>{}}", to_string(stage.name), name_width,
                       painted(result, failed ? Paint::red : Paint::green, options),
                       time_of(stage.milliseconds), time_width);
    const std::string detail = failed ? why_it_failed(seen) : printable(stage.detail);
    if (!detail.empty()) out << "  " << detail;
    out << '\n';
    if (stage.name == StageName::tls) write_certificate(seen, options, out);
  }
  if (lacks_logon(seen)) {
    out << fmt::format("  {:<{}}  not tried ('--logon' tries it)\n", "logon", name_width);
  }
}

void write_tree(const LintResult& result, const Connection& connection,
                const ReportOptions& options, std::ostream& out) {
  write_head(connection, options, out);
  write_prediction(result, connection, options, out);
  if (connection.seen != nullptr) write_stages(*connection.seen, options, out);
  out << '\n';
}

/// The stages and their milliseconds, or where they ended.
std::string stages_of(const Connection& connection) {
  const ProbeResult result = result_of(connection);
  if (result == ProbeResult::not_probed) return std::string(why_not_probed(connection));
  if (is_failure(result)) return why_it_failed(*connection.seen);
  std::string all;
  for (const Stage& stage : connection.seen->stages) {
    if (!all.empty()) all += ", ";
    all += fmt::format("{} {:.1f}", to_string(stage.name), stage.milliseconds);
  }
  return all.empty() ? "-" : all;
}

using Row = std::array<Cell, 6>;

Row row_of(const LintResult& result, const Connection& connection) {
  const ProbeResult ended = result_of(connection);
  const bool contacted = connection.seen != nullptr && !connection.seen->stages.empty();
  const std::string time = contacted ? time_of(connection.seen->milliseconds()) : "-";
  return {Cell(string_of(connection)),
          Cell(std::string(to_string(ended)), paint_of(ended)),
          Cell(fmt::format("{:>{}}", time, time_width)),
          Cell(stages_of(connection)),
          Cell(instance_of(result, connection)),
          Cell(transport_of(result, connection))};
}

void write_table(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  std::vector<Row> rows{{Cell("connection string"), Cell("result"),
                         Cell(fmt::format("{:>{}}", "time", time_width)), Cell("stages"),
                         Cell("instance"), Cell("transport")}};
  for (const Connection& connection : result.connections) {
    rows.push_back(row_of(result, connection));
  }
  std::array<std::size_t, std::tuple_size_v<Row>> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths.at(i) = std::max(widths.at(i), std::min(row.at(i).width, widest_column));
    }
  }
  std::string table;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
      append_padded(row.at(i), widths.at(i), options, table);
    }
    table.append(row.back().text).append("\n");
  }
  out << table << '\n';
}

/// What the trees say of each string, said of all together.
void write_notices(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  const auto number_of = [&result](bool (*is)(const Observation&)) {
    return static_cast<std::size_t>(
        std::ranges::count_if(result.connections, [is](const Connection& connection) {
          return connection.seen != nullptr && is(*connection.seen);
        }));
  };
  if (const std::size_t number = number_of(is_unverified); number > 0) {
    const std::string words = fmt::format("certificate NOT verified (--insecure) for {}",
                                          counted(number, "connection string"));
    out << painted(words, Paint::yellow, options) << '\n';
  }
  if (number_of(lacks_logon) > 0) out << "logon not tried ('--logon' tries it)\n";
}

/// "; 2 not probed (unresolved placeholder)".
void write_left_out(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  std::map<std::string_view, std::size_t> left_out;
  for (const Connection& connection : result.connections) {
    if (connection.seen == nullptr) ++left_out[why_not_probed(connection)];
  }
  for (const auto& [reason, number] : left_out) {
    const ProbeResult none = ProbeResult::not_probed;
    out << "; " << number << ' ' << painted(to_string(none), paint_of(none), options) << " ("
        << reason << ')';
  }
}

/// What the Admin interfaces answered, a line each.
void write_inspections(const LintResult& result, std::ostream& out) {
  for (const Inspection& inspection : result.inspections) {
    const AdminSeen& seen = inspection.seen;
    if (seen.fault != Fault::none) continue;
    out << fmt::format("Admin interface at {}: instance '{}'", printable(seen.url),
                       printable(seen.name));
    if (!seen.version.empty()) out << ", version " << printable(seen.version);
    if (seen.transports) {
      const auto disabled = std::ranges::count(
          *seen.transports, false, [](const TransportSeen& t) { return t.enabled.value_or(true); });
      out << fmt::format(", {} ({} disabled)", counted(seen.transports->size(), "transport"),
                         disabled);
    }
    out << '\n';
  }
}

void write_probe_summary(const LintResult& result, const ReportOptions& options,
                         std::ostream& out) {
  std::array<std::size_t, probe_result_count> numbers{};
  for (const Connection& connection : result.connections) {
    ++numbers.at(static_cast<std::size_t>(result_of(connection)));
  }
  const auto number_of = [&](ProbeResult r) { return numbers.at(static_cast<std::size_t>(r)); };
  const std::size_t all = result.connections.size();
  const std::size_t probed =
      all - number_of(ProbeResult::interrupted) - number_of(ProbeResult::not_probed);
  out << "probed ";
  if (probed < all) out << probed << " of ";
  out << counted(all, "connection string");
  std::string_view separator = ": ";
  for (std::size_t i = 0; i < probe_result_count; ++i) {
    const auto result = static_cast<ProbeResult>(i);
    if (result == ProbeResult::not_probed || numbers.at(i) == 0) continue;
    if (result == ProbeResult::interrupted) separator = "; ";
    out << separator << numbers.at(i) << ' '
        << painted(to_string(result), paint_of(result), options);
    separator = ", ";
  }
  write_left_out(result, options, out);
  out << '\n';
}

}  // namespace

void write_probe_text(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  if (result.connections.size() > most_in_full) {
    write_table(result, options, out);
    write_notices(result, options, out);
  } else {
    for (const Connection& connection : result.connections) {
      write_tree(result, connection, options, out);
    }
  }
  write_inspections(result, out);
  write_probe_summary(result, options, out);
}

}  // namespace ampslint
