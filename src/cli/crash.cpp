#include "cli/crash.hpp"

#include <sys/resource.h>
#include <unistd.h>

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

}  // namespace

void install_crash_handler(int status) {
  status_of_crashes = status;
  const rlimit none{.rlim_cur = 0, .rlim_max = 0};
  ::setrlimit(RLIMIT_CORE, &none);
  std::set_terminate(end);
}

}  // namespace ampslint
