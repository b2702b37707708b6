#include "lsp/actions.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "lsp/edits.hpp"
#include "lsp/features.hpp"
#include "lsp/suppress.hpp"

namespace ampslint::lsp {
namespace {

/// Whether the editor asks for a kind of action, by its `context`.
bool wants(const Json& context, std::string_view kind) {
  const Json& only = at(context, {"only"});
  if (!only.is_array()) return kind == quick_fix;
  return std::ranges::any_of(only, [kind](const Json& one) {
    if (!one.is_string()) return false;
    const std::string word = one.get<std::string>();
    return word.empty() || kind == word || kind.starts_with(word + '.');
  });
}

std::string title_of_fix(const Finding& finding) {
  const std::string rest = fmt::format("({}{})", finding.rule, finding.safe ? "" : ", unsafe");
  constexpr std::size_t widest = 40;
  const Json& edits = finding.fix.begin()->second;
  const std::string text = string_at(edits.front(), {"newText"});
  const bool is_one = finding.fix.size() == 1 && edits.size() == 1;
  if (is_one && text.empty()) return "Remove this " + rest;
  if (is_one && text.size() <= widest && text.find('\n') == std::string::npos) {
    return fmt::format("Change to '{}' {}", text, rest);
  }
  return "Fix this " + rest;
}

Json action(const std::string& title, const Finding& finding, Json edit) {
  return {{"title", title},
          {"kind", quick_fix},
          {"diagnostics", Json::array({finding.shown})},
          {"edit", std::move(edit)}};
}

void add_comments(const Query& query, const Finding& finding, Json& actions) {
  const Document& document = *query.document;
  for (const bool whole_file : {false, true}) {
    const auto comment =
        suppression(document.path, *document.text, finding.where.begin, finding.rule, whole_file);
    if (!comment) continue;
    const Json edits = Json::array(
        {{{"range", query.lines().range({comment->at, comment->at})}, {"newText", comment->text}}});
    actions.push_back(
        action(fmt::format("Suppress '{}' {}", finding.rule, whole_file ? "in this file" : "here"),
               finding, workspace_edit({{document.uri, edits}}, query)));
  }
}

/// An entry at the end of the workspace file.
void add_workspace_entry(const Query& query, const Finding& finding, Json& actions) {
  const auto model = query.model();
  if (!model || model->group().workspace.empty()) return;
  const std::string& file = model->group().workspace;
  const std::string path =
      std::filesystem::path(query.document->path).lexically_relative(model->group().folder);
  const auto text = model->texts().find(file);
  if (text == model->texts().end() || path.starts_with("..")) return;
  Places places = query.places(*model);
  const Position end{.line = 1, .column = 1, .offset = text->second.size()};
  const Json range = places.range({.path = file, .start = end, .end = end});
  const Json edits = Json::array(
      {{{"range", range}, {"newText", ignore_entry(text->second, finding.rule, path)}}});
  actions.push_back(action(fmt::format("Suppress '{}' in this file (in {})", finding.rule, file),
                           finding, workspace_edit({{places.uri_of(file), edits}}, query)));
}

Json quick_fixes(const Query& query, Bytes where) {
  Json actions = Json::array();
  for (const Finding& finding : query.checked.files.at(query.key).findings) {
    if (finding.rule.empty() || finding.where.begin > where.end ||
        finding.where.end < where.begin) {
      continue;
    }
    if (!finding.fix.empty()) {
      Json fix = action(title_of_fix(finding), finding, workspace_edit(finding.fix, query));
      if (finding.safe) fix["isPreferred"] = true;
      actions.push_back(std::move(fix));
    }
    // What is wrong with a suppression cannot be suppressed.
    if (finding.rule.starts_with("ignore-")) continue;
    add_comments(query, finding, actions);
    add_workspace_entry(query, finding, actions);
  }
  return actions;
}

/// What fixes can change in this file alone.
void add_all(const Query& query, Fixes wanted, std::string_view title, std::string_view kind,
             Json& actions) {
  auto edits = query.checker.fixes(query.documents, query.key, wanted);
  const std::string& uri = query.document->uri;
  std::erase_if(edits, [&uri](const auto& file) { return file.first != uri; });
  if (edits.empty()) return;
  actions.push_back({{"title", title}, {"kind", kind}, {"edit", workspace_edit(edits, query)}});
}

}  // namespace

Answered answer_actions(const Query& query) {
  Json actions = Json::array();
  if (query.document == nullptr) return actions;
  const auto where = query.range();
  if (!where) return bad_params("expected a range");
  const Json& context = at(query.params, {"context"});
  if (wants(context, quick_fix)) actions = quick_fixes(query, *where);
  if (wants(context, fix_all)) {
    add_all(query, Fixes::safe, "Fix all that is safe to fix (ampslint)", fix_all, actions);
  }
  constexpr int by_itself = 2;  // when a file is saved
  if (wants(context, fix_all_unsafe) && at(context, {"triggerKind"}) != by_itself) {
    add_all(query, Fixes::all, "Fix all, also what may change what works (ampslint)",
            fix_all_unsafe, actions);
  }
  return actions;
}

}  // namespace ampslint::lsp
