#include "ampslint/read_log.hpp"

#include <sys/stat.h>

#include <algorithm>

#include "base/files.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

/// Of a file that is being written, beside the one that it will replace.
constexpr std::string_view temporary = ".ampslint-";

std::int64_t nanoseconds(const timespec& time) {
  constexpr std::int64_t in_second = 1'000'000'000;
  return static_cast<std::int64_t>(time.tv_sec) * in_second + time.tv_nsec;
}

}  // namespace

ReadLog::Stamp ReadLog::stamp_of(const fs::path& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return {};
  return {.device = status.st_dev,
          .number = status.st_ino,
          .size = status.st_size,
          .modified = nanoseconds(status.st_mtim),
          .changed = nanoseconds(status.st_ctim)};
}

Result<FileText> ReadLog::read(const fs::path& path, const ReadOptions& wanted) {
  // Before it is read: what is written meanwhile counts as a change.
  const Stamp stamp = stamp_of(path);
  Result<FileText> text = below_.read(path, wanted);
  const std::scoped_lock lock(mutex_);
  const bool own = !own_files_.empty() && own_files_.contains(below_.key(path));
  if (path != "-" && !own) asked_.try_emplace(path.string(), stamp);
  if (text) read_.insert(path.string());
  return text;
}

Result<std::vector<FolderEntry>> ReadLog::list(const fs::path& folder) {
  const Stamp stamp = stamp_of(folder);
  auto entries = below_.list(folder);
  const std::scoped_lock lock(mutex_);
  if (!entries) {
    asked_.try_emplace(folder.string(), stamp);
  } else if (!folders_.contains(folder.string())) {
    folders_.emplace(folder.string(), Folder{stamp, names_in(folder.string(), *entries)});
  }
  return entries;
}

FileKind ReadLog::kind(const fs::path& path) {
  const FileKind kind = below_.kind(path);
  if (kind == FileKind::nothing) {
    const std::scoped_lock lock(mutex_);
    asked_.try_emplace(path.string(), Stamp{});
  }
  return kind;
}

std::vector<std::string> ReadLog::files() const {
  const std::scoped_lock lock(mutex_);
  const std::string here = joined(below_.key("."), {});
  std::set<std::string> names;
  for (const std::string& name : read_) {
    names.insert(name.starts_with(here) ? name.substr(here.size()) : name);
  }
  return {names.begin(), names.end()};
}

void ReadLog::clear() {
  const std::scoped_lock lock(mutex_);
  asked_.clear();
  read_.clear();
  folders_.clear();
}

void ReadLog::leave_out(const std::vector<std::string>& own_files) {
  for (const std::string& file : own_files) own_files_.insert(below_.key(file));
}

std::set<std::string> ReadLog::names_in(const std::string& folder,
                                        const std::vector<FolderEntry>& entries) const {
  const std::string key = own_files_.empty() ? "" : below_.key(folder);
  std::set<std::string> names;
  for (const FolderEntry& entry : entries) {
    if (entry.name.starts_with(temporary)) continue;
    if (!own_files_.empty() && own_files_.contains(joined(key, entry.name))) continue;
    names.insert(entry.name);
  }
  return names;
}

bool ReadLog::is_changed(const std::string& folder, Folder& known) {
  const Stamp stamp = stamp_of(folder);
  if (stamp == known.stamp) return false;
  const auto entries = below_.list(folder);
  if (!entries || names_in(folder, *entries) != known.names) return true;
  known.stamp = stamp;
  return false;
}

std::optional<std::string> ReadLog::changed() {
  const std::scoped_lock lock(mutex_);
  for (const auto& [file, stamp] : asked_) {
    if (stamp_of(file) != stamp) return file;
  }
  for (auto& [folder, known] : folders_) {
    if (is_changed(folder, known)) return folder;
  }
  return std::nullopt;
}

std::vector<ReadLog::Stamp> ReadLog::state() const {
  const std::scoped_lock lock(mutex_);
  std::vector<Stamp> all;
  for (const auto& [file, stamp] : asked_) all.push_back(stamp_of(file));
  for (const auto& [folder, known] : folders_) all.push_back(stamp_of(folder));
  return all;
}

}  // namespace ampslint
