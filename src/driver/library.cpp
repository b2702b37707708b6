#include <fmt/core.h>

#include <algorithm>
#include <ostream>
#include <sstream>

#include "ampslint/linter.hpp"
#include "base/printable.hpp"
#include "driver/configurations.hpp"
#include "driver/lint.hpp"
#include "driver/run.hpp"
#include "report/commands.hpp"

// Names of the library stand in a namespace of their own, so that these are the checker's own.
namespace ampslint::api {
namespace {

using Checked = ampslint::LintResult;

Place place_of(const Sources& sources, Span where) {
  const auto at = [&](std::uint32_t offset) -> Position {
    const ampslint::Position position = sources.position(where.source, offset);
    return {.line = position.line, .column = position.column};
  };
  return {.path = sources[where.source].path, .start = at(where.begin), .end = at(where.end)};
}

Diagnostic public_form(const ampslint::Diagnostic& found, const Sources& sources) {
  Diagnostic diagnostic{.rule = all_rules()[found.rule].id,
                        .severity = static_cast<Severity>(*found.severity),
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

Connection public_form(const ampslint::Connection& checked, const Sources& sources) {
  Connection connection{.string = checked.shown(),
                        .where = place_of(sources, checked.where()),
                        .client_kind = to_string(checked.kind),
                        .verdict = static_cast<Verdict>(checked.verdict),
                        .instance = std::nullopt,
                        .transport = std::nullopt,
                        .rules = {}};
  if (checked.instance != nullptr) connection.instance = checked.instance->label(sources);
  if (checked.transport != nullptr && checked.transport->name) {
    connection.transport = std::string(checked.transport->name.value);
  }
  for (const std::uint16_t rule : checked.rules) connection.rules.push_back(all_rules()[rule].id);
  return connection;
}

LintResult public_form(Checked checked) {
  const auto whole = std::make_shared<const Checked>(std::move(checked));
  const Sources& sources = whole->inputs.sources;
  LintResult result;
  for (const auto& found : whole->diagnostics) {
    result.diagnostics.push_back(public_form(found, sources));
  }
  for (const auto& one : whole->connections) {
    result.connections.push_back(public_form(one, sources));
  }
  for (const auto& error : whole->errors) result.errors.push_back({error.message});
  result.notices = whole->notices;
  const auto& summary = whole->summary;
  result.summary = {.files = summary.files,
                    .instances = summary.instances,
                    .transports = summary.transports,
                    .connections = summary.connections,
                    .severities = summary.severities,
                    .verdicts = summary.verdicts};
  result.whole = whole;
  return result;
}

Result<RuleChoice> rules_of(const LintOptions& options) {
  RuleChoice choice{
      .select = options.select, .presets = {}, .ignore = options.ignore, .severities = {}};
  for (const std::string& name : options.presets) {
    const auto preset = preset_named(name);
    if (!preset) {
      return tl::unexpected(
          Error{.what = fmt::format("no preset is called '{}'", printable(name))});
    }
    choice.presets.push_back(*preset);
  }
  for (const auto& [rule, severity] : options.severities) {
    choice.severities.emplace_back(rule, static_cast<ampslint::Severity>(severity));
  }
  return choice;
}

Result<Request> request_of(const LintOptions& options, FileReader& reader, const Inputs& inputs) {
  Result<RuleChoice> choice = rules_of(options);
  if (!choice) return tl::unexpected(choice.error());
  Request request;
  request.rules = std::move(*choice);
  request.files = &reader;
  request.folder.clear();
  request.threads = options.threads;
  request.amps_version = options.amps_version;
  if (!options.amps_version.empty() && !parse_version(options.amps_version)) {
    return tl::unexpected(Error{
        .what = fmt::format("'{}' is not a valid AMPS version", printable(options.amps_version))});
  }
  if (!options.client_kind.empty()) {
    request.client_kind = client_kind_named(options.client_kind);
    if (!request.client_kind) {
      return tl::unexpected(Error{
          .what = fmt::format("no client kind is called '{}'", printable(options.client_kind))});
    }
  }
  for (const auto& [name, value] : options.variables) request.variables.define(name, value);
  for (const auto& path : inputs.configurations) request.paths.push_back(path.string());
  for (const auto& path : inputs.client_lists) request.client_files.push_back(path.string());
  request.clients = inputs.clients;
  return request;
}

}  // namespace

Linter::Linter(LintOptions options, FileReader& reader)
    : options_(std::move(options)), reader_(&reader) {}

Result<Linter> Linter::create(LintOptions options, FileReader& reader) {
  const Result<Request> request = request_of(options, reader, {});
  if (!request) return tl::unexpected(request.error());
  if (const auto table = RuleTable::of(request->rules); !table) {
    return tl::unexpected(table.error());
  }
  return Linter(std::move(options), reader);
}

Result<LintResult> Linter::lint(const Inputs& inputs) const {
  const Result<Request> request = request_of(options_, *reader_, inputs);
  if (!request) return tl::unexpected(request.error());
  Result<Checked> checked = ampslint::lint(*request);
  if (!checked) return tl::unexpected(checked.error());
  return public_form(std::move(*checked));
}

Result<std::vector<Offer>> Linter::offers(const Inputs& inputs) const {
  const Result<Request> request = request_of(options_, *reader_, inputs);
  if (!request) return tl::unexpected(request.error());
  ampslint::Inputs read;
  load_configurations(*request, {}, read);
  if (auto done = all_read(read); !done) return tl::unexpected(done.error());
  std::vector<Offer> offers;
  for (const auto& instance : read.instances) {
    for (ampslint::Offer& offer : offers_of(*instance, read.sources)) {
      offers.push_back({.instance = std::move(offer.instance),
                        .transport = std::move(offer.transport),
                        .strings = std::move(offer.strings),
                        .notice = std::move(offer.notice)});
    }
  }
  return offers;
}

std::span<const RuleInfo> rules() {
  static const std::vector<RuleInfo> infos = [] {
    std::vector<RuleInfo> made;
    for (const NamedRule& rule : all_rules()) {
      made.push_back({.id = rule.id,
                      .summary = summary(rule),
                      .family = family(rule.id),
                      .level = level(rule.id),
                      .severity = static_cast<Severity>(rule.rule.severity),
                      .fixable = rule.rule.fixable});
    }
    return made;
  }();
  return infos;
}

Result<std::string> explain(const std::string& name) {
  std::ostringstream out;
  if (auto done = ampslint::explain(name, out); !done) return tl::unexpected(done.error());
  return out.str();
}

Result<void> write_report(const LintResult& result, std::string_view format,
                          const ReportOptions& options, std::ostream& out) {
  const auto known = std::ranges::find(all_reports(), format, &NamedReport::name);
  if (known == all_reports().end() || known->probe_only) {
    return tl::unexpected(
        Error{.what = fmt::format("no format is called '{}'", printable(format))});
  }
  const auto& checked = *std::static_pointer_cast<const Checked>(result.whole);
  known->report(checked, {.color = options.color}, out);
  return {};
}

}  // namespace ampslint::api
