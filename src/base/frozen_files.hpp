#pragma once

#include <map>
#include <mutex>
#include <string>

#include "ampslint/file_reader.hpp"

namespace ampslint {

/// Another reader's files as they were when they were first asked for: what is made from them again
/// and again stays the same, whatever is written meanwhile.
class FrozenFiles : public FileReader {
 public:
  explicit FrozenFiles(FileReader& below) : below_(below) {}

  Result<FileText> read(const std::filesystem::path& path, const ReadOptions& wanted) override;
  Result<std::vector<FolderEntry>> list(const std::filesystem::path& folder) override;
  FileKind kind(const std::filesystem::path& path) override;
  std::string key(const std::filesystem::path& path) override;

 private:
  template <typename Kept, typename Ask>
  Kept first(std::map<std::string, Kept>& known, const std::filesystem::path& path, Ask ask);

  FileReader& below_;
  std::mutex mutex_;
  std::map<std::string, Result<FileText>> texts_;
  std::map<std::string, Result<std::vector<FolderEntry>>> folders_;
  std::map<std::string, FileKind> kinds_;
  std::map<std::string, std::string> keys_;
};

}  // namespace ampslint
