#include "input.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace ampslint::fuzz {
namespace {

const std::filesystem::path& folder() {
  static const std::filesystem::path made = [] {
    std::string pattern = (std::filesystem::temp_directory_path() / "fuzz-XXXXXX").string();
    return std::filesystem::path(::mkdtemp(pattern.data()));
  }();
  return made;
}

void demand_sound(const LintResult& result) {
  for (const Diagnostic& diagnostic : result.diagnostics) {
    demand(diagnostic.severity.has_value());
    demand_inside(result.inputs.sources, diagnostic.where);
    for (const Note& note : diagnostic.notes) demand_inside(result.inputs.sources, note.where);
    if (!diagnostic.fix) continue;
    for (const Edit& edit : diagnostic.fix->edits) demand_inside(result.inputs.sources, edit.where);
  }
}

/// A rule about lists speaks on a string that may be fine by itself.
bool is_of_list(const Diagnostic& diagnostic) {
  return all_rules()[diagnostic.rule].id.starts_with("failover-");
}

/// The promise about verdicts: the bad ones come with an error, the good one never does.
void demand_verdicts(const LintResult& result) {
  for (const Connection& connection : result.connections) {
    bool error = false;
    bool reported = false;  // of what stands in an example, as a note
    for (const Diagnostic& diagnostic : result.diagnostics) {
      const bool on_it = diagnostic.where.source == connection.where().source &&
                         diagnostic.where.begin >= connection.where().begin &&
                         diagnostic.where.end <= connection.where().end;
      reported |= on_it && !is_of_list(diagnostic);
      error |= on_it && diagnostic.severity == Severity::error && !is_of_list(diagnostic);
    }
    if (connection.verdict == Verdict::compatible) demand(!error);
    const bool bad =
        connection.verdict != Verdict::compatible && connection.verdict != Verdict::unknown;
    if (bad) demand(reported);
  }
}

std::string as_json(const LintResult& result) {
  std::ostringstream out;
  report_json(result, {}, out);
  return out.str();
}

}  // namespace

InputFile::InputFile(std::string_view name, std::string_view text)
    : path_((folder() / name).string()) {
  std::ofstream(path_, std::ios::binary) << text;
}

InputFile::~InputFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

void demand_inside(const Sources& sources, Span where) {
  demand(where.source < sources.size());
  demand(where.begin <= where.end);
  demand(where.end <= sources[where.source].text.size());
}

void check_and_report(const Request& request, std::size_t turn) {
  const Result<LintResult> result = lint(request);
  demand(result.has_value());
  constexpr std::size_t again_once_in = 16;
  if (turn % again_once_in == 0) demand(as_json(*result) == as_json(*lint(request)));
  demand_verdicts(*result);
  report_some(*result, turn);
}

void report_some(const LintResult& result, std::size_t turn) {
  demand_sound(result);
  // One format an input; SARIF seldom, since a log holds every rule's page and would take nearly
  // all the time.
  constexpr std::size_t sarif_once_in = 64;
  Report* report = all_reports()[turn % all_reports().size()].report;
  if (report == report_sarif) report = report_text;
  if (turn % sarif_once_in == 0) report = report_sarif;
  std::ostringstream out;
  report(result, {.color = true}, out);
  demand(!out.fail());
}

}  // namespace ampslint::fuzz
