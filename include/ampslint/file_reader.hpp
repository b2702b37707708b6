#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampslint/result.hpp"

namespace ampslint {

/// The text of a file. Copies share it.
struct FileText {
  FileText(std::string whole)  // NOLINT(google-explicit-constructor): what a reader returns
      : FileText(std::make_shared<const std::string>(std::move(whole))) {}
  explicit FileText(const std::shared_ptr<const std::string>& whole) : FileText(whole, *whole) {}
  FileText(std::shared_ptr<const void> holder, std::string_view part)
      : owner(std::move(holder)), text(part) {}

  std::shared_ptr<const void> owner;  ///< keeps the text
  std::string_view text;
};

enum class FileKind : std::uint8_t { nothing, file, folder, link, other };

struct FolderEntry {
  std::string name;
  FileKind kind = FileKind::file;  ///< a link is not followed
};

/// How a file is wanted. A reader that has it in memory need not care.
struct ReadOptions {
  std::size_t most = std::numeric_limits<std::size_t>::max();  ///< bytes; one with more is an error
  bool stream = false;     ///< `-` is standard input, and pipes are read
  bool text_only = false;  ///< a binary file need not be read: its text may be empty
};

/// Where files come from: the disk, an editor's buffers, a test's map. Several threads may call it.
struct FileReader {
  virtual ~FileReader() = default;

  /// The whole text of a file; an error if there is no such file.
  virtual Result<FileText> read(const std::filesystem::path& path, const ReadOptions& wanted) = 0;
  /// What a folder holds; an error if it is not a folder.
  virtual Result<std::vector<FolderEntry>> list(const std::filesystem::path& folder) = 0;
  /// What is at a path, links followed; by default what `list` and `read` say.
  virtual FileKind kind(const std::filesystem::path& path);
  /// The same for every way to name a file; by default by the names alone.
  virtual std::string key(const std::filesystem::path& path);
};

/// Another reader's files, some with other texts: an editor's, or an edit before it is written.
class Overlay : public FileReader {
 public:
  /// `folder`: where relative paths begin; empty: where they do for the reader below.
  explicit Overlay(FileReader& below, std::filesystem::path folder = {})
      : below_(below), folder_(std::move(folder)) {}

  Result<FileText> read(const std::filesystem::path& path, const ReadOptions& wanted) override;
  /// Also the texts of files that are not there yet.
  Result<std::vector<FolderEntry>> list(const std::filesystem::path& folder) override;
  FileKind kind(const std::filesystem::path& path) override;
  std::string key(const std::filesystem::path& path) override;

  std::map<std::string, FileText> texts;  ///< by key

 private:
  std::filesystem::path whole(const std::filesystem::path& path) const;
  const FileText* text_at(const std::filesystem::path& path);

  FileReader& below_;
  std::filesystem::path folder_;
};

/// The files of this host.
FileReader& disk();
/// The same, for runs that follow each other: as long as somebody keeps the text of a file, it is
/// read again only where the file system says that the file has changed.
std::unique_ptr<FileReader> kept_disk();

}  // namespace ampslint
