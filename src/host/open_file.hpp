#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "ampslint/result.hpp"

namespace ampslint {

/// A file that is open for reading, until this goes out of scope.
class OpenFile {
 public:
  /// Opens a regular file; with `streams_too` also standard input (`-`), or a pipe that the shell
  /// made (`<(…)`).
  static Result<OpenFile> open(const std::filesystem::path& path, bool streams_too);
  ~OpenFile();
  OpenFile(OpenFile&& other) noexcept;
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  OpenFile& operator=(OpenFile&&) = delete;

  /// Reads up to `most` bytes; 0 at the end of the file.
  Result<std::size_t> read(char* into, std::size_t most);
  /// The size of a regular file when it was opened; 0 for anything else.
  std::size_t size() const { return size_; }
  const std::filesystem::path& name() const { return name_; }
  Error cannot_read(std::string_view why) const;

 private:
  OpenFile(int descriptor, std::filesystem::path name)
      : descriptor_(descriptor), name_(std::move(name)) {}

  int descriptor_;
  std::size_t size_ = 0;
  std::filesystem::path name_;  ///< for messages
};

bool is_too_long(const std::filesystem::path& path);
Error too_long(const std::filesystem::path& path);

}  // namespace ampslint
