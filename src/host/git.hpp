#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampslint/result.hpp"

namespace ampslint {

/// How git ended.
struct GitEnd {
  int status = 0;
  std::string complaint;  ///< the first line that it wrote to standard error
};

/// Gets what git writes to standard output, a piece at a time.
using TakeOutput = std::function<void(std::string_view)>;

/// The nearest folder, from this one upwards, that holds an entry `.git`. `folder` is absolute.
std::optional<std::string> find_work_tree(const std::string& folder);

/// Runs `git -C top arguments…` without a shell. `top` has an entry `.git` that `find_work_tree`
/// found: git itself also takes a folder for a repository whose ordinary files look like one.
///
/// The configuration of a repository names programs, so only commands that start none are for
/// `arguments`: `rev-parse` and `cat-file` without filters. An error only where git cannot be
/// started.
Result<GitEnd> run_git(const std::string& top, const std::vector<std::string>& arguments,
                       std::string_view input, const TakeOutput& take);

}  // namespace ampslint
