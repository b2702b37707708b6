#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ampslint/file_reader.hpp"

namespace ampslint {

/// The files of this host, and a list of what was asked for: what a result depends on.
class ReadLog : public FileReader {
 public:
  /// What the system says of a file without opening it; all zero where there is none.
  struct Stamp {
    std::uint64_t device = 0;
    std::uint64_t number = 0;
    std::int64_t size = 0;
    std::int64_t modified = 0;  ///< in nanoseconds
    std::int64_t changed = 0;

    friend bool operator==(const Stamp&, const Stamp&) = default;
  };

  /// `below`: where texts come from; the disk, or an `Overlay` of it.
  explicit ReadLog(FileReader& below) : below_(below) {}

  Result<FileText> read(const std::filesystem::path& path, const ReadOptions& wanted) override;
  Result<std::vector<FolderEntry>> list(const std::filesystem::path& folder) override;
  FileKind kind(const std::filesystem::path& path) override;
  std::string key(const std::filesystem::path& path) override { return below_.key(path); }

  /// The files that could be read, by the names they were asked for by; none twice. Those below the
  /// current folder begin there.
  std::vector<std::string> files() const;
  /// Forgets all of it.
  void clear();
  /// Files that the program writes itself, before anything is read: they are no change.
  void leave_out(const std::vector<std::string>& own_files);
  /// The name of something that is not as it was when it was first asked for: a file, a folder with
  /// other names in it, or one that was not there. Nothing where all is as it was.
  std::optional<std::string> changed();
  /// What all of it looks like now: two that are equal were taken while nothing was written.
  std::vector<Stamp> state() const;

 private:
  struct Folder {
    Stamp stamp;
    std::set<std::string> names;
  };

  static Stamp stamp_of(const std::filesystem::path& path);
  std::set<std::string> names_in(const std::string& folder,
                                 const std::vector<FolderEntry>& entries) const;
  bool is_changed(const std::string& folder, Folder& known);

  FileReader& below_;
  mutable std::mutex mutex_;
  std::map<std::string, Stamp> asked_;  ///< as they were before they were read
  std::set<std::string> read_;
  std::map<std::string, Folder> folders_;
  std::set<std::string> own_files_;  ///< keys
};

}  // namespace ampslint
