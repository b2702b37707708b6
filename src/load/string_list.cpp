#include "load/string_list.hpp"

#include <fmt/core.h>

#include <utility>

#include "base/ascii.hpp"
#include "base/files.hpp"
#include "base/limits.hpp"
#include "base/lines.hpp"
#include "base/merge_conflict.hpp"
#include "base/placeholder.hpp"
#include "base/utf8.hpp"
#include "load/suppressions/text.hpp"

namespace ampslint {

Range string_in(std::string_view text) {
  const std::string_view part = default_of_placeholder(text);
  if (part.empty()) return {0, static_cast<std::uint32_t>(text.size())};
  const auto begin = static_cast<std::uint32_t>(part.data() - text.data());
  return {begin, begin + static_cast<std::uint32_t>(part.size())};
}

std::vector<Span> strings_in(const Sources& sources, SourceId list, std::size_t most) {
  std::vector<Span> strings;
  const std::string_view text = sources[list].text;
  const bool conflict = !conflict_marker(text).empty();
  for_lines(text, [&](Range where) {
    const std::string_view line = where.of(text);
    if (line.starts_with('#') || line.find_first_not_of(" \t\r\f\v") == npos) return;
    if (conflict && goes_on_with_conflict(line)) return;
    const Range part = string_in(line.substr(0, string_end(line)));
    if (part.empty() || strings.size() > most) return;
    strings.push_back({list, where.begin + part.begin, where.begin + part.end});
  });
  return strings;
}

Result<StringList> read_strings(FileReader& files, const std::string& path, Sources& sources) {
  Result<FileText> read = read_stream(files, path);
  if (!read) return tl::unexpected(read.error());
  if (std::optional<std::string> utf8 = utf8_of_utf16(read->text)) *read = std::move(*utf8);
  StringList list{.source = sources.add(path, std::move(*read), origin_of(path)), .strings = {}};
  list.strings = strings_in(sources, list.source, limits::strings);
  if (list.strings.size() > limits::strings) {
    return tl::unexpected(
        Error{.what = fmt::format("cannot read '{}': more than {} connection strings", path,
                                  limits::strings)});
  }
  return list;
}

}  // namespace ampslint
