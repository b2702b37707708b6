#include "load/strings.hpp"

#include <algorithm>
#include <utility>

#include "load/file.hpp"

namespace ampslint {

Result<std::vector<Span>> read_strings(const std::string& path, Sources& sources,
                                       const FileTexts& instead) {
  Result<std::string> read = read_stream(path, instead);
  if (!read) return tl::unexpected(read.error());
  const SourceId source = sources.add(path, std::move(*read));
  const std::string_view text = sources[source].text;
  std::vector<Span> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t line_feed = std::min(text.find('\n', begin), text.size());
    std::size_t end = line_feed;
    if (end > begin && text[end - 1] == '\r') --end;
    if (end > begin && text[begin] != '#') {
      lines.push_back({.source = source,
                       .begin = static_cast<std::uint32_t>(begin),
                       .end = static_cast<std::uint32_t>(end)});
    }
    begin = line_feed + 1;
  }
  return lines;
}

}  // namespace ampslint
