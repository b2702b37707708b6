#include "cli/sandbox.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <thread>

#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

/// What a child finds behind the fence.
struct Behind {
  Fenced fenced;
  int error = 0;  ///< of what it tried; 0: it could
};

/// Puts up the fence in a child, for good, and tries something there: 0, or -1 and `errno`.
Behind try_behind(const Allowed& allowed, const std::function<int()>& attempt) {
  int ends[2] = {-1, -1};
  if (::pipe(ends) != 0) return {};
  const pid_t child = ::fork();
  if (child == 0) {
    Behind seen{.fenced = enter_sandbox(allowed)};
    if (attempt() < 0) seen.error = errno;
    const ssize_t written = ::write(ends[1], &seen, sizeof(seen));
    ::_exit(written == sizeof(seen) ? 0 : 1);
  }
  Behind seen;
  ::close(ends[1]);
  EXPECT_EQ(::read(ends[0], &seen, sizeof(seen)), static_cast<ssize_t>(sizeof(seen)));
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return seen;
}

int write_to(const std::string& path) {
  return ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
}

/// In a process of its own: where nothing refuses it, the program takes its place.
int start_program() {
  const pid_t child = ::fork();
  if (child == 0) {
    char name[] = "true";
    char* arguments[] = {name, nullptr};
    ::execve("/bin/true", arguments, nullptr);
    ::_exit(errno);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  errno = WEXITSTATUS(status);
  return errno == 0 ? 0 : -1;
}

#define SKIP_UNLESS(done) \
  if (!(done)) GTEST_SKIP() << "the kernel here does not have it"

TEST(Sandbox, NoSocket) {
  for (const int family : {AF_UNIX, AF_INET, AF_NETLINK}) {
    const Behind seen = try_behind({}, [family] { return ::socket(family, SOCK_DGRAM, 0); });
    SKIP_UNLESS(seen.fenced.calls);
    EXPECT_EQ(seen.error, EPERM) << family;
  }
}

TEST(Sandbox, NoProgramUnlessAllowed) {
  const Behind seen = try_behind({}, start_program);
  SKIP_UNLESS(seen.fenced.calls);
  EXPECT_EQ(seen.error, EPERM);
  const Allowed allowed{.written_files = {}, .written_folders = {}, .programs = true};
  EXPECT_EQ(try_behind(allowed, start_program).error, 0);
}

TEST(Sandbox, WritesNothingElse) {
  const TemporaryFolder folder;
  const std::string there = folder.write("there", "as it was");
  for (const std::string& path : {there, folder.path() + "/made", std::string("/dev/null")}) {
    const Behind seen = try_behind({}, [&path] { return write_to(path); });
    SKIP_UNLESS(seen.fenced.files);
    EXPECT_EQ(seen.error, EACCES) << path;
  }
  const std::function<int()> attempts[] = {
      [&there] { return ::unlink(there.c_str()); },
      [&there] { return ::rename(there.c_str(), (there + "2").c_str()); },
      [&folder] { return ::mkdir((folder.path() + "/new").c_str(), 0700); },
      [&folder] { return ::symlink("a", (folder.path() + "/link").c_str()); }};
  for (const auto& attempt : attempts) EXPECT_EQ(try_behind({}, attempt).error, EACCES);
}

TEST(Sandbox, WritesWhatItIsToldTo) {
  const TemporaryFolder folder;
  const std::string there = folder.write("there", "as it was");
  const std::string made = folder.path() + "/made";
  for (const std::string& path : {there, made}) {
    const Allowed allowed{.written_files = {path}, .written_folders = {}};
    EXPECT_EQ(try_behind(allowed, [&path] { return write_to(path); }).error, 0) << path;
  }
  const Allowed replaced{.written_files = {}, .written_folders = {folder.path()}};
  EXPECT_EQ(
      try_behind(replaced, [&there, &made] { return ::rename(made.c_str(), there.c_str()); }).error,
      0);
}

TEST(Sandbox, LeavesReadingAlone) {
  const TemporaryFolder folder;
  const std::string there = folder.write("there", "");
  EXPECT_EQ(try_behind({}, [&there] { return ::open(there.c_str(), O_RDONLY); }).error, 0);
  EXPECT_EQ(try_behind({}, [] { return ::open("/", O_RDONLY | O_DIRECTORY); }).error, 0);
}

TEST(Sandbox, HoldsInThreads) {
  const Behind seen = try_behind({}, [] {
    int made = 0;
    int error = 0;
    std::thread([&made, &error] {
      made = ::socket(AF_INET, SOCK_STREAM, 0);
      error = errno;
    }).join();
    errno = error;
    return made;
  });
  SKIP_UNLESS(seen.fenced.calls);
  EXPECT_EQ(seen.error, EPERM);
}

}  // namespace
}  // namespace ampslint::testing
