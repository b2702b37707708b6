#include "lsp/checker.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

namespace ampslint::lsp {
namespace {

namespace fs = std::filesystem;

}  // namespace

Result<Linter> Checker::linter_of(const Group& group, FileReader& reader) {
  const auto known = linters_.find(group);
  if (known != linters_.end()) return known->second.with(reader);
  LintOptions options = options_;
  options.workspace = group.workspace;
  options.remembers = true;
  Result<Linter> made = Linter::create(options, reader);
  if (made) linters_.emplace(group, *made);
  return made;
}

std::shared_ptr<const Model> Checker::lint(const Group& group, const Texts& texts) {
  auto reader = std::make_unique<Overlay>(overlay_of(files_, texts, group.folder));
  const std::optional<Inputs> inputs = inputs_of(group, files_, texts);
  Result<Linter> linter = linter_of(group, *reader);
  LintResult result;
  if (!linter) {
    result.errors.push_back({linter.error().what});
  } else if (inputs) {
    Result<LintResult> found = linter->lint(*inputs);
    if (found) result = std::move(*found);
    if (!found) result.errors.push_back({found.error().what});
  }
  auto made = linter ? std::optional(std::move(*linter)) : std::nullopt;
  return std::make_shared<const Model>(group, std::move(reader), std::move(made), std::move(result),
                                       files_);
}

Checker::Faults Checker::faults_in(const Model& model, const Documents& documents) {
  Faults faults;
  const fs::path folder(model.group().folder);
  for (const Diagnostic& found : model.diagnostics()) {
    if (!found.rule.starts_with("xml-")) continue;
    faults[files_.key(folder / found.where.path)].emplace(found.rule);
  }
  for (const InputError& error : model.result().errors) {
    // What is wrong with an input that is not open, the workspace file may have to do with.
    std::string key = files_.key(folder / model.group().workspace);
    for (const auto& [open, document] : documents) {
      const std::string name = fs::path(document.path).lexically_relative(folder);
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
  const auto now = lint(group, texts);
  Faults faults = faults_in(*now, checked.documents);
  const std::set<std::string> broken = broken_by(faults);
  for (const std::string& key : broken) texts[key] = good_.at(key).text;
  // While a file is broken, what is found elsewhere goes by its last good text.
  std::shared_ptr<const Model> before;
  if (!broken.empty()) before = lint(group, texts);
  if (before && !broken_by(faults_in(*before, checked.documents)).empty()) before.reset();
  Converter converter(*now, encoding_, checked);
  if (before) {
    Converter other(*before, encoding_, checked);
    other.add_findings([&](const std::string& key) { return !broken.contains(key); });
    converter.add_findings([&](const std::string& key) { return broken.contains(key); });
  } else {
    converter.add_findings([](const std::string&) { return true; });
  }
  const std::string file = group.alone.empty() ? group.workspace : group.alone;
  const std::string key = files_.key(fs::path(group.folder) / file);
  for (const InputError& error : now->result().errors) converter.add_error(error.message, key);
  if (!group.problem.empty()) converter.add_error(group.problem, key);
  checked.models[group] = before ? before : now;
  for (const auto& [open, document] : checked.documents) {
    const bool is_here =
        open == key || (group.alone.empty() && open.starts_with(group.folder + '/'));
    if (is_here && !broken.contains(open)) good_[open] = {document.text, faults[open]};
  }
}

Checked Checker::check(const Documents& documents, const std::vector<std::string>& folders) {
  Checked checked{.files = {}, .documents = documents, .models = {}, .group_of = {}};
  std::erase_if(good_, [&](const auto& good) { return !documents.contains(good.first); });
  const std::set<Group> groups = groups_of(files_, documents, folders);
  std::erase_if(linters_, [&](const auto& known) { return !groups.contains(known.first); });
  for (const Group& group : groups) check(group, checked);
  Overlay above = overlay_of(files_, texts_of(documents), {});
  for (const auto& [key, document] : documents) {
    checked.files[key].uri = document.uri;
    checked.group_of[key] = group_of(above, document);
  }
  return checked;
}

std::map<std::string, Json> Checker::fixes(const Documents& documents, const std::string& key,
                                           Fixes wanted) {
  const Texts texts = texts_of(documents);
  Overlay above = overlay_of(files_, texts, {});
  const Group group = group_of(above, documents.at(key));
  Overlay files = overlay_of(files_, texts, group.folder);
  LintOptions options = options_;
  options.workspace = group.workspace;
  const std::optional<Inputs> inputs = inputs_of(group, files_, texts);
  const Result<Linter> linter = Linter::create(options, files);
  if (!linter || !inputs) return {};
  const Result<Fixing> fixing = linter->find_fixes(*inputs, wanted);
  if (!fixing) return {};
  const auto read = fixing->reported.texts();
  Places places(read, group.folder, documents, encoding_, files_);
  return edits_by_uri(edits_of(*fixing), places);
}

}  // namespace ampslint::lsp
