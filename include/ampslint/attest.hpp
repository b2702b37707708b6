#pragma once

// A check as a statement that others can sign, and whether such a statement still holds.

#include <array>
#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "ampslint/file_reader.hpp"
#include "ampslint/linter.hpp"

namespace ampslint::api {

/// Reads through another reader, and keeps the SHA-256 of each file that was read.
class RecordingReader : public FileReader {
 public:
  explicit RecordingReader(FileReader& files) : files_(files) {}

  Result<FileText> read(const std::filesystem::path& path, const ReadOptions& wanted) override;
  Result<std::vector<FolderEntry>> list(const std::filesystem::path& folder) override {
    return files_.list(folder);
  }
  FileKind kind(const std::filesystem::path& path) override { return files_.kind(path); }
  std::string key(const std::filesystem::path& path) override { return files_.key(path); }

  struct Recorded {
    std::string sha256;
    bool changed = false;  ///< it was read again, and was another one
    bool stream = false;   ///< no file that can be read again
  };
  std::map<std::string, Recorded> files() const;  ///< by key

 private:
  FileReader& files_;
  mutable std::mutex mutex_;
  std::map<std::string, Recorded> recorded_;
};

struct AttestOptions {
  std::string root = ".";                   ///< the folder that names of files begin at
  std::vector<std::string> variables = {};  ///< names of those that were given by themselves
};

struct VerifyOptions {
  std::string root = ".";      ///< the folder that names of files begin at
  bool allow_outside = false;  ///< also files that are not below it, or its repository
  std::string fail_on = {};    ///< empty: as in the statement
};

/// Whether a statement still holds.
struct Verified {
  std::size_t files = 0;
  std::vector<std::string> changed;
  std::vector<std::string> missing;
  std::array<std::size_t, 3> findings{};  ///< by `Severity`
  std::string fail_on;
  bool found_something = false;  ///< at or above that

  bool holds() const { return changed.empty() && missing.empty() && !found_something; }
};

/// Reads a statement and the files that it names. An error where it is none, or a file cannot be
/// read for another reason than that it is not there.
Result<Verified> verify_attestation(FileReader& files, const std::string& file,
                                    const VerifyOptions& options);

/// Writes that, for people or as JSON.
void write_verified(const Verified& verified, bool json, std::ostream& out);

}  // namespace ampslint::api
