#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ampslint/file_reader.hpp"
#include "base/limits.hpp"
#include "scan/finder.hpp"

namespace ampslint {

/// A file with connection strings in it.
struct ScannedFile {
  std::string path;  ///< begins as the path given does
  std::string key;   ///< the reader's
  FileText text;     ///< the strings' places do not count its byte order mark
  std::vector<FoundString> strings;
};

/// What was found below a path.
struct Scan {
  std::vector<ScannedFile> files;    ///< by path
  std::vector<std::string> notices;  ///< what could not be read, by path
};

/// Searches a file, or the files below a folder that git and ripgrep would look at: not what
/// `.gitignore` files name, hidden ones (but `.env` and `.env.*`), links and binaries. The result
/// does not depend on the number of threads, but for which files are left out where those with
/// strings are larger than `most_together` bytes.
Result<Scan> scan(FileReader& files, const std::string& path, std::size_t threads,
                  std::size_t most_together = limits::scanned_together);

}  // namespace ampslint
