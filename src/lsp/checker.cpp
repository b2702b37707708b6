#include "lsp/checker.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

namespace ampslint::lsp {
namespace {

namespace fs = std::filesystem;

Overlay overlay_of(const std::map<std::string, SharedText>& texts, const std::string& folder) {
  Overlay files(disk(), folder);
  for (const auto& [key, text] : texts) files.texts.emplace(key, FileText(text));
  return files;
}

std::map<std::string, SharedText> texts_of(const Documents& documents) {
  std::map<std::string, SharedText> texts;
  for (const auto& [key, document] : documents) texts.emplace(key, document.text);
  return texts;
}

/// The group of what is in a folder; one without a workspace where there is none.
Group group_in(FileReader& files, const std::string& folder) {
  Group group{.folder = folder, .workspace = {}, .alone = {}, .problem = {}};
  const Result<std::string> found = find_workspace(files, folder);
  if (!found) group.problem = found.error().what;
  if (!found || found->empty()) return group;
  const fs::path file = (fs::path(folder) / *found).lexically_normal();
  return {.folder = file.parent_path(), .workspace = file.filename(), .alone = {}, .problem = {}};
}

Group group_of(FileReader& files, const Document& document) {
  const fs::path path(document.path);
  Group group = group_in(files, path.parent_path());
  if (group.workspace.empty()) group.alone = path.filename();
  return group;
}

std::set<Group> groups_of(const Documents& documents, const std::vector<std::string>& folders) {
  Overlay files = overlay_of(texts_of(documents), {});
  std::set<Group> groups;
  for (const std::string& folder : folders) {
    Group group = group_in(files, folder);
    if (!group.workspace.empty()) groups.insert(std::move(group));
  }
  for (const auto& [key, document] : documents) groups.insert(group_of(files, document));
  return groups;
}

/// What is checked of a file that belongs to no workspace. Other tools have XML files, too.
Inputs inputs_of_one(const std::string& name, std::string_view text) {
  if (text.find("<AMPSConfig") != std::string_view::npos) return {.configurations = {name}};
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos || text[first] == '<') return {};
  return {.scanned = {name}};
}

}  // namespace

LintResult Checker::lint(const Group& group, const Texts& texts) const {
  Overlay files = overlay_of(texts, group.folder);
  LintOptions options = options_;
  options.workspace = group.workspace;
  Inputs inputs;
  if (group.alone.empty()) {
    inputs.folder = ".";
  } else {
    const auto text = texts.find(files.key(group.alone));
    inputs = inputs_of_one(group.alone, text == texts.end() ? std::string_view() : *text->second);
    if (inputs.configurations.empty() && inputs.scanned.empty()) return {};
  }
  Result<LintResult> result = Linter::create(options, files).and_then([&](const Linter& linter) {
    return linter.lint(inputs);
  });
  if (result) return std::move(*result);
  LintResult failed;
  failed.errors.push_back({result.error().what});
  return failed;
}

Checker::Faults Checker::faults_in(const Group& group, const LintResult& result,
                                   Converter& converter, const Documents& documents) {
  Faults faults;
  if (result.whole) {
    for (const Diagnostic& found : result.diagnostics()) {
      if (!found.rule.starts_with("xml-")) continue;
      faults[converter.key_of(found.where.path)].emplace(found.rule);
    }
  }
  for (const InputError& error : result.errors) {
    // What is wrong with an input that is not open, the workspace file may have to do with.
    std::string key = disk().key(fs::path(group.folder) / group.workspace);
    for (const auto& [open, document] : documents) {
      const std::string name = fs::path(document.path).lexically_relative(group.folder);
      if (error.message.starts_with(name + ':')) key = open;
    }
    faults[key].insert("error");
  }
  return faults;
}

std::set<std::string> Checker::broken_by(const Faults& faults) const {
  std::set<std::string> broken;
  for (const auto& [key, found] : faults) {
    const auto good = good_.find(key);
    if (good != good_.end() && !std::ranges::includes(good->second.faults, found)) {
      broken.insert(key);
    }
  }
  return broken;
}

void Checker::check(const Group& group, Checked& checked) {
  Texts texts = texts_of(checked.documents);
  const LintResult now = lint(group, texts);
  Converter converter(now, group.folder, encoding_, checked);
  Faults faults = faults_in(group, now, converter, checked.documents);
  const std::set<std::string> broken = broken_by(faults);
  for (const std::string& key : broken) texts[key] = good_.at(key).text;
  // While a file is broken, what is found elsewhere goes by its last good text.
  std::optional<LintResult> before;
  if (!broken.empty()) before = lint(group, texts);
  if (before) {
    Converter other(*before, group.folder, encoding_, checked);
    const Faults left = faults_in(group, *before, other, checked.documents);
    if (broken_by(left).empty()) {
      other.add_findings([&](const std::string& key) { return !broken.contains(key); });
      converter.add_findings([&](const std::string& key) { return broken.contains(key); });
    } else {
      before.reset();
    }
  }
  if (!before) converter.add_findings([](const std::string&) { return true; });
  const std::string file = group.alone.empty() ? group.workspace : group.alone;
  const std::string key = disk().key(fs::path(group.folder) / file);
  for (const InputError& error : now.errors) converter.add_error(error.message, key);
  if (!group.problem.empty()) converter.add_error(group.problem, key);
  for (const auto& [open, document] : checked.documents) {
    const bool is_here =
        open == key || (group.alone.empty() && open.starts_with(group.folder + '/'));
    if (is_here && !broken.contains(open)) good_[open] = {document.text, faults[open]};
  }
}

Checked Checker::check(const Documents& documents, const std::vector<std::string>& folders) {
  Checked checked{.files = {}, .documents = documents};
  std::erase_if(good_, [&](const auto& good) { return !documents.contains(good.first); });
  for (const Group& group : groups_of(documents, folders)) check(group, checked);
  for (const auto& [key, document] : documents) checked.files[key].uri = document.uri;
  return checked;
}

std::map<std::string, Json> Checker::safe_fixes(const Documents& documents,
                                                const std::string& key) const {
  const Texts texts = texts_of(documents);
  Overlay above = overlay_of(texts, {});
  const Group group = group_of(above, documents.at(key));
  Overlay files = overlay_of(texts, group.folder);
  LintOptions options = options_;
  options.workspace = group.workspace;
  Inputs inputs{.folder = "."};
  if (!group.alone.empty()) inputs = inputs_of_one(group.alone, *texts.at(key));
  const Result<Linter> linter = Linter::create(options, files);
  if (!linter) return {};
  const Result<Fixing> fixing = linter->find_fixes(inputs, Fixes::safe);
  if (!fixing) return {};
  Checked unused{.files = {}, .documents = documents};
  Converter converter(fixing->reported, group.folder, encoding_, unused);
  return converter.edits_of(edits_of(*fixing));
}

}  // namespace ampslint::lsp
