#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <sstream>

#include "ampslint/report.hpp"
#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "model/clients/kind.hpp"
#include "model/element_help.hpp"
#include "model/version.hpp"
#include "report/commands.hpp"
#include "report/explanations.hpp"
#include "report/report.hpp"
#include "report/sink.hpp"
#include "report/workspace_schema.hpp"

// What the library's options and reports call things, and its rules.
namespace ampslint::api {
namespace {

template <typename Values>
std::vector<std::string> names_of(const Values& values) {
  std::vector<std::string> names;
  for (const auto value : values) names.emplace_back(to_string(value));
  return names;
}

Result<void> known(std::string_view what, const std::string& word,
                   const std::vector<std::string>& words) {
  if (std::ranges::find(words, word) != words.end()) return {};
  return tl::unexpected(Error{.what = unknown_word(what, word, words)});
}

Result<void> known_version(const std::string& version) {
  if (version.empty() || parse_version(version)) return {};
  return tl::unexpected(Error{.what = not_a_version(version)});
}

}  // namespace

std::vector<std::string> client_kinds() { return names_of(all_client_kinds); }

std::vector<std::string> presets() { return names_of(all_presets); }

std::vector<std::string> severities() {
  return names_of(std::array{Severity::error, Severity::warning, Severity::note});
}

std::vector<std::string> levels_of_failure() {
  std::vector<std::string> words = severities();
  words.emplace_back("never");
  return words;
}

Result<void> check_words(const LintOptions& options) {
  Result<void> done;
  if (!options.client_kind.empty())
    done = known("client kind", options.client_kind, client_kinds());
  for (const auto& [rule, severity] : options.severities) {
    if (done) done = known("severity", severity, severities());
  }
  if (done && !options.fail_on.empty())
    done = known("severity", options.fail_on, levels_of_failure());
  for (const std::string& preset : options.presets) {
    if (done) done = known("preset", preset, presets());
  }
  if (done) done = known_version(options.amps_version);
  if (done) done = known_version(options.compared_version);
  if (done) done = known_version(options.client_version);
  return done;
}

std::span<const RuleInfo> rules() {
  static const std::vector<RuleInfo> infos = [] {
    std::vector<RuleInfo> made;
    for (const NamedRule& rule : all_rules()) {
      made.push_back({.id = rule.id,
                      .summary = summary(rule),
                      .family = family(rule.id),
                      .level = level(rule.id),
                      .severity = rule.rule.severity,
                      .fixable = rule.rule.fixable});
    }
    return made;
  }();
  return infos;
}

Result<std::string> explain(const std::string& name) {
  std::vector<std::string_view> names;
  for (const NamedRule& rule : all_rules()) {
    if (rule.id == name) return std::string(rule.page);
    names.push_back(rule.id);
  }
  std::ostringstream out;
  if (write_element(name, out)) return out.str();
  const std::vector<std::string> places = element_places();
  names.insert(names.end(), places.begin(), places.end());
  return tl::unexpected(Error{
      .what = fmt::format("no rule or element is called '{}'{}", name, did_you_mean(name, names)),
      .help = "'ampslint rules' lists the rules"});
}

Result<void> explain_text(std::string_view text, bool json, std::ostream& out) {
  return write_explanations(text, json, out);
}

std::vector<std::string> formats(bool probed) {
  std::vector<std::string> words;
  for (const NamedReport& report : all_reports()) {
    if (probed || !report.probe_only) words.emplace_back(report.name);
  }
  return words;
}

void write_rules(bool json, std::ostream& out) {
  (json ? write_rules_json : write_rules_text)(all_rules(), out);
}

void write_page(std::string_view name, std::string_view page, bool json, std::ostream& out) {
  if (json) {
    ampslint::write_page_json(name, page, out);
  } else {
    out << page;
  }
}

void write_workspace_schema(std::ostream& out) { ampslint::write_workspace_schema(out); }

void write_message(std::string_view words, std::ostream& out) {
  ampslint::write_message(words, out);
}

}  // namespace ampslint::api
