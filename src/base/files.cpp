#include "base/files.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace ampslint {
namespace {

namespace fs = std::filesystem;

Result<FileText> read(FileReader& files, const fs::path& path, const ReadOptions& wanted) {
  Result<FileText> read = files.read(path, wanted);
  if (read && read->text.size() > wanted.most) {
    return tl::unexpected(too_large(path, wanted.most));
  }
  return read;
}

/// `key`: that of the folder.
void add_files_below(FileReader& files, const std::string& folder, const std::string& key,
                     std::string_view ending, std::vector<FoundFile>& found,
                     std::vector<Error>& errors) {
  const auto entries = files.list(folder);
  if (!entries) return errors.push_back(entries.error());
  for (const FolderEntry& entry : *entries) {
    if (entry.name.starts_with('.')) continue;
    const std::string path = joined(folder, entry.name);
    if (entry.kind == FileKind::folder) {
      add_files_below(files, path, joined(key, entry.name), ending, found, errors);
    } else if (entry.name.ends_with(ending)) {
      if (entry.kind == FileKind::file) {
        found.push_back({path, joined(key, entry.name)});
      } else if (entry.kind == FileKind::link && files.kind(path) == FileKind::file) {
        found.push_back({path, files.key(path)});
      }
    }
  }
}

}  // namespace

FileKind FileReader::kind(const fs::path& path) {
  if (list(path)) return FileKind::folder;
  return read(path, {}) ? FileKind::file : FileKind::nothing;
}

std::string FileReader::key(const fs::path& path) {
  std::string key = path.lexically_normal().string();
  if (key.size() > 1 && key.ends_with('/')) key.pop_back();
  return key == "." ? "" : key;
}

Error cannot_read(const fs::path& path, std::string_view why) {
  return {.what = fmt::format("cannot read '{}': {}", path.string(), why)};
}

Error too_large(const fs::path& path, std::size_t most) {
  return cannot_read(path, fmt::format("larger than {} MiB", most / limits::mebibyte));
}

Result<FileText> read_file(FileReader& files, const fs::path& path, std::size_t most) {
  return read(files, path, {.most = most});
}

Result<FileText> read_stream(FileReader& files, const fs::path& path, std::size_t most) {
  return read(files, path, {.most = most, .stream = true});
}

std::string joined(const std::string& folder, std::string_view name) {
  std::string path;
  path.reserve(folder.size() + 1 + name.size());
  path += folder;
  if (!folder.empty() && !path.ends_with('/')) path += '/';
  return path += name;
}

fs::path repository_of(FileReader& files, const fs::path& folder) {
  std::string top = folder.string();
  while (files.kind(joined(top, ".git")) == FileKind::nothing) {
    // As text: to read a path of thousands of names takes long.
    const std::size_t slash = top.rfind('/');
    if (top == "/" || slash == std::string::npos) return folder;
    top.resize(std::max(slash, std::size_t{1}));
  }
  return top;
}

std::vector<FoundFile> files_below(FileReader& files, const std::string& folder,
                                   std::string_view ending, std::vector<Error>& errors) {
  std::vector<FoundFile> found;
  add_files_below(files, folder, files.key(folder), ending, found, errors);
  std::ranges::sort(found, {}, &FoundFile::path);
  return found;
}

fs::path Overlay::whole(const fs::path& path) const {
  return folder_.empty() ? path : folder_ / path;
}

std::string Overlay::key(const fs::path& path) { return below_.key(whole(path)); }

const FileText* Overlay::text_at(const fs::path& path) {
  if (texts.empty()) return nullptr;
  const auto found = texts.find(key(path));
  return found == texts.end() ? nullptr : &found->second;
}

Result<FileText> Overlay::read(const fs::path& path, const ReadOptions& wanted) {
  if (const FileText* text = text_at(path)) return *text;
  const std::string name = whole(path).string();
  Result<FileText> read = below_.read(name, wanted);
  const std::size_t named = read ? std::string::npos : read.error().what.find(name);
  // An error names the file as it was asked for.
  if (named != std::string::npos) read.error().what.replace(named, name.size(), path.string());
  return read;
}

Result<std::vector<FolderEntry>> Overlay::list(const fs::path& folder) {
  Result<std::vector<FolderEntry>> entries = below_.list(whole(folder));
  if (!entries || texts.empty()) return entries;
  const std::string prefix = joined(key(folder), {});
  for (auto text = texts.lower_bound(prefix); text != texts.end(); ++text) {
    if (!text->first.starts_with(prefix)) break;
    const std::string name = text->first.substr(prefix.size());
    const bool is_here = name.find('/') == std::string::npos;
    if (is_here && std::ranges::find(*entries, name, &FolderEntry::name) == entries->end()) {
      entries->push_back({name, FileKind::file});
    }
  }
  return entries;
}

FileKind Overlay::kind(const fs::path& path) {
  return text_at(path) != nullptr ? FileKind::file : below_.kind(whole(path));
}

}  // namespace ampslint
