#include "host/git.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "host/descriptor.hpp"
#include "host/platform.hpp"

namespace ampslint {
namespace {

constexpr std::size_t most_complaint = 4096;
constexpr int patience = 60'000;  // milliseconds without a word

struct Pipe {
  Pipe() : Pipe(open_pipe()) {}
  explicit Pipe(const std::array<int, 2>& ends) : reader(ends[0]), writer(ends[1]) {}

  Descriptor reader;
  Descriptor writer;
};

/// A file in memory, to be read from its start; -1 if there is none. Unlike a pipe it never fills
/// up, and writing to it raises no signal if git ends early.
int file_with(std::string_view text) {
  const int file = open_nameless_file();
  while (file >= 0 && !text.empty()) {
    const ssize_t put = ::write(file, text.data(), text.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) {
      ::close(file);
      return -1;
    }
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  if (file >= 0) ::lseek(file, 0, SEEK_SET);
  return file;
}

/// Reads both pipes to their ends, so that neither fills up; false where nothing comes any more.
bool read_both(const Pipe& out, const TakeOutput& take, const Pipe& err, std::string& complaint) {
  std::array<pollfd, 2> open{pollfd{out.reader.get(), POLLIN, 0},
                             pollfd{err.reader.get(), POLLIN, 0}};
  std::array<char, 1U << 16U> buffer{};
  while (open[0].fd >= 0 || open[1].fd >= 0) {
    const int ready = ::poll(open.data(), open.size(), patience);
    if (ready == 0 || (ready < 0 && errno != EINTR)) return false;
    if (ready < 0) continue;
    for (pollfd& from : open) {
      if (from.fd < 0 || from.revents == 0) continue;
      const ssize_t got = ::read(from.fd, buffer.data(), buffer.size());
      if (got == 0 || (got < 0 && errno != EINTR)) from.fd = -1;
      if (got <= 0) continue;
      const std::string_view piece(buffer.data(), static_cast<std::size_t>(got));
      if (&from == open.data()) {
        take(piece);
      } else {
        complaint += piece.substr(0, most_complaint - std::min(complaint.size(), most_complaint));
      }
    }
  }
  return true;
}

/// Variables that lead git to another repository.
constexpr std::array<std::string_view, 5> misleading{"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR",
                                                     "GIT_INDEX_FILE", "GIT_NAMESPACE"};

/// The environment of this process, less what is misleading, and with what keeps git from writing,
/// asking, fetching, replacing objects and looking for a repository above `top`.
std::vector<std::string> environment(const std::string& top) {
  std::vector<std::string> variables{
      "GIT_OPTIONAL_LOCKS=0",
      "GIT_NO_LAZY_FETCH=1",
      "GIT_ALLOW_PROTOCOL=none",  // older git fetches nevertheless
      "GIT_NO_REPLACE_OBJECTS=1",
      "GIT_TERMINAL_PROMPT=0",
      "GIT_CONFIG_NOSYSTEM=1",
      "GIT_CEILING_DIRECTORIES=" + std::filesystem::path(top).parent_path().string(),
      "LC_ALL=C"};
  const std::size_t ours = variables.size();
  for (char** at = environment_variables(); *at != nullptr; ++at) {
    const std::string_view variable(*at);
    const std::string_view name = variable.substr(0, variable.find('='));
    bool kept = std::ranges::count(misleading, name) == 0;
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

Error cannot_run(int error) {
  return {.what = fmt::format("cannot run 'git': {}", std::strerror(error))};
}

/// `streams`: its standard input, output and error.
Result<pid_t> start_git(const std::string& top, const std::vector<std::string>& arguments,
                        const std::array<int, 3>& streams) {
  std::vector<std::string> words{"git",
                                 "--no-pager",
                                 "-c",
                                 "core.fsmonitor=false",
                                 "-c",
                                 "core.hooksPath=/dev/null",
                                 "-c",
                                 "protocol.allow=never",
                                 "-c",
                                 "safe.bareRepository=explicit",  // files that only look like one
                                 "-C",
                                 top};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables = environment(top);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  for (int stream = 0; stream < 3; ++stream) {
    ::posix_spawn_file_actions_adddup2(&actions, streams.at(static_cast<std::size_t>(stream)),
                                       stream);
  }
  pid_t child = 0;
  const int failed = ::posix_spawnp(&child, "git", &actions, nullptr, pointers(words).data(),
                                    pointers(variables).data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return tl::unexpected(cannot_run(failed));
  return child;
}

/// A file of a repository that is a pipe, which git would wait for; nothing where there is none.
std::optional<std::string> find_pipe(const std::string& top) {
  namespace fs = std::filesystem;
  fs::path folder = fs::path(top) / ".git";
  std::error_code failed;
  if (fs::is_regular_file(folder, failed)) {
    std::string line;
    std::getline(std::ifstream(folder), line);
    constexpr std::string_view sign = "gitdir: ";
    if (line.starts_with(sign)) folder = fs::path(top) / line.substr(sign.size());
  }
  for (const std::string_view name : {"HEAD", "config", "commondir", "packed-refs", "index"}) {
    if (fs::is_fifo(folder / name, failed)) return (folder / name).string();
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> find_work_tree(const std::string& folder) {
  namespace fs = std::filesystem;
  for (fs::path at = folder;; at = at.parent_path()) {
    std::error_code failed;
    const fs::file_status entry = fs::status(at / ".git", failed);
    if (fs::is_directory(entry) || fs::is_regular_file(entry)) return at.string();
    if (at == at.parent_path()) return std::nullopt;
  }
}

Result<GitEnd> run_git(const std::string& top, const std::vector<std::string>& arguments,
                       std::string_view input, const TakeOutput& take) {
  if (const auto pipe = find_pipe(top)) {
    return tl::unexpected(Error{.what = fmt::format("cannot read '{}': it is a pipe", *pipe)});
  }
  const Descriptor in(file_with(input));
  if (in.get() < 0) return tl::unexpected(cannot_run(errno));
  Pipe out;
  Pipe err;
  const Result<pid_t> child =
      start_git(top, arguments, {in.get(), out.writer.get(), err.writer.get()});
  if (!child) return tl::unexpected(child.error());
  out.writer.close();
  err.writer.close();
  GitEnd end;
  const bool ended = read_both(out, take, err, end.complaint);
  if (!ended) ::kill(*child, SIGKILL);
  int status = 0;
  while (::waitpid(*child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!ended) {
    return tl::unexpected(Error{.what = fmt::format("git says nothing about '{}' any more", top)});
  }
  end.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  end.complaint.resize(std::min(end.complaint.find('\n'), end.complaint.size()));
  return end;
}

}  // namespace ampslint
