#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "ampslint/file_reader.hpp"

namespace ampslint {

/// The paths in a git index (versions 2 to 4), sorted; empty where it cannot be read.
std::vector<std::string> paths_in_index(std::string_view index);

/// What git tracks in a repository, whatever `.gitignore` files say. Its index is read when the
/// first path is asked about; several threads may ask.
class TrackedFiles {
 public:
  /// `folder` ends in a slash.
  TrackedFiles(FileReader& files, std::string folder) : files_(files), folder_(std::move(folder)) {}

  /// Whether the file at a path, which begins with the folder, or one below it is tracked.
  bool holds(std::string_view path, bool is_folder) const;

 private:
  void read() const;

  FileReader& files_;
  std::string folder_;
  mutable std::once_flag is_read_;
  mutable std::vector<std::string> paths_;
};

}  // namespace ampslint
