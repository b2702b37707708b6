#include "cli/crash.hpp"

#include <sys/resource.h>
#include <unistd.h>

#if __has_include(<execinfo.h>)
#include <execinfo.h>
#endif

#include <array>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <new>
#include <string_view>

namespace ampslint {
namespace {

int status_of_crashes = 0;

bool is_out_of_memory() {
  const std::exception_ptr thrown = std::current_exception();
  if (!thrown) return false;
  try {
    std::rethrow_exception(thrown);
  } catch (const std::bad_alloc&) {
    return true;
  } catch (...) {
    return false;
  }
}

[[noreturn]] void end() {
  const std::string_view words =
      is_out_of_memory() ? "ampslint: out of memory\n" : "ampslint: internal error\n";
  // Nothing is left to do where even that cannot be written.
  static_cast<void>(::write(STDERR_FILENO, words.data(), words.size()) == 0);
  std::_Exit(status_of_crashes);
}

void write_place(int signal) {
  const std::string_view words = "ampslint: ended by a signal, at:\n";
  static_cast<void>(::write(STDERR_FILENO, words.data(), words.size()) == 0);
#if __has_include(<execinfo.h>)
  std::array<void*, 64> frames{};
  ::backtrace_symbols_fd(frames.data(), ::backtrace(frames.data(), frames.size()), STDERR_FILENO);
#endif
  ::raise(signal);  // now with what it does by default
}

}  // namespace

void install_last_words() {
#if __has_include(<execinfo.h>)
  std::array<void*, 1> frame{};
  static_cast<void>(::backtrace(frame.data(), 1));  // loads what the handler must not load
#endif
  static std::array<char, 65536> stack;
  const stack_t other{.ss_sp = stack.data(), .ss_flags = 0, .ss_size = stack.size()};
  ::sigaltstack(&other, nullptr);
  for (const int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT}) {
    struct sigaction now{};
    // Sanitizers have handlers of their own.
    if (::sigaction(signal, nullptr, &now) != 0 || now.sa_handler != SIG_DFL) continue;
    struct sigaction then{};
    then.sa_handler = write_place;
    then.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
    ::sigaction(signal, &then, nullptr);
  }
}

void install_crash_handler(int status) {
  status_of_crashes = status;
  const rlimit none{.rlim_cur = 0, .rlim_max = 0};
  ::setrlimit(RLIMIT_CORE, &none);
  std::set_terminate(end);
}

}  // namespace ampslint
