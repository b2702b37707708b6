#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ampslint/file_reader.hpp"
#include "base/glob.hpp"
#include "scan/git_index.hpp"

namespace ampslint {

/// What a line of a `.gitignore` file says of the entries that it is about.
struct GitignoreRule {
  std::size_t line = 0;  ///< its number among those that say something; later ones count
  bool negated = false;
  bool folders_only = false;
};

/// A line with a pattern.
struct GitignorePattern {
  GitignoreRule rule;
  Glob pattern;
  bool name_only = false;  ///< no slash in it: it looks at the last part of a path, at any depth
};

/// The lines of `.gitignore` files that say something, in order.
class GitignoreLines {
 public:
  void add(std::string_view text);

  /// The last one that is about an entry, by its name and its path below the folder; null for none.
  /// Adds to `steps` how long that took.
  const GitignoreRule* find(std::string_view name, std::string_view path, bool is_folder,
                            std::size_t& steps) const;

 private:
  /// The last lines for one name or path, of those that are about folders only and of the others.
  struct OfLiteral {
    std::optional<GitignoreRule> folders;
    std::optional<GitignoreRule> all;
  };
  using ByText = std::unordered_map<std::string, OfLiteral>;

  void add_line(std::string_view line);

  std::size_t count_ = 0;
  std::vector<GitignorePattern> patterns_;
  ByText names_;
  ByText paths_;
};

/// The rules of one folder's `.gitignore` file, and of those around it.
struct GitignoreRules {
  std::shared_ptr<const GitignoreRules> outer;  ///< asked where these say nothing
  std::size_t base = 0;                         ///< the length of the folder's path, with its slash
  GitignoreLines lines;
  std::shared_ptr<const TrackedFiles> tracked = {};  ///< of the folder that holds the repository
};

/// Whether git tracks the file at `path`, or one below it, in spite of the rules.
bool is_tracked(const GitignoreRules* rules, std::string_view path, bool is_folder);

/// Whether git would ignore the entry at `path`, which begins with the folders that the rules
/// belong to. What a folder above it says is not looked at. Adds to `steps` how long that took.
bool is_ignored(const GitignoreRules* rules, std::string_view path, bool is_folder,
                std::size_t& steps);

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
