#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ampslint/result.hpp"

namespace ampslint {

/// Where files come from: the disk, an editor's buffers, a test's map. Several threads may call it.
struct FileReader {
  virtual ~FileReader() = default;

  /// The whole text of a file; an error if there is no such file.
  virtual Result<std::string> read(const std::filesystem::path& path) = 0;
  /// The files in a folder and in its subfolders; an error if it is not a folder.
  virtual Result<std::vector<std::filesystem::path>> list(const std::filesystem::path& path) = 0;
};

}  // namespace ampslint
