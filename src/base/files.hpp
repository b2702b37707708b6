#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ampslint/file_reader.hpp"
#include "base/limits.hpp"

namespace ampslint {

Error cannot_read(const std::filesystem::path& path, std::string_view why);
/// `most`: the bytes that it may have.
Error too_large(const std::filesystem::path& path, std::size_t most);

/// The whole of a file; an error also where a reader returns more than `most` bytes.
Result<FileText> read_file(FileReader& files, const std::filesystem::path& path,
                           std::size_t most = limits::settings_size);

/// The same, also of standard input (`-`) to its end, or a pipe that the shell made (`<(…)`).
Result<FileText> read_stream(FileReader& files, const std::filesystem::path& path,
                             std::size_t most = limits::list_size);

/// `folder/name`.
std::string joined(const std::string& folder, std::string_view name);

/// The nearest folder, from this one upwards, that holds a repository (an entry `.git`); else the
/// folder itself. `folder` is absolute.
std::filesystem::path repository_of(FileReader& files, const std::filesystem::path& folder);

/// A file that was found below a folder.
struct FoundFile {
  std::string path;  ///< begins as the folder's
  std::string key;   ///< the reader's
};

/// The files below a folder whose names end like that, by path; hidden ones are left out. Folders
/// that cannot be listed become errors.
std::vector<FoundFile> files_below(FileReader& files, const std::string& folder,
                                   std::string_view ending, std::vector<Error>& errors);

}  // namespace ampslint
