#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ampslint/file_reader.hpp"
#include "base/source.hpp"

namespace ampslint {

/// A list of connection strings.
struct StringList {
  SourceId source = 0;
  std::vector<Span> strings;
};

/// The connection strings in a list's text: its lines without line ends and ignore comments; empty
/// ones and those that begin with `#` left out. No more than `most` and one.
std::vector<Span> strings_in(const Sources& sources, SourceId list, std::size_t most);


/// A list of connection strings; `-` is standard input.
Result<StringList> read_strings(FileReader& files, const std::string& path, Sources& sources);

}  // namespace ampslint
