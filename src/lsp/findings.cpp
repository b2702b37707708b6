#include "lsp/findings.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <sstream>
#include <utility>

namespace ampslint::lsp {
namespace {

constexpr std::string_view pages = "https://github.com/ampslint/ampslint/blob/main/rules";

int severity_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return 1;
    case Severity::warning:
      return 2;
    case Severity::note:
      break;
  }
  return 3;
}

/// Unnecessary or deprecated, which editors show by the look of the text itself.
Json tags_of(std::string_view rule) {
  constexpr int unnecessary = 1;
  constexpr int deprecated = 2;
  if (rule.ends_with("-unused")) return Json::array({unnecessary});
  for (const std::string_view word : {"deprecated", "obsolete", "removed"}) {
    if (rule.find(word) != std::string_view::npos) return Json::array({deprecated});
  }
  return Json::array();
}

/// The words of an error without passwords and control characters.
std::string shown_words(const std::string& message) {
  std::ostringstream out;
  write_message(message, out);
  std::string words = out.str();
  if (words.ends_with('\n')) words.pop_back();
  return words;
}

/// `:LINE` or `:LINE:COLUMN` at the begin of a text, from 0, which it takes away.
std::optional<LinePlace> take_place(std::string_view& text) {
  std::array<std::size_t, 2> numbers{1, 1};
  if (!text.starts_with(':')) return std::nullopt;
  for (std::size_t& number : numbers) {
    const auto read = std::from_chars(text.data() + 1, text.data() + text.size(), number);
    if (!text.starts_with(':') || read.ec != std::errc() || number == 0) break;
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  }
  if (text.starts_with(": ")) text.remove_prefix(2);
  numbers = {std::max<std::size_t>(numbers[0], 1), std::max<std::size_t>(numbers[1], 1)};
  return LinePlace{.line = numbers[0] - 1, .character = numbers[1] - 1};
}

}  // namespace

Converter::Converter(const Model& model, Encoding encoding, Checked& checked)
    : model_(model),
      checked_(checked),
      places_(model.texts(), model.group().folder, checked.documents, encoding, model.files()) {}

std::map<std::string, Json> edits_by_uri(const std::vector<Edit>& edits, Places& places) {
  std::map<std::string, Json> by_uri;
  for (const Edit& edit : edits) {
    by_uri[places.uri_of(edit.where.path)].push_back(
        {{"range", places.range(edit.where)}, {"newText", edit.text}});
  }
  return by_uri;
}

void Converter::add_findings(const std::function<bool(const std::string& key)>& wanted) {
  for (const Diagnostic& found : model_.diagnostics()) {
    const std::string& key = places_.key_of(found.where.path);
    if (!wanted(key)) continue;
    Json shown{{"range", places_.range(found.where)},
               {"severity", severity_of(found.severity)},
               {"code", found.rule},
               {"source", "ampslint"},
               {"message", found.message}};
    // A policy's page is the workspace file, where its note leads.
    if (!found.rule.starts_with(policy_prefix)) {
      shown["codeDescription"] = {{"href", fmt::format("{}/{}.md", pages, found.rule)}};
    }
    if (Json tags = tags_of(found.rule); !tags.empty()) shown["tags"] = std::move(tags);
    for (const Note& note : found.related) {
      shown["relatedInformation"].push_back(
          {{"location", places_.location(note.where)}, {"message", note.message}});
    }
    Finding finding{.shown = std::move(shown),
                    .where = places_.bytes(found.where),
                    .rule = std::string(found.rule),
                    .fix = {},
                    .safe = found.fix && found.fix->safe};
    if (found.fix) finding.fix = edits_by_uri(found.fix->edits, places_);
    CheckedFile& in = checked_.files[key];
    in.uri = places_.uri_of(found.where.path);
    in.findings.push_back(std::move(finding));
  }
}

void Converter::add_error(const std::string& message, const std::string& otherwise) {
  std::string_view words = message;
  std::string key = otherwise;
  LinePlace place;
  std::vector<std::string> paths;
  for (const auto& [open, document] : checked_.documents) {
    paths.push_back(std::filesystem::path(document.path).lexically_relative(model_.group().folder));
  }
  for (const auto& [path, text] : model_.texts()) paths.push_back(path);
  for (const std::string& path : paths) {
    std::string_view rest = words;
    if (!rest.starts_with(path)) continue;
    rest.remove_prefix(path.size());
    const auto found = take_place(rest);
    if (!found) continue;
    place = places_.nearest(path, *found);
    key = places_.key_of(path);
    words = rest;
    break;
  }
  const Json at{{"line", place.line}, {"character", place.character}};
  CheckedFile& in = checked_.files[key];
  if (in.uri.empty()) {
    const auto open = checked_.documents.find(key);
    in.uri = open == checked_.documents.end() ? uri_of(key) : open->second.uri;
  }
  in.findings.push_back({.shown = {{"range", {{"start", at}, {"end", at}}},
                                   {"severity", severity_of(Severity::error)},
                                   {"source", "ampslint"},
                                   {"message", shown_words(std::string(words))}},
                         .where = {},
                         .rule = {},
                         .fix = {},
                         .safe = false});
}

}  // namespace ampslint::lsp
