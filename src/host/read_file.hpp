#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/limits.hpp"
#include "base/result.hpp"
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

/// The AMPSConfig files that `path` names: itself, or those below a folder (hidden ones left out),
/// sorted; paths begin as `path` does.
Result<std::vector<std::string>> find_configurations(const std::string& path,
                                                     FileReader* reader = nullptr);

}  // namespace ampslint
