#pragma once

#include <string>
#include <vector>

#include "ampslint/result.hpp"

namespace ampslint {

/// What a file is to hold. It must still hold `before`.
struct NewContent {
  std::string path;
  std::string before;
  std::string after;
};

/// Replaces each file as a whole: whoever reads it sees the old or the new one. Nothing is replaced
/// where one of them cannot be. A symbolic link stays, its target is replaced. Owner, group and
/// permissions are kept, or it is an error; a program's setuid and setgid bits are not.
Result<void> replace_files(const std::vector<NewContent>& contents);

/// Writes a file that may or may not be there, likewise as a whole.
Result<void> write_whole(const std::string& path, const std::string& text);

}  // namespace ampslint
