#include "check/paths.hpp"

#include <filesystem>

#include "base/glob.hpp"

namespace ampslint {

bool covers(std::string_view pattern, std::string_view path) {
  if (pattern.starts_with("./")) pattern.remove_prefix(2);
  const bool folder_only = pattern.ends_with('/');
  if (folder_only) pattern.remove_suffix(1);
  const bool anchored = pattern.find('/') != std::string_view::npos;
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  const std::string whole = (anchored ? "" : "**/") + std::string(pattern);
  return (!folder_only && matches_glob(whole, path)) || matches_glob(whole + "/**", path);
}

std::string path_inside(FileReader& files, const std::string& path, const std::string& folder) {
  namespace fs = std::filesystem;
  if (files.kind(path) == FileKind::nothing) return {};
  const fs::path base = files.key(folder.empty() ? "." : folder);
  return fs::path(files.key(path)).lexically_relative(base).generic_string();
}

}  // namespace ampslint
