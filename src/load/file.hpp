#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "load/file_texts.hpp"
#include "result.hpp"

namespace ampslint {

/// The largest file that is read, in bytes.
inline constexpr std::uintmax_t max_file_size = std::uintmax_t{1} << 30U;

/// The whole of a regular file; an error for folders, devices, pipes and files over
/// `max_file_size`. A text of `instead` is taken for it.
Result<std::string> read_file(const std::filesystem::path& path, const FileTexts& instead = {});

/// Standard input (`-`) to its end, or a pipe that the shell made (`<(…)`), with the same limit.
Result<std::string> read_stream(const std::filesystem::path& path, const FileTexts& instead = {});

/// The AMPSConfig files that `path` names: itself, or those below a folder (hidden ones left out),
/// sorted; paths begin as `path` does.
Result<std::vector<std::string>> find_configurations(const std::string& path);

}  // namespace ampslint
