#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ampslint/result.hpp"

namespace ampslint {

/// What a file is to hold. It must still hold `before`.
struct NewContent {
  std::string path;              ///< what messages call it
  std::filesystem::path target;  ///< where it was when it was read: absolute, without a link
  std::string before;
  std::string after;
};

/// Replaces the files as a whole, all or none; an error names those that were replaced and could
/// not be put back. Owner, group, permissions, access lists and extended attributes are kept, or it
/// is an error; a program's setuid and setgid bits are not.
Result<void> replace_files(const std::vector<NewContent>& contents);

/// Writes a file that may or may not be there, likewise as a whole. Through a link, its target.
Result<void> write_whole(const std::string& path, const std::string& text);

}  // namespace ampslint
