#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <ostream>
#include <set>

#include "ampslint/diff.hpp"
#include "ampslint/fix.hpp"
#include "ampslint/linter.hpp"
#include "ampslint/report.hpp"
#include "ampslint/why.hpp"
#include "base/files.hpp"
#include "base/suggest.hpp"
#include "driver/confined.hpp"
#include "driver/diff.hpp"
#include "driver/fix.hpp"
#include "driver/lint.hpp"
#include "driver/memory.hpp"
#include "driver/names.hpp"
#include "driver/public_form.hpp"
#include "driver/run.hpp"
#include "driver/why.hpp"
#include "host/path_status.hpp"
#include "load/env_file.hpp"
#include "report/commands.hpp"
#include "report/formats/jsonl.hpp"
#include "report/statistics.hpp"

// Names of the library stand in a namespace of their own, so that these are the checker's own.
namespace ampslint::api {
namespace {

using Checked = ampslint::LintResult;

/// Whether a finding, or an endpoint, is worth failing.
bool fails(const Checked& result) {
  if (result.fail_on == Threshold::never) return false;
  for (const Severity severity : {Severity::note, Severity::warning, Severity::error}) {
    const std::size_t number = result.summary.severities.at(static_cast<std::size_t>(severity));
    if (number > 0 && reaches(severity, result.fail_on)) return true;
  }
  return std::ranges::any_of(result.connections, [](const ampslint::Connection& connection) {
    return connection.seen != nullptr && !connection.seen->ready();
  });
}

LintResult public_form(const std::shared_ptr<const Checked>& whole) {
  return {.errors = whole->errors,
          .notices = whole->notices,
          .summary = whole->summary,
          .fails = fails(*whole),
          .interrupted = whole->interrupted,
          .whole = whole};
}

Result<LintResult> public_form(Result<Checked> checked) {
  if (!checked) return tl::unexpected(checked.error());
  return public_form(std::make_shared<const Checked>(std::move(*checked)));
}

std::size_t number_of(std::size_t threads) { return threads == 0 ? usual_threads() : threads; }

/// For the options whose words `check_words` has let pass.
Request request_of(const LintOptions& options, FileReader& reader) {
  Request request;
  if (options.process_environment) request.variables.use_process_environment();
  // Which names are listed is known when the workspace is read.
  if (options.listed_environment) request.variables.list_environment({});
  request.listed_environment = options.listed_environment;
  request.client_kind = client_kind_named(options.client_kind);
  request.client_version = options.client_version;
  request.amps_version = options.amps_version;
  request.compared_version = options.compared_version;
  request.rules = {.select = options.select,
                   .presets = {},
                   .host = options.host,
                   .ignore = options.ignore,
                   .severities = {}};
  for (const std::string& name : options.presets) {
    request.rules.presets.push_back(*preset_named(name));
  }
  for (const auto& [rule, severity] : options.severities) {
    request.rules.severities.emplace_back(rule, *severity_named(severity));
  }
  request.workspace = options.workspace;
  request.fail_on = threshold_named(options.fail_on);
  request.folder.clear();
  request.files = &reader;
  request.is_confined = options.confined;
  request.baseline = options.baseline;
  request.since = options.since;
  request.no_suppressions = options.no_suppressions;
  request.keeps_all = options.keeps_all;
  if (options.remembers) request.memory = std::make_shared<Memory>();
  request.threads = number_of(options.threads);
  request.today = options.today;
  return request;
}

/// What was found to fix, and what for.
struct Found {
  Request request;
  ampslint::Fixing fixing;
};

Found& found_of(const Fixing& fixing) { return *std::static_pointer_cast<Found>(fixing.whole); }

Result<void> write(const LintResult& result, std::string_view format,
                   std::span<const NamedReport> reports, const ReportOptions& options,
                   std::ostream& out) {
  const auto report = std::ranges::find(reports, format, &NamedReport::name);
  const Checked& checked = whole_of(result);
  if (report == reports.end() || (report->probe_only && !checked.probed)) {
    return tl::unexpected(Error{.what = unknown_word("format", format, formats(checked.probed))});
  }
  ReportOptions all = options;
  all.threads = number_of(options.threads);
  report->report(checked, all, out);
  return {};
}

}  // namespace

Place place_of(const Sources& sources, Span where) {
  const auto at = [&](std::uint32_t offset) -> Position {
    const ampslint::Position position = sources.position(where.source, offset);
    return {.line = position.line, .column = position.column, .offset = offset};
  };
  return {.path = sources[where.source].path, .start = at(where.begin), .end = at(where.end)};
}

Diagnostic public_form(const ampslint::Diagnostic& found, const ampslint::Inputs& inputs) {
  const Sources& sources = inputs.sources;
  Diagnostic diagnostic{.rule = inputs.rule_of(found).id,
                        .severity = *found.severity,
                        .message = found.message,
                        .where = place_of(sources, found.where),
                        .related = {},
                        .fix = std::nullopt};
  for (const ampslint::Note& note : found.notes) {
    diagnostic.related.push_back({place_of(sources, note.where), note.message});
  }
  if (!found.fix) return diagnostic;
  diagnostic.fix = Fix{.edits = {}, .safe = found.fix->safe};
  for (const ampslint::Edit& edit : found.fix->edits) {
    diagnostic.fix->edits.push_back({place_of(sources, edit.where), edit.text});
  }
  return diagnostic;
}

Connection public_form(const ampslint::Connection& checked, const ampslint::Inputs& inputs) {
  Connection connection{.string = checked.shown(),
                        .where = place_of(inputs.sources, checked.where()),
                        .client_kind = to_string(checked.kind),
                        .verdict = checked.verdict,
                        .instance = std::nullopt,
                        .transport = std::nullopt,
                        .rules = {}};
  if (checked.instance != nullptr) connection.instance = inputs.label(*checked.instance);
  if (checked.transport != nullptr && checked.transport->name()) {
    connection.transport = inputs.shown(checked.transport->name());
  }
  for (const std::uint16_t rule : checked.rules) connection.rules.push_back(inputs.rules[rule].id);
  return connection;
}

const Checked& whole_of(const LintResult& result) {
  return *std::static_pointer_cast<const Checked>(result.whole);
}

std::vector<Diagnostic> LintResult::diagnostics() const {
  const Checked& checked = whole_of(*this);
  std::vector<Diagnostic> diagnostics;
  for (const auto& found : checked.diagnostics) {
    diagnostics.push_back(public_form(found, checked.inputs));
  }
  return diagnostics;
}

std::vector<std::string> LintResult::files_read() const {
  const Sources& sources = whole_of(*this).inputs.sources;
  std::set<std::string> files;
  for (SourceId id = 0; id < sources.size(); ++id) {
    if (sources[id].is_file()) files.insert(sources[id].path);
  }
  return {files.begin(), files.end()};
}

std::map<std::string, std::string_view> LintResult::texts() const {
  const Sources& sources = whole_of(*this).inputs.sources;
  std::map<std::string, std::string_view> texts;
  for (SourceId id = 0; id < sources.size(); ++id) {
    if (sources[id].is_file()) texts.emplace(sources[id].path, sources[id].text);
  }
  return texts;
}

std::vector<Connection> LintResult::connections() const {
  const Checked& checked = whole_of(*this);
  std::vector<Connection> connections;
  for (const auto& one : checked.connections) {
    connections.push_back(public_form(one, checked.inputs));
  }
  return connections;
}

Result<Linter> Linter::create(const LintOptions& options, FileReader& reader) {
  if (auto done = check_words(options); !done) return tl::unexpected(done.error());
  auto request = std::make_shared<Request>(request_of(options, reader));
  for (const std::string& file : options.env_files) {
    auto read =
        read_env_file(file, read_stream(reader, file, limits::settings_size), request->variables);
    if (!read) return tl::unexpected(read.error());
  }
  for (const auto& [name, value] : options.variables) request->variables.define(name, value);
  if (const auto table = RuleTable::of(request->rules); !table) {
    return tl::unexpected(table.error());
  }
  return Linter(std::move(request));
}

Linter Linter::with(FileReader& reader) const {
  auto request = std::make_shared<Request>(*request_);
  request->files = &reader;
  return Linter(std::move(request));
}

Request request_for(const Request& options, const Inputs& inputs) {
  Request request = options;
  request.paths = inputs.configurations;
  request.clients = inputs.clients;
  request.client_files = inputs.client_lists;
  request.failover_files = inputs.failover_lists;
  request.scanned = inputs.scanned;
  request.own_files = inputs.own_files;
  request.allows_empty = inputs.allow_empty;
  request.folder = inputs.folder;
  if (request.is_confined) confine(request);
  return request;
}

Request Linter::request_for(const Inputs& inputs) const {
  return api::request_for(*request_, inputs);
}

Result<LintResult> Linter::lint(const Inputs& inputs) const {
  return public_form(ampslint::lint(request_for(inputs)));
}

Result<LintResult> Linter::lint_lines(const Inputs& inputs, std::ostream& out) const {
  Result<Checked> checked = lint_in_parts(request_for(inputs), [&](const Checked& part) {
    write_jsonl(part, request_->threads, out);
    out.flush();
  });
  if (checked) write_jsonl_summary(checked->summary, out);
  out.flush();
  return public_form(std::move(checked));
}

Result<LintResult> Linter::probe(const Inputs& inputs, const ProbeOptions& options) const {
  return public_form(ampslint::probe(request_for(inputs), options));
}

Result<void> Linter::write_endpoints(const Inputs& inputs, const ProbeOptions& options,
                                     std::ostream& out) const {
  return ampslint::write_endpoints(request_for(inputs), options, out);
}

Result<Fixing> Linter::find_fixes(const Inputs& inputs, Fixes wanted) const {
  const auto found = std::make_shared<Found>(Found{.request = request_for(inputs), .fixing = {}});
  Result<ampslint::Fixing> fixing = ampslint::find_fixes(found->request, wanted);
  if (!fixing) return tl::unexpected(fixing.error());
  found->fixing = std::move(*fixing);
  return Fixing{.reported = public_form({found, &found->fixing.reported}),
                .findings = found->fixing.findings,
                .files = found->fixing.files.size(),
                .warnings = found->fixing.warnings,
                .whole = found};
}

std::vector<Edit> edits_of(const Fixing& fixing) {
  std::vector<Edit> edits;
  for (const FixedFile& file : found_of(fixing).fixing.files) {
    Sources sources;
    const SourceId id = sources.add(file.path, file.text.original());
    for (const Replacement& one : file.text.replaced()) {
      const Span where{id, static_cast<std::uint32_t>(one.begin),
                       static_cast<std::uint32_t>(one.end)};
      edits.push_back({place_of(sources, where), one.text});
    }
  }
  return edits;
}

void write_diff(Fixing& fixing, const ReportOptions& options, std::ostream& out) {
  ampslint::Fixing& found = found_of(fixing).fixing;
  ampslint::write_diff(found, options, out);
  std::ranges::copy(found.notices, std::back_inserter(fixing.reported.notices));
}

Result<LintResult> apply_fixes(const Fixing& fixing) {
  const Found& found = found_of(fixing);
  return public_form(ampslint::apply_fixes(found.request, found.fixing));
}

std::size_t Linter::count_unsafe_fixes(const LintResult& result) const {
  return ampslint::count_unsafe_fixes(*request_->files, whole_of(result));
}

Result<std::size_t> Linter::write_baseline(const LintResult& result,
                                           const std::string& file) const {
  return ampslint::write_baseline(*request_->files, whole_of(result), file);
}

Result<std::vector<Offer>> Linter::offers(const Inputs& inputs) const {
  return ampslint::offers(request_for(inputs));
}

Result<void> Linter::write_offers(const Inputs& inputs, bool json, std::ostream& out) const {
  const Result<std::vector<Offer>> found = offers(inputs);
  if (!found) return tl::unexpected(found.error());
  (json ? write_offers_json : write_offers_text)(*found, out);
  return {};
}

Result<void> Linter::write_parsed(const Inputs& inputs, bool json, const ReportOptions& options,
                                  std::ostream& out) const {
  return ampslint::write_parsed(request_for(inputs), json, options, out);
}

Result<LintResult> Linter::write_expanded(const Inputs& inputs, bool origins,
                                          std::ostream& out) const {
  return public_form(ampslint::write_expanded(request_for(inputs), origins, out));
}

Result<void> Linter::write_rules(bool json, std::ostream& out) const {
  const ampslint::Inputs known = known_rules(request_for({}));
  (json ? write_rules_json : write_rules_text)(known.rules, out);
  return all_read(known);
}

Result<std::string> Linter::explain(const std::string& name) const {
  if (!name.starts_with(policy_prefix)) return api::explain(name);
  const ampslint::Inputs known = known_rules(request_for({}));
  if (auto read = all_read(known); !read) return tl::unexpected(read.error());
  const auto rule = std::ranges::find(known.rules, name, &NamedRule::id);
  if (rule != known.rules.end()) return std::string(rule->page);
  std::vector<std::string_view> ids;
  for (const NamedRule& one : known.rules) ids.push_back(one.id);
  return tl::unexpected(
      Error{.what = fmt::format("no rule is called '{}'{}", name, did_you_mean_rule(name, ids)),
            .help = "'ampslint rules' lists the rules, with those of the workspace"});
}

std::vector<Named> Linter::names(const LintResult& result) const {
  return names_in(whole_of(result), request_for({.folder = "."}));
}

Result<Difference> Linter::diff(const Inputs& inputs, const DiffOptions& options) const {
  return difference_of(*request_, inputs, options);
}

Result<Why> Linter::why(const std::vector<std::string>& asked, const Inputs& inputs) const {
  return why_of(*request_, asked, inputs);
}

Result<FirstWorkspace> Linter::first_workspace(const std::string& folder) const {
  return ampslint::first_workspace(request_for({.folder = folder}));
}

Result<std::string> find_workspace(FileReader& reader, const std::string& folder) {
  std::string above;
  for (std::filesystem::path at = reader.key(folder);; at = at.parent_path(), above += "../") {
    const std::filesystem::path file = at / workspace_file_name;
    if (reader.kind(file) == FileKind::file) {
      std::string found = above + std::string(workspace_file_name);
      if (above.empty() || belongs_to_user(file.native(), reader.key(folder))) return found;
      return tl::unexpected(
          Error{.what = fmt::format("'{0}' belongs to another user; '--workspace {0}' reads it, "
                                    "'--isolated' does not",
                                    found)});
    }
    if (at == at.root_path()) return {};
  }
}

Result<void> write_report(const LintResult& result, std::string_view format,
                          const ReportOptions& options, std::ostream& out) {
  return write(result, format, all_reports(), options, out);
}

Result<void> write_suppressions(const LintResult& result, std::string_view format,
                                const ReportOptions& options, std::ostream& out) {
  return write(result, format, suppression_reports(), options, out);
}

Result<void> write_statistics(const LintResult& result, std::string_view format,
                              const ReportOptions& options, std::ostream& out) {
  return write(result, format, statistics_reports(), options, out);
}

int nagios_status(const LintResult& result) { return ampslint::nagios_status(whole_of(result)); }

}  // namespace ampslint::api
