#include "lsp/suppress.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "lsp/xml_place.hpp"

namespace ampslint::lsp {
namespace {

/// What begins and ends a comment in a file with such an ending.
struct CommentSigns {
  std::string_view opening;
  std::string_view closing;
  std::string_view endings;
};
constexpr std::array<CommentSigns, 5> comment_signs{
    {{"<!-- ", " -->", " xml html htm md xhtml svg "},
     {"// ", "",
      " java js mjs cjs ts tsx jsx c cc cpp cxx h hh hpp cs go kt kts scala swift rs groovy gradle "
      "proto php json5 jsonc "},
     {"-- ", "", " sql lua hs "},
     {"", "", " json csv tsv ipynb bat cmd "},
     {"# ", "", ""}}};

const CommentSigns& signs_of(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  const std::string ending =
      dot == npos ? std::string("?") : fmt::format(" {} ", name.substr(dot + 1));
  return *std::ranges::find_if(comment_signs, [&](const CommentSigns& signs) {
    return signs.endings.empty() || signs.endings.find(ending) != npos;
  });
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t number = 0;
  for (std::size_t at = text.find(part); at != npos; at = text.find(part, at + part.size())) {
    ++number;
  }
  return number;
}

/// Whether a new line there would be part of a string that spans lines.
bool is_within_value(std::string_view before) {
  for (const std::string_view quotes : {"\"\"\"", "'''", "`"}) {
    if (count(before, quotes) % 2 == 1) return true;
  }
  before = before.substr(0, before.find_last_not_of(" \t\r\n") + 1);
  const std::string_view line = before.substr(before.find_last_of("\r\n") + 1);
  if (line.ends_with('\\')) return true;
  const std::string_view block = line.substr(line.find_last_of(" \t") + 1);
  return !block.empty() && (block.front() == '>' || block.front() == '|');
}

std::size_t line_start(std::string_view text, std::size_t offset) {
  return offset == 0 ? 0 : text.find_last_of("\r\n", offset - 1) + 1;
}

/// A line of its own before a byte that only blanks stand before; else within the line.
Insertion before(std::string_view text, std::size_t at, const std::string& comment) {
  const std::size_t start = line_start(text, at);
  const std::string_view indentation = text.substr(start, at - start);
  if (indentation.find_first_not_of(" \t") != npos) return {at, comment};
  const std::string_view line_end = text.find("\r\n") == npos ? "\n" : "\r\n";
  return {start, fmt::format("{}{}{}", indentation, comment, line_end)};
}

}  // namespace

std::optional<Insertion> suppression(std::string_view path, std::string_view text,
                                     std::size_t offset, std::string_view rule, bool whole_file) {
  const CommentSigns& signs = signs_of(path);
  if (signs.opening.empty()) return std::nullopt;
  const std::string comment =
      fmt::format("{}ampslint-ignore{} {}: accepted, say why here{}", signs.opening,
                  whole_file ? "-file" : "", rule, signs.closing);
  if (path.ends_with(".xml")) {
    const std::vector<OpenElement> open = open_elements(text, offset);
    if (open.empty()) return std::nullopt;
    return before(text, whole_file ? open.front().begin : open.back().begin, comment);
  }
  if (whole_file) {
    const bool is_script = text.starts_with("#!") && text.find('\n') != npos;
    return before(text, is_script ? text.find('\n') + 1 : 0, comment);
  }
  const std::size_t start = line_start(text, offset);
  if (is_within_value(text.substr(0, start))) return std::nullopt;
  return before(text, std::min(text.find_first_not_of(" \t", start), text.size()), comment);
}

std::string ignore_entry(std::string_view text, std::string_view rule, std::string_view path) {
  const std::string_view line_end = text.find("\r\n") == npos ? "\n" : "\r\n";
  const std::string_view first = text.empty() || text.ends_with('\n') ? "" : line_end;
  // Patterns of paths, as in a .gitignore file: what such a pattern means otherwise is escaped.
  std::string pattern = "/";
  for (const char c : path) {
    if (std::string_view("*?[\\").find(c) != npos) pattern += "\\\\";
    if (c == '"') pattern += '\\';
    pattern += c;
    if (c == '\\') pattern += '\\';
  }
  return fmt::format(
      "{0}{1}[[ignore]]{1}rules = [\"{2}\"]{1}paths = [\"{3}\"]{1}"
      "reason = \"accepted, say why here\"{1}",
      first, line_end, rule, pattern);
}

}  // namespace ampslint::lsp
