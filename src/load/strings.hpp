#pragma once

#include <string>
#include <vector>

#include "load/file_texts.hpp"
#include "result.hpp"
#include "source.hpp"

namespace ampslint {

/// The lines of a list of connection strings, without line ends; empty ones and those that begin
/// with `#` left out. `-` is standard input.
Result<std::vector<Span>> read_strings(const std::string& path, Sources& sources,
                                       const FileTexts& instead = {});

}  // namespace ampslint
