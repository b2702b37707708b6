#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "ampslint/file_reader.hpp"

namespace ampslint::lsp {

/// The disk for one check after the other: it remembers what files are called, and notes which of
/// them a check asks for. Paths are absolute.
class Files : public FileReader {
 public:
  Result<FileText> read(const std::filesystem::path& path, const ReadOptions& wanted) override;
  Result<std::vector<FolderEntry>> list(const std::filesystem::path& folder) override;
  FileKind kind(const std::filesystem::path& path) override;
  std::string key(const std::filesystem::path& path) override;

  /// The folders that a check listed, or asked for a file in, since this was called last.
  std::set<std::string> take_folders();
  /// Links may lead elsewhere now.
  void forget_keys();

 private:
  void note(const std::filesystem::path& folder);

  const std::unique_ptr<FileReader> disk_ = kept_disk();
  std::mutex mutex_;
  std::map<std::string, std::string, std::less<>> keys_;
  std::set<std::string> folders_;
};

}  // namespace ampslint::lsp
