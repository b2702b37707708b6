#include "cli/sandbox.hpp"

#ifdef __linux__

#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <memory>

namespace ampslint {
namespace {

namespace fs = std::filesystem;

// Headers may be older than the kernel that the binary runs on.
constexpr std::uint64_t truncate_right = 1ULL << 14U;
constexpr long abi_with_refer = 2;
constexpr long abi_with_truncate = 3;

/// What changes a file that is there.
constexpr std::uint64_t changing = LANDLOCK_ACCESS_FS_WRITE_FILE;
/// What changes a folder.
constexpr std::uint64_t arranging =
    LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
    LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
    LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;

/// A Landlock ruleset while it is made; reading stays free.
class Ruleset {
 public:
  Ruleset() {
    const long abi =
        ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1) return;
    change_ = changing | (abi >= abi_with_truncate ? truncate_right : 0);
    landlock_ruleset_attr handled{};
    handled.handled_access_fs = change_ | arranging;
    if (abi >= abi_with_refer) handled.handled_access_fs |= LANDLOCK_ACCESS_FS_REFER;
    // An older kernel reads no more than it knows, if the rest is zero: only this member is set.
    descriptor_ = ::syscall(SYS_landlock_create_ruleset, &handled, sizeof(std::uint64_t), 0);
  }
  ~Ruleset() {
    if (descriptor_ >= 0) ::close(static_cast<int>(descriptor_));
  }
  Ruleset(const Ruleset&) = delete;
  Ruleset& operator=(const Ruleset&) = delete;

  void allow_file(const std::string& path) const {
    struct stat status{};
    const bool there = ::stat(path.c_str(), &status) == 0;
    if (there && S_ISDIR(status.st_mode)) return;
    if (there) {
      allow(path, change_);
    } else {
      // Only in its folder can a file be made; a link may lead to another.
      std::error_code failed;
      allow_folder(fs::weakly_canonical(path, failed).parent_path().string());
    }
  }

  void allow_folder(const std::string& path) const {
    allow(path.empty() ? "." : path,
          change_ | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE);
  }

  bool enforce() const {
    return descriptor_ >= 0 && ::syscall(SYS_landlock_restrict_self, descriptor_, 0) == 0;
  }

 private:
  void allow(const std::string& path, std::uint64_t rights) const {
    const int file = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (file < 0) return;
    landlock_path_beneath_attr beneath{};
    beneath.allowed_access = rights;
    beneath.parent_fd = file;
    ::syscall(SYS_landlock_add_rule, descriptor_, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    ::close(file);
  }

  long descriptor_ = -1;
  std::uint64_t change_ = changing;
};

bool restrict_files(const Allowed& allowed) {
  const Ruleset ruleset;
  for (const std::string& file : allowed.written_files) ruleset.allow_file(file);
  for (const std::string& folder : allowed.written_folders) ruleset.allow_folder(folder);
  // Programs that are started open it to drop what they say.
  if (allowed.programs) ruleset.allow_file("/dev/null");
  return ruleset.enforce();
}

/// Refuses, with EPERM, the calls that checking has no use for, and all calls in the numbers of
/// another architecture (32 bits or x32 on x86-64).
bool restrict_calls(bool programs) {
  constexpr std::array refused{SCMP_SYS(socket),
                               SCMP_SYS(socketpair),
                               SCMP_SYS(connect),
                               SCMP_SYS(bind),
                               SCMP_SYS(listen),
                               SCMP_SYS(accept),
                               SCMP_SYS(accept4),
                               SCMP_SYS(sendto),
                               SCMP_SYS(sendmsg),
                               SCMP_SYS(sendmmsg),
                               SCMP_SYS(ptrace),
                               SCMP_SYS(process_vm_readv),
                               SCMP_SYS(process_vm_writev),
                               SCMP_SYS(bpf),
                               SCMP_SYS(perf_event_open),
                               SCMP_SYS(userfaultfd),
                               SCMP_SYS(io_uring_setup),
                               SCMP_SYS(mount),
                               SCMP_SYS(unshare),
                               SCMP_SYS(setns),
                               SCMP_SYS(keyctl),
                               SCMP_SYS(init_module),
                               SCMP_SYS(finit_module),
                               SCMP_SYS(kexec_load)};
  constexpr std::array starting{SCMP_SYS(execve), SCMP_SYS(execveat)};
  constexpr std::uint32_t refusal = SCMP_ACT_ERRNO(EPERM);
  const std::unique_ptr<void, decltype(&seccomp_release)> filter(seccomp_init(SCMP_ACT_ALLOW),
                                                                 seccomp_release);
  bool done = filter && seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, refusal) == 0;
  const auto refuse = [&](int call) {
    done = done && seccomp_rule_add(filter.get(), refusal, call, 0) == 0;
  };
  std::ranges::for_each(refused, refuse);
  if (!programs) std::ranges::for_each(starting, refuse);
  return done && seccomp_load(filter.get()) == 0;
}

}  // namespace

Fenced enter_sandbox(const Allowed& allowed) {
#ifdef AMPSLINT_INSTRUMENTED
  // What is built into the program to watch it writes files and traces threads.
  constexpr bool watched = true;
#else
  constexpr bool watched = false;
#endif
  if (watched || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return {};
  return {.files = restrict_files(allowed), .calls = restrict_calls(allowed.programs)};
}

void hide_memory() { ::prctl(PR_SET_DUMPABLE, 0); }

}  // namespace ampslint

#else

namespace ampslint {

Fenced enter_sandbox(const Allowed& /*allowed*/) { return {}; }
void hide_memory() {}

}  // namespace ampslint

#endif
