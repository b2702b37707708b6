#include "host/git.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

namespace ampslint {
namespace {

/// A pipe that is closed with its scope.
class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_.data(), O_CLOEXEC) != 0) ends_ = {-1, -1};
  }
  ~Pipe() {
    close_writer();
    if (ends_[0] >= 0) ::close(ends_[0]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int reader() const { return ends_[0]; }
  int writer() const { return ends_[1]; }
  void close_writer() {
    if (ends_[1] >= 0) ::close(ends_[1]);
    ends_[1] = -1;
  }

 private:
  std::array<int, 2> ends_{};
};

/// Reads both pipes to their ends, so that neither fills up.
void read_both(const Pipe& a, std::string& from_a, const Pipe& b, std::string& from_b) {
  std::array<pollfd, 2> open{pollfd{a.reader(), POLLIN, 0}, pollfd{b.reader(), POLLIN, 0}};
  const std::array<std::string*, 2> texts{&from_a, &from_b};
  std::array<char, 1U << 16U> buffer{};
  while (open[0].fd >= 0 || open[1].fd >= 0) {
    if (::poll(open.data(), open.size(), -1) < 0 && errno != EINTR) return;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (open.at(i).fd < 0 || open.at(i).revents == 0) continue;
      const ssize_t got = ::read(open.at(i).fd, buffer.data(), buffer.size());
      if (got > 0) texts.at(i)->append(buffer.data(), static_cast<std::size_t>(got));
      if (got == 0 || (got < 0 && errno != EINTR)) open.at(i).fd = -1;
    }
  }
}

/// The environment of this process, less what would change the diff, and with what keeps git from
/// writing, asking and fetching.
std::vector<std::string> environment() {
  std::vector<std::string> variables{"GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1",
                                     "GIT_TERMINAL_PROMPT=0", "GIT_CONFIG_NOSYSTEM=1", "LC_ALL=C"};
  const std::size_t ours = variables.size();
  for (char** at = environ; *at != nullptr; ++at) {
    const std::string_view variable(*at);
    const std::string_view name = variable.substr(0, variable.find('='));
    bool kept = name != "GIT_DIFF_OPTS" && name != "GIT_EXTERNAL_DIFF";
    for (std::size_t i = 0; i < ours; ++i) {
      kept = kept && !variables[i].starts_with(std::string(name) + "=");
    }
    if (kept) variables.emplace_back(variable);
  }
  return variables;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> found;
  found.reserve(texts.size() + 1);
  for (std::string& text : texts) found.push_back(text.data());
  found.push_back(nullptr);
  return found;
}

}  // namespace

Result<GitAnswer> run_git(const std::string& folder, const std::vector<std::string>& arguments) {
  std::vector<std::string> words{"git",
                                 "--no-pager",
                                 "--literal-pathspecs",
                                 "-c",
                                 "core.fsmonitor=false",
                                 "-c",
                                 "protocol.allow=never",
                                 "-c",
                                 "safe.bareRepository=explicit",  // files that only look like one
                                 "-C",
                                 folder};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables = environment();
  Pipe out;
  Pipe err;
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out.writer(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err.writer(), STDERR_FILENO);
  pid_t child = 0;
  const int failed = ::posix_spawnp(&child, "git", &actions, nullptr, pointers(words).data(),
                                    pointers(variables).data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    return tl::unexpected(
        Error{.what = fmt::format("cannot run 'git': {}", std::strerror(failed))});
  }
  out.close_writer();
  err.close_writer();
  GitAnswer answer;
  read_both(out, answer.out, err, answer.complaint);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  answer.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  answer.complaint.resize(std::min(answer.complaint.find('\n'), answer.complaint.size()));
  return answer;
}

}  // namespace ampslint
