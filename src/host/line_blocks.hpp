#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "ampslint/result.hpp"
#include "host/open_file.hpp"

namespace ampslint {

/// Reads a file of any size in blocks of whole lines: regular files, standard input (`-`), or a
/// pipe that the shell made (`<(…)`).
class LineBlocks {
 public:
  static Result<LineBlocks> open(const std::filesystem::path& path);

  /// The next lines; empty at the end of the file. An error where one line is longer than a block.
  /// Lines that begin with `#` come with the line behind them.
  Result<std::string> next();

 private:
  explicit LineBlocks(OpenFile file) : file_(std::move(file)) {}
  Result<void> fill();
  /// How many bytes of the buffer the next block takes; 0: no line is complete.
  std::size_t block_size() const;

  OpenFile file_;
  std::string buffer_;
  bool at_end_ = false;
};

}  // namespace ampslint
