#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <map>
#include <ostream>
#include <system_error>

#include "check/rule.hpp"
#include "report/fingerprint.hpp"
#include "report/json_value.hpp"
#include "report/report.hpp"
#include "report/suppressions.hpp"

namespace ampslint {
namespace {

constexpr std::string_view project = "https://github.com/ampslint/ampslint";
constexpr std::string_view sarif_schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
constexpr std::string_view root_name = "%SRCROOT%";
constexpr std::size_t max_locations = 1000;  // in one result; GitHub rejects the upload beyond

/// What SARIF and GitHub call a severity. A rule of a lower one is less certain to matter.
struct Grade {
  std::string_view level;
  std::string_view problem_severity;
  std::string_view precision;
};

Grade grade_of(Severity severity) {
  constexpr std::array<Grade, 3> grades{{{"note", "recommendation", "medium"},
                                         {"warning", "warning", "high"},
                                         {"error", "error", "very-high"}}};
  return grades.at(static_cast<std::size_t>(severity));
}

struct Context {
  const LintResult& result;
  const ReportOptions& options;
  std::map<std::string_view, LineHashes> hashes;  ///< by path
};

/// "](" would make a link of the user's own words.
std::string sentence(std::string text) {
  for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at)) {
    text.insert(at + 1, 1, ' ');
  }
  if (!text.ends_with('.') && !text.ends_with('?')) text += '.';
  return text;
}

std::string percent_encoded(std::string_view path) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string out;
  for (const char c : path) {
    if (plain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

/// GitHub places a result by its artifact and rejects the upload where there is none, so what is no
/// file gets a name like one: `command-line`. Such a name takes part in nothing else (no
/// fingerprint of its line, no fix).
std::string uri_of(const Context& context, const Source& source) {
  if (source.origin == Origin::standard_input) return "standard-input";
  if (!source.is_file()) return "command-line";
  const std::string uri = percent_encoded(repository_path(source.path, context.options));
  return uri.starts_with('/') ? "file://" + uri : uri;
}

json::Value artifact(const Context& context, const Source& source) {
  const std::string uri = uri_of(context, source);
  json::Value made = json::object({{"uri", uri}});
  return uri.starts_with("file://") ? made : made.add("uriBaseId", root_name);
}

json::Value text_of(std::string_view text) { return json::object({{"text", text}}); }

json::Value region(const Sources& sources, Span where) {
  const Position start = sources.utf16_position(where.source, where.begin);
  const Position end = sources.utf16_position(where.source, where.end);
  return json::object({{"startLine", start.line},
                       {"startColumn", start.column},
                       {"endLine", end.line},
                       {"endColumn", end.column}});
}

json::Value physical_location(const Context& context, Span where) {
  const Sources& sources = context.result.inputs.sources;
  return json::object({{"artifactLocation", artifact(context, sources[where.source])},
                       {"region", region(sources, where)}});
}

/// Where to show a diagnostic: a file if any is concerned, for a `-c` option the one its first note
/// points into.
Span primary_place(const Sources& sources, const Diagnostic& diagnostic) {
  if (sources[diagnostic.where.source].is_file()) return diagnostic.where;
  for (const Note& note : diagnostic.notes) {
    if (sources[note.where.source].is_file()) return note.where;
  }
  return diagnostic.where;
}

std::map<std::string_view, LineHashes> hash_lines(const LintResult& result) {
  struct File {
    std::string_view text;
    std::vector<std::uint32_t> lines;
    std::vector<Range> secrets;
  };
  const Sources& sources = result.inputs.sources;
  std::map<std::string_view, File> files;
  const auto add = [&](const Diagnostic& diagnostic) {
    const Span where = primary_place(sources, diagnostic);
    const Source& source = sources[where.source];
    if (!source.is_file()) return;
    File& file = files[source.path];
    file.text = source.text;
    file.lines.push_back(sources.position(where.source, where.begin).line);
  };
  for (const Diagnostic& diagnostic : result.diagnostics) add(diagnostic);
  for (const Suppressed& suppressed : result.suppressed) add(suppressed.diagnostic);
  // A file that was included twice is two sources, each with the secrets that were met in it.
  for (SourceId id = 0; id < sources.size(); ++id) {
    const auto found = files.find(sources[id].path);
    if (found == files.end()) continue;
    std::ranges::copy(result.inputs.redactor.secrets_shown(sources, sources.whole(id)),
                      std::back_inserter(found->second.secrets));
  }
  std::map<std::string_view, LineHashes> hashes;
  for (auto& [path, file] : files) {
    hashes.emplace(path, LineHashes(file.text, std::move(file.secrets), std::move(file.lines)));
  }
  return hashes;
}

json::Value partial_fingerprints(const Context& context, const Diagnostic& diagnostic, Span place) {
  const Sources& sources = context.result.inputs.sources;
  json::Value fingerprints = json::object();
  const auto file = context.hashes.find(sources[place.source].path);
  if (file != context.hashes.end()) {
    const std::string hash = file->second.at(sources.position(place.source, place.begin).line);
    if (!hash.empty()) fingerprints.add("primaryLocationLineHash", hash);
  }
  const std::string own = fmt::format("{}\n{}\n{}", context.result.inputs.rule_of(diagnostic).id,
                                      uri_of(context, sources[place.source]),
                                      context.result.inputs.shown(diagnostic.where));
  return fingerprints.add("ampslint/v1", fmt::format("{:016x}", fnv1a(own)));
}

json::Value related_locations(const Context& context, const Diagnostic& diagnostic) {
  json::Value related = json::array();
  const std::size_t count = std::min(diagnostic.notes.size(), max_locations - 1);
  for (std::size_t i = 0; i < count; ++i) {
    const Note& note = diagnostic.notes[i];
    related.push(json::object({{"id", i + 1},
                               {"physicalLocation", physical_location(context, note.where)},
                               {"message", text_of(sentence(note.message))}}));
  }
  return related;
}

/// One change for each edit. Nothing where an edit is not in a file, or touches a secret, which its
/// text may repeat.
json::Value fixes(const Context& context, const Fix& fix) {
  const Sources& sources = context.result.inputs.sources;
  json::Value changes = json::array();
  for (const Edit& edit : fix.edits) {
    const Source& source = sources[edit.where.source];
    if (!source.is_file() || !context.result.inputs.redactor.secrets_in(edit.where).empty())
      return json::array();
    const json::Value replacement = json::object(
        {{"deletedRegion", region(sources, edit.where)}, {"insertedContent", text_of(edit.text)}});
    changes.push(json::object({{"artifactLocation", artifact(context, source)},
                               {"replacements", json::array({replacement})}}));
  }
  if (changes.empty()) return changes;
  const std::string_view words = fix.safe ? "Safe fix." : "Fix that may change what already works.";
  return json::array(
      {json::object({{"description", text_of(words)}, {"artifactChanges", changes}})});
}

json::Value sarif_result(const Context& context, const Diagnostic& diagnostic) {
  const NamedRule& rule = context.result.inputs.rule_of(diagnostic);
  const Severity severity = diagnostic.severity.value_or(rule.rule.severity);
  const Span place = primary_place(context.result.inputs.sources, diagnostic);
  const json::Value location =
      json::object({{"physicalLocation", physical_location(context, place)}});
  json::Value out = json::object({{"ruleId", rule.id},
                                  {"ruleIndex", diagnostic.rule},
                                  {"level", grade_of(severity).level},
                                  {"message", text_of(sentence(diagnostic.message))},
                                  {"locations", json::array({location})}});
  if (!diagnostic.notes.empty())
    out.add("relatedLocations", related_locations(context, diagnostic));
  out.add("partialFingerprints", partial_fingerprints(context, diagnostic, place));
  const json::Value suggested = diagnostic.fix ? fixes(context, *diagnostic.fix) : json::array();
  if (!suggested.empty()) out.add("fixes", suggested);
  return out;
}

json::Value suppressions(const Context& context, const Suppression& suppression) {
  json::Value entry = json::object(
      {{"kind", suppression_kind(suppression)}, {"justification", suppression.reason}});
  if (!suppression.is_external()) {
    const json::Value place = physical_location(context, suppression.where);
    entry.add("location", json::object({{"physicalLocation", place}}));
  }
  return json::array({entry});
}

/// `tls-mismatch` as `TlsMismatch`: SARIF wants a name that is not the id.
std::string rule_name(std::string_view id) {
  std::string name;
  bool upper = true;
  for (const char c : id) {
    if (c != '-') name += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = c == '-';
  }
  return name;
}

/// The page's second paragraph as one line, or nothing where a heading or an example follows the
/// first.
std::string second_paragraph(std::string_view page) {
  for (int skipped = 0; skipped < 2; ++skipped) {
    const std::size_t end = page.find("\n\n");
    if (end == std::string_view::npos) return {};
    page.remove_prefix(end + 2);
  }
  if (page.starts_with('#') || page.starts_with('`')) return {};
  std::string line(page.substr(0, std::min(page.find("\n\n"), page.size())));
  std::ranges::replace(line, '\n', ' ');
  return line;
}

json::Value described(const NamedRule& rule) {
  const Grade grade = grade_of(rule.rule.severity);
  const std::string brief = sentence(summary(rule));
  const std::string more = second_paragraph(rule.page);
  json::Value made = json::object(
      {{"id", rule.id},
       {"name", rule_name(rule.id)},
       {"shortDescription", text_of(brief)},
       {"fullDescription", text_of(more.empty() ? brief : sentence(brief + " " + more))},
       {"help", text_of(rule.page).add("markdown", rule.page)}});
  // A policy has no page but this.
  if (!rule.id.starts_with(policy_prefix)) {
    made.add("helpUri", fmt::format("{}/blob/main/rules/{}.md", project, rule.id));
  }
  return made.add("defaultConfiguration", json::object({{"level", grade.level}}))
      .add("properties", json::object({{"tags", json::array({family(rule.id)})},
                                       {"precision", grade.precision},
                                       {"problem.severity", grade.problem_severity}}));
}

json::Value tool(const LintResult& result) {
  return json::object(
      {{"driver", json::object({{"name", "ampslint"},
                                {"semanticVersion", AMPSLINT_VERSION},
                                {"informationUri", project},
                                {"rules", json::array_of(result.inputs.rules, described)}})}});
}

/// The diagnostics that are written: GitHub rejects more, so the worst ones.
std::vector<const Diagnostic*> worst(const std::vector<Diagnostic>& all) {
  constexpr std::size_t most = 25'000;
  std::vector<const Diagnostic*> kept;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    for (const Diagnostic& diagnostic : all) {
      if (diagnostic.severity == severity && kept.size() < most) kept.push_back(&diagnostic);
    }
  }
  std::ranges::sort(kept);  // as they stand in `all`
  return kept;
}

json::Value notification(std::string_view level, const std::string& words) {
  return json::object({{"level", level}, {"message", text_of(sentence(words))}});
}

json::Value invocations(const LintResult& result, std::size_t left_out) {
  json::Value notifications = json::array_of(
      result.errors, [](const InputError& error) { return notification("error", error.message); });
  if (left_out > 0) {
    notifications.push(notification(
        "warning", fmt::format("{} less severe findings are left out: GitHub rejects a report with "
                               "more than 25,000",
                               left_out)));
  }
  return json::array({json::object({{"executionSuccessful", result.errors.empty()},
                                    {"toolExecutionNotifications", notifications}})});
}

}  // namespace

// Results are written one by one, a line each: a tree of them all would take a hundred times their
// text.
void report_sarif(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  const Context context{result, options, hash_lines(result)};
  const auto member = [&out](std::string_view name, const json::Value& value) {
    out << '"' << name << "\":" << value.text() << ",\n";
  };
  out << R"({"$schema":")" << sarif_schema << R"(","version":"2.1.0","runs":[{)" << '\n';
  member("tool", tool(result));
  const std::vector<const Diagnostic*> written = worst(result.diagnostics);
  member("invocations", invocations(result, result.diagnostics.size() - written.size()));
  const json::Value about = text_of("The root of the repository.");
  member("originalUriBaseIds", json::object({{root_name, json::object({{"description", about}})}}));
  member("columnKind", "utf16CodeUnits");
  out << R"("results":[)";
  std::string_view separator = "\n";
  const auto write = [&](const Diagnostic& diagnostic, const json::Value& suppressing) {
    json::Value item = sarif_result(context, diagnostic);
    // All results of a run have the property, or none has.
    if (options.suppressed) item.add("suppressions", suppressing);
    out << separator << item.text();
    separator = ",\n";
  };
  for (const Diagnostic* diagnostic : written) write(*diagnostic, json::array());
  if (options.suppressed) {
    for (const Suppressed& suppressed : result.suppressed) {
      write(suppressed.diagnostic,
            suppressions(context, result.inputs.suppressions.all[suppressed.suppression]));
    }
  }
  out << "\n]}]}\n";
}

}  // namespace ampslint
