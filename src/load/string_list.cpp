#include "load/string_list.hpp"

#include <fmt/core.h>

#include <utility>

#include "base/limits.hpp"
#include "base/lines.hpp"
#include "base/suggest.hpp"
#include "host/read_file.hpp"
#include "load/suppressions/text.hpp"

namespace ampslint {

Result<StringList> read_strings(const std::string& path, Sources& sources,
                                const FileTexts& instead) {
  Result<std::string> read = read_stream(path, instead);
  if (!read) return tl::unexpected(read.error());
  StringList list{.source = sources.add(path, std::move(*read)), .strings = {}};
  bool too_many = false;
  for_lines(sources[list.source].text, list.source, [&](Span where) {
    const std::string_view line = sources.text(where);
    if (line.starts_with('#')) return;
    where.end = where.begin + static_cast<std::uint32_t>(string_end(line));
    if (where.end == where.begin) return;
    too_many = list.strings.size() == limits::strings;
    if (!too_many) list.strings.push_back(where);
  });
  if (too_many) {
    return tl::unexpected(
        Error{.what = fmt::format("cannot read '{}': more than {} connection strings",
                                  printable(path), limits::strings)});
  }
  return list;
}

}  // namespace ampslint
