#include "host/sandbox.hpp"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <filesystem>

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

#if defined(__x86_64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t architecture = 0;  // not known: no filter
#endif

constexpr sock_filter statement(std::uint32_t code, std::uint32_t k) {
  return {.code = static_cast<std::uint16_t>(code), .jt = 0, .jf = 0, .k = k};
}

/// Refuses, with EPERM, the calls that checking has no use for.
bool restrict_calls(bool programs) {
  constexpr std::array refused{SYS_socket,
                               SYS_socketpair,
                               SYS_connect,
                               SYS_bind,
                               SYS_listen,
                               SYS_accept,
                               SYS_accept4,
                               SYS_sendto,
                               SYS_sendmsg,
                               SYS_sendmmsg,
                               SYS_ptrace,
                               SYS_process_vm_readv,
                               SYS_process_vm_writev,
                               SYS_bpf,
                               SYS_perf_event_open,
                               SYS_userfaultfd,
                               SYS_io_uring_setup,
                               SYS_mount,
                               SYS_unshare,
                               SYS_setns,
                               SYS_keyctl,
                               SYS_init_module,
                               SYS_finit_module,
                               SYS_kexec_load};
  constexpr std::array starting{SYS_execve, SYS_execveat};
  std::vector<sock_filter> filter{
      statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
      {.code = BPF_JMP | BPF_JEQ | BPF_K, .jt = 1, .jf = 0, .k = architecture},
      // A call of another architecture (32 bits on x86-64) has other numbers.
      statement(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
  const auto refuse = [&filter](long call) {
    filter.push_back({.code = BPF_JMP | BPF_JEQ | BPF_K,
                      .jt = 0,
                      .jf = 1,
                      .k = static_cast<std::uint32_t>(call)});
    filter.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
  };
  for (const long call : refused) refuse(call);
  if (!programs) {
    for (const long call : starting) refuse(call);
  }
#if defined(__x86_64__)
  // The same calls once more, as x32 numbers them.
  constexpr std::uint32_t x32 = 0x40000000;
  filter.push_back({.code = BPF_JMP | BPF_JGE | BPF_K, .jt = 0, .jf = 1, .k = x32});
  filter.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
#endif
  filter.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  const sock_fprog program{.len = static_cast<unsigned short>(filter.size()),
                           .filter = filter.data()};
  return architecture != 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace

Fenced enter_sandbox(const Allowed& allowed) {
#ifdef AMPSLINT_INSTRUMENTED
  // What is built into the program to watch it writes files and traces threads.
  if (architecture != 0) return {};
#endif
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return {};
  return {.files = restrict_files(allowed), .calls = restrict_calls(allowed.programs)};
}

}  // namespace ampslint
