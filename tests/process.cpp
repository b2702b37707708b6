#include "process.hpp"

#include <fmt/core.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "temporary.hpp"

namespace ampslint::testing {

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

Ran run_ampslint(const std::string& arguments, const std::string& folder) {
  const TemporaryFolder results;
  const std::string out = results.path() + "/out";
  const std::string err = results.path() + "/err";
  const std::string command = fmt::format(
      "cd '{}' && unset NO_COLOR CLICOLOR_FORCE GITHUB_ACTIONS GITLAB_CI && PATH=\"$(dirname "
      "{}):$PATH\" && {{ {}\n}} "
      "> '{}' 2> '{}'",
      folder, AMPSLINT_BINARY, arguments, out, err);
  const int status = std::system(command.c_str());
  return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          .out = read_text(out),
          .err = read_text(err)};
}

}  // namespace ampslint::testing
