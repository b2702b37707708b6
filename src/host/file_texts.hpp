#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "ampslint/file_reader.hpp"

namespace ampslint {

/// The same for every way to name a file.
inline std::string file_key(const std::filesystem::path& path) {
  std::error_code failed;
  const std::filesystem::path found = std::filesystem::weakly_canonical(path, failed);
  return (failed ? path.lexically_normal() : found).string();
}

/// What is read in the place of the disk.
struct FileTexts {
  /// What stands in for what files hold, by `file_key`: to look at an edit before it is written.
  std::map<std::string, std::string> texts = {};
  FileReader* reader = nullptr;  ///< reads all others; null: the disk
};

}  // namespace ampslint
