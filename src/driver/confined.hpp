#pragma once

#include <functional>
#include <map>
#include <set>
#include <shared_mutex>
#include <string>
#include <vector>

#include "ampslint/file_reader.hpp"

namespace ampslint {

struct Request;

/// Only what the request names, and what stands around the configurations, is read.
void confine(Request& request);

/// What a run may read: the files that its user named, and those below the folders of what is
/// checked, or of the repositories that these belong to. What files name may be a stranger's idea.
/// Links count as what they lead to.
class Confined : public FileReader {
 public:
  /// `checked`: configurations, workspaces and folders, whose surroundings may be read; `named`:
  /// other files of the user's.
  Confined(FileReader& files, const std::vector<std::string>& checked,
           const std::vector<std::string>& named);

  Result<FileText> read(const std::filesystem::path& path, const ReadOptions& wanted) override;
  Result<std::vector<FolderEntry>> list(const std::filesystem::path& folder) override;
  FileKind kind(const std::filesystem::path& path) override { return files_.kind(path); }
  std::string key(const std::filesystem::path& path) override { return files_.key(path); }
  FileReader& whole() const { return files_; }

 private:
  void allow_around(const std::string& path);
  bool allows(const std::filesystem::path& path);
  bool is_inside(const std::string& key) const;

  FileReader& files_;
  std::set<std::string> named_;
  std::set<std::string> roots_;  ///< keys of folders
  std::shared_mutex mutex_;
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>>
      links_;  ///< by folder that was listed
};

}  // namespace ampslint
