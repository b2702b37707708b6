// JUnit's XML: a test case for each configuration file and for each connection string. It has no
// standard; this keeps to what Jenkins' schema allows and what GitLab reads, which are `file` and
// `line` of a test case besides.
#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <ostream>
#include <unordered_set>
#include <vector>

#include "base/printable.hpp"
#include "check/rule.hpp"
#include "check/string_places.hpp"
#include "report/fingerprint.hpp"
#include "report/frame.hpp"
#include "report/probe_words.hpp"
#include "report/report.hpp"
#include "report/xml_escape.hpp"

namespace ampslint {
namespace {

std::string attribute(std::string_view name, std::string_view value) {
  return fmt::format(" {}=\"{}\"", name, xml_attribute(value));
}

enum class State : std::uint8_t { passed, failed, skipped };

/// How often each state occurs, and how long it all took.
struct Totals {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t skipped = 0;
  double seconds = 0;

  void add(State state) {
    ++tests;
    if (state == State::failed) ++failures;
    if (state == State::skipped) ++skipped;
  }
};

/// Jenkins takes no more than three decimals.
std::string time_of(double seconds) { return fmt::format(" time=\"{:.3f}\"", seconds); }

double seconds_of(const Connection& connection) {
  constexpr double milliseconds = 1000;
  return connection.seen == nullptr ? 0 : connection.seen->milliseconds() / milliseconds;
}

bool is_error(const Diagnostic* diagnostic) { return diagnostic->severity == Severity::error; }

using Findings = std::vector<const Diagnostic*>;

Findings findings_on(const LintResult& result, const Connection& connection) {
  Findings findings;
  for (const Diagnostic& diagnostic : diagnostics_on(result, connection)) {
    findings.push_back(&diagnostic);
  }
  return findings;
}

/// What is said of no string, by the file: of each configuration (also what is said of those it
/// includes), of one that is running, and of comments in lists.
std::map<SourceId, Findings> findings_in_configurations(const LintResult& result) {
  const StringPlaces strings(result);
  std::map<SourceId, Findings> findings;
  for (const auto& instance : result.inputs.instances) findings[instance->document.source];
  for (const Diagnostic& diagnostic : result.diagnostics) {
    SourceId root = diagnostic.where.source;
    while (const auto& from = result.inputs.sources[root].included_from) root = from->source;
    if (!strings.around(diagnostic.where)) findings[root].push_back(&diagnostic);
  }
  return findings;
}

State state_of(const LintResult& result, const Connection& connection, const Findings& findings) {
  if (std::ranges::any_of(findings, is_error)) return State::failed;
  if (!result.probed) {
    return connection.verdict == Verdict::unknown ? State::skipped : State::passed;
  }
  const ProbeResult ended = result_of(connection);
  if (is_failure(ended)) return State::failed;
  return ended == ProbeResult::ready ? State::passed : State::skipped;
}

State state_of(const Findings& findings) {
  return std::ranges::any_of(findings, is_error) ? State::failed : State::passed;
}

std::string lines_of(const LintResult& result, const Findings& findings, bool errors) {
  std::string lines;
  for (const Diagnostic* diagnostic : findings) {
    if (is_error(diagnostic) == errors) lines += one_line(result, *diagnostic) + "\n";
  }
  return lines;
}

std::string failure(const LintResult& result, const Findings& findings) {
  const Diagnostic& first = **std::ranges::find_if(findings, is_error);
  return fmt::format(
      "<failure{}{}>{}</failure>", attribute("type", result.inputs.rule_of(first).id),
      attribute("message", printable(first.message)), xml_text(lines_of(result, findings, true)));
}

/// A probe that failed without a word: its rule is not reported.
std::string failure(const Connection& connection) {
  const std::string message = fmt::format("{} failed: {}", to_string(result_of(connection)),
                                          why_it_failed(*connection.seen));
  return fmt::format("<failure type=\"probe\"{}/>", attribute("message", message));
}

std::string skipped(const LintResult& result, const Connection& connection) {
  std::string why = "cannot be checked";
  if (result.probed) {
    why = to_string(result_of(connection));
    if (connection.seen == nullptr) {
      why += fmt::format(": {}", why_not_probed(connection));
    }
  }
  return fmt::format("<skipped{}/>", attribute("message", why));
}

/// The stages, and what is said besides errors.
std::string output_of(const LintResult& result, const Connection& connection,
                      const Findings& findings) {
  std::string lines;
  if (connection.seen != nullptr) {
    for (const Stage& stage : connection.seen->stages) {
      lines += fmt::format("{} {} {:.1f} ms {}\n", to_string(stage.name),
                           stage.ok ? "ok" : "failed", stage.milliseconds,
                           stage.ok ? printable(stage.detail) : why_it_failed(*connection.seen));
    }
  }
  return lines + lines_of(result, findings, false);
}

void write_case(std::string_view attributes, std::string_view result, const std::string& output,
                std::ostream& out) {
  out << "    <testcase" << attributes;
  if (result.empty() && output.empty()) {
    out << "/>\n";
    return;
  }
  out << '>' << result;
  if (!output.empty()) out << "<system-out>" << xml_text(output) << "</system-out>";
  out << "</testcase>\n";
}

std::string place_of(const Sources& sources, Span where) {
  const Source& source = sources[where.source];
  if (!source.is_file()) return {};
  return attribute("file", without_dot(source.path)) +
         fmt::format(" line=\"{}\"", sources.position(where.source, where.begin).line);
}

class JUnitWriter {
 public:
  JUnitWriter(const LintResult& result, std::ostream& out)
      : result_(result), configurations_(findings_in_configurations(result)), out_(out) {}

  void write() {
    const Totals configurations = count_configurations();
    const Totals connections = count_connections();
    const std::size_t errors = result_.errors.size();
    const double seconds = connections.seconds;
    out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    out_ << fmt::format(
        "<testsuites name=\"ampslint\" tests=\"{}\" failures=\"{}\" errors=\"{}\"{}>\n",
        configurations.tests + connections.tests + errors,
        configurations.failures + connections.failures, errors, time_of(seconds));
    open_suite("configurations", configurations, errors);
    write_errors();
    for (const auto& [source, findings] : configurations_) write_configuration(source, findings);
    out_ << "  </testsuite>\n";
    open_suite("connections", connections, 0);
    for (const Connection& connection : result_.connections) write_connection(connection);
    out_ << "  </testsuite>\n</testsuites>\n";
  }

 private:
  Totals count_configurations() const {
    Totals totals;
    for (const auto& [source, findings] : configurations_) totals.add(state_of(findings));
    return totals;
  }

  Totals count_connections() const {
    Totals totals;
    for (const Connection& connection : result_.connections) {
      totals.add(state_of(result_, connection, findings_on(result_, connection)));
      totals.seconds += seconds_of(connection);
    }
    return totals;
  }

  void open_suite(std::string_view name, const Totals& totals, std::size_t errors) {
    out_ << fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"{}>\n",
        name, totals.tests + errors, totals.failures, errors, totals.skipped,
        time_of(totals.seconds));
  }

  /// Files that could not be read.
  void write_errors() {
    for (const InputError& error : result_.errors) {
      write_case(attribute("name", "input") + attribute("classname", "ampslint") + time_of(0),
                 fmt::format("<error type=\"input\"{}/>", attribute("message", error.message)), {},
                 out_);
    }
  }

  void write_configuration(SourceId id, const Findings& findings) {
    const Source& source = result_.inputs.sources[id];
    const std::string_view path = without_dot(source.path);
    const bool failed = state_of(findings) == State::failed;
    std::string attributes = attribute("name", path) + attribute("classname", "configuration");
    if (source.is_file()) attributes += attribute("file", path);
    write_case(attributes + time_of(0), failed ? failure(result_, findings) : std::string(),
               lines_of(result_, findings, false), out_);
  }

  void write_connection(const Connection& connection) {
    const Findings findings = findings_on(result_, connection);
    std::string result;
    switch (state_of(result_, connection, findings)) {
      case State::passed:
        break;
      case State::failed:
        result = std::ranges::any_of(findings, is_error) ? failure(result_, findings)
                                                         : failure(connection);
        break;
      case State::skipped:
        result = skipped(result_, connection);
        break;
    }
    write_case(attributes_of(connection), result, output_of(result_, connection, findings), out_);
  }

  std::string attributes_of(const Connection& connection) {
    const Span where = connection.where();
    const std::string_view path = without_dot(result_.inputs.sources[where.source].path);
    std::string name = connection.shown();
    // Of cases with the same names, GitLab reads the first only.
    if (!names_.insert(fnv1a(fmt::format("{}\n{}", path, name))).second) {
      const Position at = result_.inputs.sources.position(where.source, where.begin);
      name += fmt::format(" ({}:{})", at.line, at.column);
    }
    return attribute("name", name) + attribute("classname", path) +
           place_of(result_.inputs.sources, where) + time_of(seconds_of(connection));
  }

  const LintResult& result_;
  std::map<SourceId, Findings> configurations_;
  std::ostream& out_;
  std::unordered_set<std::uint64_t> names_;  ///< hashes: there may be a million
};

}  // namespace

void report_junit(const LintResult& result, const ReportOptions& /*style*/, std::ostream& out) {
  JUnitWriter(result, out).write();
}

}  // namespace ampslint
