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

Converter::Converter(const LintResult& result, std::string folder, Encoding encoding,
                     Checked& checked)
    : result_(result), folder_(std::move(folder)), encoding_(encoding), checked_(checked) {
  if (result.whole) texts_ = result.texts();
  for (const auto& [path, text] : texts_) file(path);
}

Converter::File& Converter::file(const std::string& path) {
  const auto known = files_.find(path);
  if (known != files_.end()) return known->second;
  const std::filesystem::path whole = (std::filesystem::path(folder_) / path).lexically_normal();
  const std::string key = disk().key(whole);
  const auto open = checked_.documents.find(key);
  const bool is_open = open != checked_.documents.end();
  if (is_open) texts_.emplace(path, *open->second.text);
  File made{.key = key, .uri = {}, .lines = {texts_[path], encoding_}, .mark = 0};
  made.uri = is_open ? open->second.uri : uri_of(whole.native());
  made.mark = is_open ? open->second.mark() : 0;
  checked_.files[made.key].uri = made.uri;
  return files_.emplace(path, std::move(made)).first->second;
}

Json Converter::range(const Place& where) {
  const File& in = file(where.path);
  Json range = in.lines.range({where.start.offset, where.end.offset});
  if (in.mark == 0) return range;
  // The editor counts the byte order mark.
  for (const char* end : {"start", "end"}) {
    if (range[end]["line"] != 0) continue;
    range[end]["character"] =
        range[end]["character"].get<std::size_t>() + (encoding_ == Encoding::utf8 ? in.mark : 1);
  }
  return range;
}

std::map<std::string, Json> Converter::edits_of(const std::vector<Edit>& edits) {
  std::map<std::string, Json> by_file;
  for (const Edit& edit : edits) {
    Json& list = by_file[file(edit.where.path).uri];
    list.push_back({{"range", range(edit.where)}, {"newText", edit.text}});
  }
  return by_file;
}

void Converter::add_findings(const std::function<bool(const std::string& key)>& wanted) {
  if (!result_.whole) return;
  for (const Diagnostic& found : result_.diagnostics()) {
    const File& in = file(found.where.path);
    if (!wanted(in.key)) continue;
    Json shown{{"range", range(found.where)},
               {"severity", severity_of(found.severity)},
               {"code", found.rule},
               {"codeDescription", {{"href", fmt::format("{}/{}.md", pages, found.rule)}}},
               {"source", "ampslint"},
               {"message", found.message}};
    if (Json tags = tags_of(found.rule); !tags.empty()) shown["tags"] = std::move(tags);
    for (const Note& note : found.related) {
      shown["relatedInformation"].push_back(
          {{"location", {{"uri", file(note.where.path).uri}, {"range", range(note.where)}}},
           {"message", note.message}});
    }
    Finding finding{.shown = std::move(shown),
                    .where = {found.where.start.offset + in.mark, found.where.end.offset + in.mark},
                    .rule = std::string(found.rule),
                    .fix = {},
                    .safe = found.fix && found.fix->safe};
    if (found.fix) finding.fix = edits_of(found.fix->edits);
    checked_.files[in.key].findings.push_back(std::move(finding));
  }
}

void Converter::add_error(const std::string& message, const std::string& otherwise) {
  std::string_view words = message;
  std::string key = otherwise;
  LinePlace place;
  for (const auto& [open, document] : checked_.documents) {
    file(std::filesystem::path(document.path).lexically_relative(folder_));
  }
  for (const auto& [path, in] : files_) {
    std::string_view rest = words;
    if (!rest.starts_with(path)) continue;
    rest.remove_prefix(path.size());
    const auto found = take_place(rest);
    if (!found) continue;
    // Code points there, the editor's units here.
    const TextLines code_points(texts_[path], Encoding::utf32);
    place = in.lines.place(code_points.offset(*found));
    key = in.key;
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
