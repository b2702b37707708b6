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

/// The connection string in what is given as one: all of it, or the default of a placeholder
/// (`${URI:-tcp://db1:9007/amps/json}`).
Range string_in(std::string_view text);

/// The connection strings in a list's text: its lines without line ends and ignore comments; blank
/// ones and those that begin with `#` left out. No more than `most` and one.
std::vector<Span> strings_in(const Sources& sources, SourceId list, std::size_t most);

/// A list of connection strings; `-` is standard input.
Result<StringList> read_strings(FileReader& files, const std::string& path, Sources& sources);

}  // namespace ampslint
