#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampslint/file_reader.hpp"

namespace ampslint {

/// The files of a work tree as a git revision has them, byte for byte; those outside of it as they
/// are on the disk.
class Revision : public FileReader {
 public:
  /// Of the work tree that the current folder is in; an error where there is none, or no such
  /// revision.
  static Result<std::unique_ptr<Revision>> open(const std::string& name);

  Result<FileText> read(const std::filesystem::path& path, const ReadOptions& wanted) override;
  Result<std::vector<FolderEntry>> list(const std::filesystem::path& folder) override;
  FileKind kind(const std::filesystem::path& path) override;
  std::string key(const std::filesystem::path& path) override;

 private:
  struct Entry {
    FileKind kind = FileKind::nothing;
    std::string id;
  };
  using Folder = std::map<std::string, Entry, std::less<>>;
  /// An entry that a path leads to, links followed, and the path that it then has in the tree.
  struct Found {
    Entry entry;
    std::string path;
    const Folder* folder = nullptr;  ///< that holds it; null: the top
    std::string rest = {};           ///< of the path, behind a link
  };

  Revision(std::string name, std::string here, std::string top, std::string commit)
      : name_(std::move(name)),
        here_(std::move(here)),
        top_(std::move(top)),
        commit_(std::move(commit)) {}

  std::optional<std::string> path_in_tree(const std::filesystem::path& path) const;
  Result<Found> find(std::string path);
  Result<Found> find_once(std::string_view path);
  Result<const Folder*> folder(const std::string& id);
  void keep_folder(const std::string& id, std::string_view tree);
  Result<FileText> text(const Found& found);

  std::string name_;
  std::string here_;  ///< the current folder
  std::string top_;   ///< of the work tree
  std::string commit_;
  std::mutex mutex_;
  std::map<std::string, Folder, std::less<>> folders_;  ///< by id
  std::vector<std::string> below_;  ///< ids of folders in those, which are read with the next one
  std::map<std::string, FileText, std::less<>> texts_;  ///< likewise
};

}  // namespace ampslint
