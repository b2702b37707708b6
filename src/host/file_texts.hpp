#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace ampslint {

/// The same for every way to name a file.
std::string file_key(const std::filesystem::path& path);

/// Texts that stand in for what files hold, by `file_key`: to look at an edit before it is written.
using FileTexts = std::map<std::string, std::string>;

}  // namespace ampslint
