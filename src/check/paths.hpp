#pragma once

#include <string>
#include <string_view>

namespace ampslint {

/// Whether a pattern as `.gitignore` files have them covers a path: itself, or a folder that it
/// lies in.
bool covers(std::string_view pattern, std::string_view path);

/// A path as seen from a folder (empty: the current one), with `/`.
std::string path_inside(const std::string& path, const std::string& folder);

}  // namespace ampslint
