#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "ampslint/file_reader.hpp"

namespace ampslint {

/// What a reader has answered.
struct Answers {
  struct Read {
    std::filesystem::path path;
    ReadOptions wanted;
    Result<FileText> text;
  };

  std::vector<Read> texts;
  std::vector<std::pair<std::filesystem::path, FileKind>> kinds;
  std::vector<std::pair<std::filesystem::path, std::string>> keys;

  /// Whether a reader answers the same now.
  bool hold(FileReader& files) const;
};

/// Whether two readings found the same: texts, or reasons why there is none.
bool same(const Result<FileText>& a, const Result<FileText>& b);

/// Another reader's answers, noted. For one thread.
class Recorder : public FileReader {
 public:
  explicit Recorder(FileReader& below) : below_(below) {}

  Result<FileText> read(const std::filesystem::path& path, const ReadOptions& wanted) override;
  /// Not noted: what is read of a configuration lists no folders.
  Result<std::vector<FolderEntry>> list(const std::filesystem::path& folder) override {
    return below_.list(folder);
  }
  FileKind kind(const std::filesystem::path& path) override;
  std::string key(const std::filesystem::path& path) override;

  Answers take() { return std::move(answers_); }

 private:
  FileReader& below_;
  Answers answers_;
};

}  // namespace ampslint
