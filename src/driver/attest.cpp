#include "ampslint/attest.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "base/files.hpp"
#include "base/plural.hpp"
#include "base/printable.hpp"
#include "base/sha256.hpp"
#include "driver/confined.hpp"
#include "driver/lint.hpp"
#include "driver/public_form.hpp"
#include "driver/settings.hpp"
#include "report/attestation.hpp"
#include "report/json_value.hpp"
#include "report/sink.hpp"

namespace ampslint::api {
namespace {

namespace fs = std::filesystem;

/// What git keeps for itself changes with every commit, and decides nothing.
bool is_of_repository(const fs::path& key) {
  return std::ranges::find(key, fs::path(".git")) != key.end();
}

Result<std::vector<Subject>> subjects_of(const RecordingReader& read, const std::string& root) {
  std::vector<Subject> subjects;
  for (const auto& [key, file] : read.files()) {
    if (is_of_repository(key)) continue;
    const std::string name = repository_path(key, {.root = root});
    if (file.stream) {
      return tl::unexpected(Error{
          .what = fmt::format("'{}' cannot be read again, so nothing can be attested of it", name),
          .help = "give files instead of standard input and pipes"});
    }
    if (file.changed) {
      return tl::unexpected(Error{.what = fmt::format("'{}' changed during the check", name)});
    }
    subjects.push_back({.name = name, .sha256 = file.sha256});
  }
  std::ranges::sort(subjects);
  return subjects;
}

std::vector<std::pair<std::string, std::vector<std::string>>> settings_of(
    const Request& request, const AttestOptions& options) {
  std::vector<std::string> severities;
  for (const auto& [rule, severity] : request.rules.severities) {
    severities.push_back(fmt::format("{}={}", rule, to_string(severity)));
  }
  std::vector<std::string> presets;
  for (const Preset preset : request.rules.presets) presets.emplace_back(to_string(preset));
  const auto given = [](const std::string& word) {
    return word.empty() ? std::vector<std::string>() : std::vector{word};
  };
  const auto flag = [](bool is_set) { return std::vector<std::string>{is_set ? "yes" : "no"}; };
  std::vector<std::string> kind;
  if (request.client_kind) kind.emplace_back(to_string(*request.client_kind));
  return {{"amps-version", given(request.amps_version)},
          {"client-kind", kind},
          {"client-version", given(request.client_version)},
          {"compare", given(request.compared_version)},
          {"host", flag(request.rules.host)},
          {"ignore", request.rules.ignore},
          {"no-ignores", flag(request.no_suppressions)},
          {"preset", presets},
          {"select", request.rules.select},
          {"severity", severities},
          {"since", given(request.since)},
          {"variables", options.variables}};
}

}  // namespace

Result<FileText> RecordingReader::read(const fs::path& path, const ReadOptions& wanted) {
  Result<FileText> text = files_.read(path, wanted);
  // A binary file that only text is wanted of is not read.
  if (!text || (wanted.text_only && text->text.empty())) return text;
  const bool stream = wanted.stream && files_.kind(path) != FileKind::file;
  const std::string key = stream ? path.string() : files_.key(path);
  std::string digest = sha256(text->text);
  const std::unique_lock lock(mutex_);
  const auto [at, is_new] = recorded_.try_emplace(key, Recorded{digest, false, stream});
  if (!is_new && at->second.sha256 != digest) at->second.changed = true;
  return text;
}

std::map<std::string, RecordingReader::Recorded> RecordingReader::files() const {
  const std::unique_lock lock(mutex_);
  return recorded_;
}

Result<void> Linter::write_attestation(const LintResult& result, const RecordingReader& read,
                                       const AttestOptions& options, std::ostream& out) const {
  const Request request = request_for({});
  ampslint::Inputs inputs;
  const Result<Settings> settings = resolve(request, inputs);
  if (!settings) return tl::unexpected(settings.error());
  auto subjects = subjects_of(read, options.root);
  if (!subjects) return tl::unexpected(subjects.error());
  CheckedHow how{.inputs = std::move(*subjects),
                 .rules = {},
                 .settings = settings_of(request, options),
                 .passed = !result.fails};
  const RuleTable::Levels& levels = settings->table.usual();
  for (std::size_t i = 0; i < inputs.rules.size(); ++i) {
    const auto rule = static_cast<std::uint16_t>(i);
    if (!levels.enabled(rule)) continue;
    how.rules.emplace_back(inputs.rules[i].id,
                           levels.severity(rule).value_or(inputs.rules[i].rule.severity));
  }
  std::ranges::sort(how.rules);
  write_statement(whole_of(result), how, out);
  return {};
}

Result<Verified> verify_attestation(FileReader& files, const std::string& file,
                                    const VerifyOptions& options) {
  const Result<FileText> text = read_stream(files, file);
  if (!text) return tl::unexpected(text.error());
  const Result<Statement> statement = read_statement(file, text->text);
  if (!statement) return tl::unexpected(statement.error());
  const Threshold fail_on = threshold_named(options.fail_on).value_or(statement->fail_on);
  Verified verified{.files = statement->inputs.size(),
                    .changed = {},
                    .missing = {},
                    .findings = statement->findings,
                    .fail_on = options.fail_on};
  if (verified.fail_on.empty()) {
    verified.fail_on = to_string(statement->fail_on);
  }
  for (const Severity severity : {Severity::note, Severity::warning, Severity::error}) {
    const std::size_t number = statement->findings.at(static_cast<std::size_t>(severity));
    verified.found_something |= number > 0 && reaches(severity, fail_on);
  }
  // A stranger's statement may name any file: what is not below the root is not opened.
  Confined confined(files, {options.root}, {});
  FileReader& reader = options.allow_outside ? files : static_cast<FileReader&>(confined);
  for (const Subject& subject : statement->inputs) {
    const fs::path path = fs::path(options.root) / subject.name;
    const Result<FileText> now = read_file(reader, path, limits::list_size);
    if (now) {
      if (sha256(now->text) != subject.sha256) verified.changed.push_back(subject.name);
    } else if (files.kind(path) == FileKind::nothing) {
      verified.missing.push_back(subject.name);
    } else {
      return tl::unexpected(now.error());
    }
  }
  return verified;
}

void write_verified(const Verified& verified, bool json, std::ostream& to) {
  const auto count = [&verified](Severity severity) {
    return verified.findings.at(static_cast<std::size_t>(severity));
  };
  if (json) {
    to << json::indented(json::object({{"holds", verified.holds()},
                                       {"files", verified.files},
                                       {"changed", json::array_of(verified.changed)},
                                       {"missing", json::array_of(verified.missing)},
                                       {"errors", count(Severity::error)},
                                       {"warnings", count(Severity::warning)},
                                       {"notes", count(Severity::note)},
                                       {"fail_on", verified.fail_on},
                                       {"passed", !verified.found_something}}))
       << '\n';
    return;
  }
  Sink out(to);
  for (const std::string& name : verified.changed) out << "changed: " << printable(name) << '\n';
  for (const std::string& name : verified.missing) out << "missing: " << printable(name) << '\n';
  if (verified.found_something) {
    out << fmt::format("the check failed (at '{}'): {}, {}, {}\n", verified.fail_on,
                       counted(count(Severity::error), "error"),
                       counted(count(Severity::warning), "warning"),
                       counted(count(Severity::note), "note"));
  }
  out << fmt::format("{}: {}\n", counted(verified.files, "file"),
                     verified.holds() ? "as attested" : "not as attested");
}

}  // namespace ampslint::api
