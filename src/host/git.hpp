#pragma once

#include <string>
#include <vector>

#include "ampslint/result.hpp"

namespace ampslint {

/// What git answered.
struct GitAnswer {
  int status = 0;
  std::string out;
  std::string complaint;  ///< the first line that it wrote to standard error
};

/// Runs `git -C folder arguments…` without a shell, so that it reads only: no pager, no helper, no
/// lock, no network. An error only where git cannot be started.
Result<GitAnswer> run_git(const std::string& folder, const std::vector<std::string>& arguments);

}  // namespace ampslint
