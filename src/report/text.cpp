#include "report/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <ostream>
#include <sstream>
#include <vector>

#include "report/ignores.hpp"
#include "report/log_safe.hpp"
#include "suggest.hpp"
#include "wording.hpp"

namespace ampslint {
namespace {

struct Row {
  Cell string;
  Cell instance;
};

void write_table(const Outcome& outcome, const Style& style, std::ostream& out) {
  std::vector<Row> rows{{.string = Cell("connection string"), .instance = Cell("instance")}};
  rows.reserve(outcome.connections.size() + 1);
  for (const Connection& connection : outcome.connections) {
    rows.push_back({.string = Cell(string_of(connection)),
                    .instance = Cell(instance_of(outcome, connection))});
  }
  const auto widest = [&rows](Cell Row::* column) {
    std::size_t width = 0;
    for (const Row& row : rows)
      width = std::max(width, std::min((row.*column).width, widest_column));
    return width;
  };
  const std::size_t string_width = widest(&Row::string);
  const std::size_t instance_width = widest(&Row::instance);
  constexpr std::size_t verdict_width = 10;
  const auto write = [&](const Row& row, const Cell& verdict, std::string_view transport) {
    write_padded(row.string, string_width, style, out);
    write_padded(verdict, verdict_width, style, out);
    write_padded(row.instance, instance_width, style, out);
    out << transport << '\n';
  };
  write(rows.front(), Cell("verdict"), "transport");
  for (std::size_t i = 0; i < outcome.connections.size(); ++i) {
    const Connection& connection = outcome.connections[i];
    const Verdict verdict = connection.verdict;
    write(rows[i + 1], Cell(std::string(to_string(verdict)), paint_of(verdict)),
          transport_of(connection));
  }
  out << '\n';
}

void write_one(const Outcome& outcome, const Style& style, std::ostream& out) {
  const Connection& connection = outcome.connections.front();
  out << string_of(connection) << ": "
      << painted(to_string(connection.verdict), paint_of(connection.verdict), style);
  if (connection.verdict == Verdict::compatible) {
    out << fmt::format(" with {} of '{}' ({})", connection.transport->label(),
                       instance_of(outcome, connection),
                       place(outcome.sources, connection.transport->where()));
  }
  out << "\n\n";
}

void write_verdicts(const Outcome& outcome, const Style& style, std::ostream& out) {
  const Summary& summary = outcome.summary;
  out << fmt::format("checked {} with {}", counted(summary.instances, "instance"),
                     counted(summary.transports, "transport"));
  if (summary.connections > 0) {
    out << " and " << counted(summary.connections, "connection string");
    std::string_view separator = ": ";
    for (std::size_t i = 0; i < verdict_count; ++i) {
      if (summary.verdicts.at(i) == 0) continue;
      const auto verdict = static_cast<Verdict>(i);
      out << separator << summary.verdicts.at(i) << ' '
          << painted(to_string(verdict), paint_of(verdict), style);
      separator = ", ";
    }
  }
  out << '\n';
}

}  // namespace

void write_summary(const Outcome& outcome, const Style& style, std::ostream& out) {
  if (!outcome.probed) write_verdicts(outcome, style, out);
  const Summary& summary = outcome.summary;
  std::string found;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    const std::size_t number = summary.severities.at(static_cast<std::size_t>(severity));
    if (number == 0) continue;
    if (!found.empty()) found += ", ";
    found += painted(counted(number, to_string(severity)), paint_of(severity), style);
  }
  if (found.empty() && outcome.troubles.empty())
    found = painted("no findings", Paint::green, style);
  if (summary.suppressed > 0) {
    found += fmt::format("{}{} suppressed", found.empty() ? "" : ", ", summary.suppressed);
  }
  if (!found.empty()) out << found << '\n';
}

void write_padded(const Cell& cell, std::size_t width, const Style& style, std::ostream& out) {
  out << painted(cell.text, cell.paint, style);
  for (std::size_t at = cell.width; at < width + 2; ++at) out.put(' ');
}

Paint paint_of(Verdict verdict) {
  constexpr Paint paints[] = {Paint::green, Paint::red, Paint::red, Paint::red, Paint::yellow};
  return paints[static_cast<std::size_t>(verdict)];
}

std::string string_of(const Connection& connection) { return printable(connection.shown()); }

std::string instance_of(const Outcome& outcome, const Connection& connection) {
  return connection.instance == nullptr ? "-"
                                        : printable(connection.instance->label(outcome.sources));
}

std::string transport_of(const Connection& connection) {
  if (connection.transport == nullptr) return "-";
  if (connection.transport->is_admin) return "(Admin)";
  return connection.transport->name ? printable(connection.transport->name.value) : "(unnamed)";
}

void report_text(const Outcome& outcome, const Style& style, std::ostream& out) {
  std::ostringstream text;
  for (const Diagnostic& diagnostic : outcome.diagnostics) {
    write_frames(outcome, diagnostic, style, text);
  }
  if (style.suppressed) write_suppressed(outcome, style, text);
  if (outcome.probed) {
    write_probes(outcome, style, text);
  } else {
    if (outcome.connections.size() == 1) write_one(outcome, style, text);
    if (outcome.connections.size() > 1) write_table(outcome, style, text);
  }
  write_summary(outcome, style, text);
  write_log_safe(text.view(), out);
}

}  // namespace ampslint
