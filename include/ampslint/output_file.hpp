#pragma once

#include <cstdint>
#include <memory>
#include <ostream>
#include <string>

#include "ampslint/result.hpp"

namespace ampslint {

/// How a file is written.
enum class Writing : std::uint8_t {
  whole,    ///< beside its place first; through a link, its target
  no_link,  ///< likewise; an error where the file is a link
  append,   ///< to what is there; an error where the file is a link
};

/// The folder that a file is written in.
enum class Folder : std::uint8_t {
  any,
  unshared,  ///< not one where anybody may exchange files
};

/// A file on the disk to write a report to. One written as a whole is there when it is finished, or
/// not at all; devices and pipes are written to as they are.
class OutputFile {
 public:
  static Result<OutputFile> create(const std::string& path, Writing how, Folder folder);
  ~OutputFile();
  OutputFile(OutputFile&& other) noexcept;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  OutputFile& operator=(OutputFile&&) = delete;

  std::ostream& stream();
  /// An error where not all has been written.
  Result<void> finish();

  /// Whether the file is written where it is, and not beside it first.
  static bool is_in_place(const std::string& path);

 private:
  struct State;
  explicit OutputFile(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace ampslint
