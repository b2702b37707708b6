#include "report/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <ostream>
#include <sstream>
#include <unordered_map>
#include <vector>

#include "report/ignores.hpp"
#include "report/log_safe.hpp"
#include "suggest.hpp"
#include "wording.hpp"

namespace ampslint {
namespace {

/// The instances' names, each made once: there are more connection strings than instances.
class InstanceNames {
 public:
  explicit InstanceNames(const Outcome& outcome) : outcome_(outcome) {}

  const Cell& operator[](const Connection& connection) {
    const auto found = names_.find(connection.instance);
    if (found != names_.end()) return found->second;
    return names_.emplace(connection.instance, Cell(instance_of(outcome_, connection)))
        .first->second;
  }

 private:
  const Outcome& outcome_;
  std::unordered_map<const Instance*, Cell> names_;
};

void write_table(const Outcome& outcome, const Style& style, std::ostream& out) {
  InstanceNames instances(outcome);
  const Cell heads[] = {Cell("connection string"), Cell("instance")};
  std::size_t string_width = heads[0].width;
  std::size_t instance_width = heads[1].width;
  const auto widen = [](std::size_t& width, const Cell& cell) {
    width = std::max(width, std::min(cell.width, widest_column));
  };
  for (const Connection& connection : outcome.connections) {
    widen(string_width, Cell(string_of(connection)));
    widen(instance_width, instances[connection]);
  }
  constexpr std::size_t verdict_width = 10;
  std::string rows;
  const auto write = [&](const Cell& string, const Cell& verdict, const Cell& instance,
                         std::string_view transport) {
    append_padded(string, string_width, style, rows);
    append_padded(verdict, verdict_width, style, rows);
    append_padded(instance, instance_width, style, rows);
    rows.append(transport).append("\n");
    constexpr std::size_t enough = 1U << 16U;
    if (rows.size() < enough) return;
    write_log_safe(rows, out);
    rows.clear();
  };
  write(heads[0], Cell("verdict"), heads[1], "transport");
  for (const Connection& connection : outcome.connections) {
    const Verdict verdict = connection.verdict;
    write(Cell(string_of(connection)), Cell(std::string(to_string(verdict)), paint_of(verdict)),
          instances[connection], transport_of(connection));
  }
  write_log_safe(rows += '\n', out);
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

void append_padded(const Cell& cell, std::size_t width, const Style& style, std::string& out) {
  out += cell.paint == Paint::plain ? cell.text : painted(cell.text, cell.paint, style);
  out.append(width + 2 - std::min(cell.width, width + 2), ' ');
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
  const auto pass_on = [&text, &out] {
    write_log_safe(text.view(), out);
    text.str({});
  };
  for (const Diagnostic& diagnostic : outcome.diagnostics) {
    write_frames(outcome, diagnostic, style, text);
    pass_on();
  }
  if (style.suppressed) write_suppressed(outcome, style, text);
  if (outcome.probed) {
    write_probes(outcome, style, text);
  } else {
    if (outcome.connections.size() == 1) write_one(outcome, style, text);
    pass_on();
    if (outcome.connections.size() > 1) write_table(outcome, style, out);
  }
  write_summary(outcome, style, text);
  pass_on();
}

}  // namespace ampslint
