#include "host/git.hpp"

namespace ampslint {

// No program can be started from WebAssembly.

std::optional<std::string> find_work_tree(const std::string& /*folder*/) { return std::nullopt; }

Result<GitEnd> run_git(const std::string& /*top*/, const std::vector<std::string>& /*arguments*/,
                       std::string_view /*input*/, const TakeOutput& /*take*/) {
  return tl::unexpected(Error{.what = "cannot run 'git' here"});
}

}  // namespace ampslint
