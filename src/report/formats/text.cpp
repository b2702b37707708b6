#include "report/formats/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <ostream>

#include "base/ascii.hpp"
#include "base/plural.hpp"
#include "base/printable.hpp"
#include "report/sink.hpp"
#include "report/suppressions.hpp"
#include "report/verdict_table.hpp"

namespace ampslint {
namespace {

void write_one(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  const Connection& connection = result.connections.front();
  out << string_of(connection) << ": "
      << painted(to_string(connection.verdict), paint_of(connection.verdict), options);
  if (connection.verdict == Verdict::compatible) {
    out << fmt::format(" with {} of '{}' ({})",
                       printable(result.inputs.redactor.hidden(connection.transport->label())),
                       instance_of(result, connection),
                       place(result.inputs.sources, connection.transport->where()));
  }
  out << "\n\n";
}

void write_verdicts(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  const Summary& summary = result.summary;
  out << fmt::format("checked {} with {}", counted(summary.instances, "instance"),
                     counted(summary.transports, "transport"));
  if (summary.connections > 0) {
    out << " and " << counted(summary.connections, "connection string");
    std::string_view separator = ": ";
    for (std::size_t i = 0; i < verdict_count; ++i) {
      if (summary.verdicts.at(i) == 0) continue;
      const auto verdict = static_cast<Verdict>(i);
      out << separator << summary.verdicts.at(i) << ' '
          << painted(to_string(verdict), paint_of(verdict), options);
      separator = ", ";
    }
  }
  out << '\n';
}

}  // namespace

void write_summary(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  if (!result.probed) write_verdicts(result, options, out);
  const Summary& summary = result.summary;
  std::string found;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    const std::size_t number = summary.severities.at(static_cast<std::size_t>(severity));
    if (number == 0) continue;
    if (!found.empty()) found += ", ";
    found += painted(counted(number, to_string(severity)), paint_of(severity), options);
  }
  if (found.empty() && result.errors.empty()) found = painted("no findings", Paint::green, options);
  if (summary.suppressed > 0) {
    found += fmt::format("{}{} suppressed", found.empty() ? "" : ", ", summary.suppressed);
  }
  if (!found.empty()) out << found << '\n';
}

void append_padded(const Cell& cell, std::size_t width, const ReportOptions& options,
                   std::string& out) {
  out += cell.paint == Paint::plain ? cell.text : painted(cell.text, cell.paint, options);
  out.append(width + 2 - std::min(cell.width, width + 2), ' ');
}

Paint paint_of(Verdict verdict) {
  constexpr Paint paints[] = {Paint::green, Paint::red, Paint::red, Paint::red, Paint::yellow};
  return paints[static_cast<std::size_t>(verdict)];
}

std::string string_of(const Connection& connection) {
  std::string shown = connection.shown();
  if (is_plain(shown)) return shown;
  return printable(shown);
}

std::string label_of(const LintResult& result, const Instance* instance) {
  return instance == nullptr ? "-" : printable(result.inputs.label(*instance));
}

std::string instance_of(const LintResult& result, const Connection& connection) {
  return label_of(result, connection.instance);
}

std::string transport_of(const LintResult& result, const Connection& connection) {
  if (connection.transport == nullptr) return "-";
  if (connection.transport->is_admin) return "(Admin)";
  const Text name = connection.transport->name();
  return name ? printable(result.inputs.shown(name)) : "(unnamed)";
}

void report_text(const LintResult& result, const ReportOptions& options, std::ostream& to) {
  Sink out(to);
  for (const Diagnostic& diagnostic : result.diagnostics) {
    write_frames(result, diagnostic, options, out);
  }
  if (options.suppressed) write_suppressed(result, options, out);
  if (result.probed) {
    write_probe_text(result, options, out);
  } else if (result.connections.size() == 1) {
    write_one(result, options, out);
  } else if (!result.connections.empty()) {
    write_verdict_table(result, options, out);
  }
  write_summary(result, options, out);
}

}  // namespace ampslint
