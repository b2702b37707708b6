#pragma once

#include <string>
#include <string_view>

#include "ampslint/file_reader.hpp"

namespace ampslint {

/// Whether a pattern as `.gitignore` files have them covers a path: itself, or a folder that it
/// lies in.
bool covers(std::string_view pattern, std::string_view path);

/// A path as seen from a folder (empty: where paths begin), with `/`; empty for what is no
/// file.
std::string path_inside(FileReader& files, const std::string& path, const std::string& folder);

}  // namespace ampslint
