#include "support/process.hpp"

#include <fmt/core.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/temporary.hpp"

namespace ampslint::testing {

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

namespace {

/// Another program may stand in for the tool, to watch it.
std::string folder_of_tool() {
  const char* instead = std::getenv("AMPSLINT_FOLDER");
  return instead != nullptr ? instead : std::filesystem::path(AMPSLINT_BINARY).parent_path();
}

}  // namespace

Ran run_ampslint(const std::string& arguments, const std::string& folder) {
  const TemporaryFolder results;
  const std::string out = results.path() + "/out";
  const std::string err = results.path() + "/err";
  const std::string command = fmt::format(
      "cd '{}' && unset NO_COLOR CLICOLOR_FORCE CI GITHUB_ACTIONS GITLAB_CI CI_PROJECT_DIR && "
      "GITHUB_WORKSPACE=\"$PWD\" PATH=\"{}:$PATH\" "
      "&& "
      "{{ {}\n}} > '{}' 2> '{}'",
      folder, folder_of_tool(), arguments, out, err);
  const int status = std::system(command.c_str());
  return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          .out = read_text(out),
          .err = read_text(err)};
}

}  // namespace ampslint::testing
