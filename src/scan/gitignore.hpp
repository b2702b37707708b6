#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampslint/file_reader.hpp"

namespace ampslint {

/// One line of a `.gitignore` file.
struct GitignoreRule {
  std::string pattern;
  bool negated = false;
  bool folders_only = false;
  bool name_only = false;  ///< no slash in it: it looks at the last part of a path, at any depth
};

/// The lines of a `.gitignore` file that say something.
std::vector<GitignoreRule> read_gitignore(std::string_view text);

/// The rules of one folder's `.gitignore` file, and of those around it.
struct GitignoreRules {
  std::shared_ptr<const GitignoreRules> outer;  ///< asked where these say nothing
  std::size_t base = 0;                         ///< the length of the folder's path, with its slash
  std::vector<GitignoreRule> rules;
};

/// Whether git would ignore the entry at `path`, which begins with the folders that the rules
/// belong to. What a folder above it says is not looked at.
bool is_ignored(const GitignoreRules* rules, std::string_view path, bool is_folder);

/// The rules for the entries of a folder: those in it (also a repository's own,
/// `.git/info/exclude`), and those of the folders around it. `has_file` and `has_repository` say
/// what is there.
std::shared_ptr<const GitignoreRules> rules_in(FileReader& files, const std::string& folder,
                                               bool has_file, bool has_repository,
                                               std::shared_ptr<const GitignoreRules> outer);

/// The rules that the folders above give, up to the one that holds the repository; null where there
/// is none. The path has to be absolute.
std::shared_ptr<const GitignoreRules> rules_above(FileReader& files,
                                                  const std::filesystem::path& folder);

}  // namespace ampslint
