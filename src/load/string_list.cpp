#include "load/string_list.hpp"

#include <fmt/core.h>

#include <utility>

#include "base/files.hpp"
#include "base/limits.hpp"
#include "base/lines.hpp"
#include "load/suppressions/text.hpp"

namespace ampslint {

std::vector<Span> strings_in(const Sources& sources, SourceId list, std::size_t most) {
  std::vector<Span> strings;
  const std::string_view text = sources[list].text;
  for_lines(text, [&](Range where) {
    const std::string_view line = where.of(text);
    if (line.starts_with('#')) return;
    where.end = where.begin + static_cast<std::uint32_t>(string_end(line));
    if (!where.empty() && strings.size() <= most) strings.push_back({list, where.begin, where.end});
  });
  return strings;
}

Result<StringList> read_strings(FileReader& files, const std::string& path, Sources& sources) {
  Result<FileText> read = read_stream(files, path);
  if (!read) return tl::unexpected(read.error());
  StringList list{.source = sources.add(path, std::move(*read), origin_of(path)),
                  .strings = {}};
  list.strings = strings_in(sources, list.source, limits::strings);
  if (list.strings.size() > limits::strings) {
    return tl::unexpected(
        Error{.what = fmt::format("cannot read '{}': more than {} connection strings", path,
                                  limits::strings)});
  }
  return list;
}

}  // namespace ampslint
