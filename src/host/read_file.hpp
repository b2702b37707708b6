#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "ampslint/result.hpp"
#include "base/limits.hpp"
#include "host/file_texts.hpp"

namespace ampslint {

/// The whole of a regular file; an error for folders, devices, pipes and files of more than `most`
/// bytes. A text of `instead` is taken for it.
Result<std::string> read_file(const std::filesystem::path& path, const FileTexts& instead = {},
                              std::size_t most = limits::configuration_size);

/// A list of connection strings: also standard input (`-`) to its end, or a pipe that the shell
/// made
/// (`<(…)`).
Result<std::string> read_stream(const std::filesystem::path& path, const FileTexts& instead = {});

/// A file that was found, and what it holds where that was read on the way.
struct FoundFile {
  std::string path;
  std::optional<std::string> text = {};
};

/// The AMPSConfig files that `path` names: itself, or those below a folder (hidden ones left out),
/// sorted; paths begin as `path` does. `room`: bytes of them that are still kept, not to be read
/// again.
Result<std::vector<FoundFile>> find_configurations(const std::string& path,
                                                   const FileTexts& instead, std::size_t& room);

}  // namespace ampslint
