#include "host/changed_lines.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <optional>
#include <utility>

#include "host/git.hpp"
#include "host/old_files.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

/// Some files' paths, by the tops of their work trees and relative to them.
using WorkTrees = std::map<std::string, std::vector<std::string>>;

Result<WorkTrees> by_work_tree(const ChangedLines::Files& files) {
  WorkTrees trees;
  std::map<std::string, std::string> tops;  // by folder
  for (const auto& [file, text] : files) {
    const std::string folder = fs::path(file).parent_path().string();
    const auto [at, is_new] = tops.try_emplace(folder);
    if (is_new) {
      std::optional<std::string> top = find_work_tree(folder);
      if (!top) {
        return tl::unexpected(
            Error{.what = fmt::format("'--since' needs a git working tree, but '{}' is not in one",
                                      folder)});
      }
      at->second = std::move(*top);
    }
    trees[at->second].push_back(fs::path(file).lexically_relative(at->second).string());
  }
  return trees;
}

}  // namespace

Result<ChangedLines> ChangedLines::since(const std::string& revision, const Files& files) {
  // Behind a hyphen, git would look for an option.
  if (revision.empty() || revision.starts_with('-')) {
    return tl::unexpected(
        Error{.what = fmt::format("'--since' needs a git revision, not '{}'", revision)});
  }
  const Result<WorkTrees> trees = by_work_tree(files);
  if (!trees) return tl::unexpected(trees.error());
  ChangedLines changed;
  for (const auto& [top, paths] : *trees) {
    const auto compare = [&](std::size_t i, const std::optional<std::string>& before) {
      const std::string file = (fs::path(top) / paths[i]).string();
      changed.files_[file] =
          before ? changed_lines(*before, files.at(file))
                 : std::vector<LineRange>{{1, std::numeric_limits<std::uint32_t>::max()}};
    };
    if (auto read = read_old_files(top, revision, paths, compare); !read) {
      return tl::unexpected(read.error());
    }
  }
  return changed;
}

bool ChangedLines::touch(const std::string& file, std::uint32_t first, std::uint32_t last) const {
  const auto found = files_.find(file);
  if (found == files_.end()) return true;
  return std::ranges::any_of(found->second, [&](const LineRange& range) {
    return range.first <= last && first <= range.last;
  });
}

}  // namespace ampslint
