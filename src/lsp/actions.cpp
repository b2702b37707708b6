#include "lsp/actions.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "lsp/suppress.hpp"

namespace ampslint::lsp {
namespace {

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

}  // namespace

bool wants(const Json& context, std::string_view kind) {
  const Json& only = at(context, {"only"});
  if (!only.is_array()) return kind == quick_fix;
  return std::ranges::any_of(only, [kind](const Json& one) {
    if (!one.is_string()) return false;
    const std::string word = one.get<std::string>();
    return word.empty() || kind == word || kind.starts_with(word + '.');
  });
}

Json workspace_edit(const std::map<std::string, Json>& edits, const Documents& documents,
                    bool versioned) {
  if (!versioned) return {{"changes", edits}};
  Json changes = Json::array();
  for (const auto& [uri, list] : edits) {
    Json version;
    for (const auto& [key, document] : documents) {
      if (document.uri == uri) version = document.version;
    }
    changes.push_back({{"textDocument", {{"uri", uri}, {"version", version}}}, {"edits", list}});
  }
  return {{"documentChanges", changes}};
}

Json quick_fixes(const Checked& checked, const std::string& key, Bytes where, Encoding encoding,
                 bool versioned) {
  Json actions = Json::array();
  const Document& document = checked.documents.at(key);
  const TextLines lines(*document.text, encoding);
  for (const Finding& finding : checked.files.at(key).findings) {
    if (finding.rule.empty() || finding.where.begin > where.end ||
        finding.where.end < where.begin) {
      continue;
    }
    if (!finding.fix.empty()) {
      Json fix = action(title_of_fix(finding), finding,
                        workspace_edit(finding.fix, checked.documents, versioned));
      if (finding.safe) fix["isPreferred"] = true;
      actions.push_back(std::move(fix));
    }
    // What is wrong with a suppression cannot be suppressed.
    if (finding.rule.starts_with("ignore-")) continue;
    for (const bool whole_file : {false, true}) {
      const auto comment =
          suppression(document.path, *document.text, finding.where.begin, finding.rule, whole_file);
      if (!comment) continue;
      Json edits = Json::array(
          {{{"range", lines.range({comment->at, comment->at})}, {"newText", comment->text}}});
      actions.push_back(action(
          fmt::format("Suppress '{}' {}", finding.rule, whole_file ? "in this file" : "here"),
          finding, workspace_edit({{document.uri, edits}}, checked.documents, versioned)));
    }
  }
  return actions;
}

}  // namespace ampslint::lsp
