#include "host/revision.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/files.hpp"
#include "host/git.hpp"
#include "host/old_files.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view own_folder = ".git";

FileKind kind_of_mode(std::string_view mode) {
  if (mode == "40000") return FileKind::folder;
  if (mode == "120000") return FileKind::link;
  return mode.starts_with("100") ? FileKind::file : FileKind::other;  // a repository in it
}

std::string hexadecimal(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return text;
}

}  // namespace

Result<std::unique_ptr<Revision>> Revision::open(const std::string& name) {
  const std::string here = disk().key(".");
  const std::optional<std::string> top = find_work_tree(here);
  if (!top) {
    return tl::unexpected(
        Error{.what = fmt::format("'{}' is neither a path nor a git revision: '{}' is not in a git "
                                  "working tree",
                                  name, here)});
  }
  // Behind a hyphen, git would look for an option.
  if (name.empty() || name.starts_with('-')) {
    return tl::unexpected(Error{.what = fmt::format("'{}' is not a git revision", name)});
  }
  Result<std::string> commit = find_commit(*top, name);
  if (!commit) return tl::unexpected(commit.error());
  return std::unique_ptr<Revision>(new Revision(name, here, *top, std::move(*commit)));
}

/// Nothing for what is outside of the work tree, or git's own.
std::optional<std::string> Revision::path_in_tree(const fs::path& path) const {
  if (path == "-") return std::nullopt;
  for (const fs::path& whole : {(here_ / path).lexically_normal(), fs::path(disk().key(path))}) {
    const fs::path inside = whole.lexically_relative(top_);
    if (inside.empty() || *inside.begin() == ".." || *inside.begin() == own_folder) continue;
    return inside.string();
  }
  return std::nullopt;
}

/// `MODE NAME`, a NUL and the bytes of the id, each time.
void Revision::keep_folder(const std::string& id, std::string_view tree) {
  constexpr std::size_t most = 10'000;
  Folder entries;
  const std::size_t id_size = commit_.size() / 2;
  for (std::string_view rest = tree; !rest.empty();) {
    const std::size_t blank = rest.find(' ');
    const std::size_t end = rest.find('\0', std::min(blank, rest.size()));
    if (end == std::string_view::npos || rest.size() - end - 1 < id_size) break;
    const Entry entry{.kind = kind_of_mode(rest.substr(0, blank)),
                      .id = hexadecimal(rest.substr(end + 1, id_size))};
    const std::string_view name = rest.substr(blank + 1, end - blank - 1);
    const bool is_searched = entry.kind == FileKind::folder && !name.starts_with('.');
    if (is_searched && below_.size() < most) below_.push_back(entry.id);
    entries.emplace(name, entry);
    rest.remove_prefix(end + 1 + id_size);
  }
  folders_.emplace(id, std::move(entries));
}

/// To start git takes longer than to read: folders of one level are read together.
Result<const Revision::Folder*> Revision::folder(const std::string& id) {
  if (const auto known = folders_.find(id); known != folders_.end()) return &known->second;
  std::vector<std::string> ids = std::exchange(below_, {});
  std::erase_if(ids, [&](const std::string& one) { return one == id || folders_.contains(one); });
  ids.push_back(id);
  const auto read = read_objects(top_, name_, ids, [&](std::size_t i, const auto& object) {
    if (object && object->type == "tree") keep_folder(ids[i], object->bytes);
  });
  if (!read) return tl::unexpected(read.error());
  return &folders_[id];
}

/// Up to the first link.
Result<Revision::Found> Revision::find_once(std::string_view path) {
  Found found{.entry = {.kind = FileKind::folder, .id = commit_ + "^{tree}"}, .path = {}};
  while (!path.empty() && found.entry.kind == FileKind::folder) {
    const std::string_view name = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(name.size() + 1, path.size()));
    if (name.empty() || name == ".") continue;
    const Result<const Folder*> in = folder(found.entry.id);
    if (!in) return tl::unexpected(in.error());
    const auto entry = (*in)->find(name);
    found.folder = *in;
    found.path = found.path.empty() ? std::string(name) : fmt::format("{}/{}", found.path, name);
    found.entry = entry == (*in)->end() ? Entry() : entry->second;
  }
  found.rest = path;
  return found;
}

Result<Revision::Found> Revision::find(std::string path) {
  constexpr int most_links = 40;
  for (int links = 0; links < most_links; ++links) {
    Result<Found> found = find_once(path);
    if (!found) return found;
    if (found->entry.kind != FileKind::link) {
      if (found->rest.empty()) return found;
      return Found{.entry = {}, .path = path};
    }
    const Result<FileText> target = text(*found);
    if (!target) return tl::unexpected(target.error());
    const fs::path whole = fs::path(top_) / fs::path(found->path).parent_path() /
                           std::string(target->text) / found->rest;
    const std::optional<std::string> next = path_in_tree(whole);
    if (!next) break;
    path = *next;
  }
  return Found{.entry = {}, .path = path};
}

/// The text of a file, or of a link: the path that it leads to. To start git takes longer than to
/// read: files beside it that end alike are read with it.
Result<FileText> Revision::text(const Found& found) {
  if (const auto known = texts_.find(found.entry.id); known != texts_.end()) return known->second;
  constexpr std::size_t most = 64;
  std::vector<std::string> ids{found.entry.id};
  const fs::path ending = fs::path(found.path).extension();
  for (const auto& [name, entry] : *found.folder) {
    const bool like_it = entry.kind == FileKind::file && fs::path(name).extension() == ending;
    if (ids.size() < most && like_it && !texts_.contains(entry.id)) ids.push_back(entry.id);
  }
  const auto read = read_objects(top_, name_, ids, [&](std::size_t i, const auto& object) {
    if (object && object->type == "blob") texts_.emplace(ids[i], FileText(object->bytes));
  });
  if (!read) return tl::unexpected(read.error());
  const auto known = texts_.find(found.entry.id);
  if (known != texts_.end()) return known->second;
  return tl::unexpected(cannot_read(found.path, "it is too large, or not stored here"));
}

Result<FileText> Revision::read(const fs::path& path, const ReadOptions& wanted) {
  const std::optional<std::string> inside = path_in_tree(path);
  if (!inside) return disk().read(path, wanted);
  const std::lock_guard lock(mutex_);
  const Result<Found> found = find(*inside);
  if (!found) return tl::unexpected(found.error());
  if (found->entry.kind == FileKind::folder) {
    return tl::unexpected(cannot_read(path, "it is a folder"));
  }
  if (found->entry.kind != FileKind::file) {
    return tl::unexpected(cannot_read(path, "there is no such file in that revision"));
  }
  Result<FileText> read = text(*found);
  if (read && read->text.size() > wanted.most) {
    return tl::unexpected(too_large(path, wanted.most));
  }
  return read;
}

Result<std::vector<FolderEntry>> Revision::list(const fs::path& path) {
  const std::optional<std::string> inside = path_in_tree(path);
  if (!inside) return disk().list(path);
  const std::lock_guard lock(mutex_);
  const Result<Found> found = find(*inside);
  if (!found) return tl::unexpected(found.error());
  if (found->entry.kind != FileKind::folder) {
    return tl::unexpected(cannot_read(path, "there is no such folder in that revision"));
  }
  const Result<const Folder*> entries = folder(found->entry.id);
  if (!entries) return tl::unexpected(entries.error());
  std::vector<FolderEntry> all;
  for (const auto& [name, entry] : **entries) all.push_back({name, entry.kind});
  return all;
}

FileKind Revision::kind(const fs::path& path) {
  const std::optional<std::string> inside = path_in_tree(path);
  if (!inside) return disk().kind(path);
  const std::lock_guard lock(mutex_);
  const Result<Found> found = find(*inside);
  return found ? found->entry.kind : FileKind::nothing;
}

std::string Revision::key(const fs::path& path) {
  const std::optional<std::string> inside = path_in_tree(path);
  if (!inside) return disk().key(path);
  const std::lock_guard lock(mutex_);
  const Result<Found> found = find(*inside);
  const fs::path in_tree = found ? found->path : *inside;
  return (fs::path(top_) / in_tree).lexically_normal().string();
}

}  // namespace ampslint
