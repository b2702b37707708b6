#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/source.hpp"
#include "host/file_texts.hpp"

namespace ampslint {

/// A list of connection strings.
struct StringList {
  SourceId source = 0;
  std::vector<Span> strings;
};

/// The lines of a list of connection strings, without line ends and ignore comments; empty ones and
/// those that begin with `#` left out. `-` is standard input.
Result<StringList> read_strings(const std::string& path, Sources& sources,
                                const FileTexts& instead = {});

}  // namespace ampslint
