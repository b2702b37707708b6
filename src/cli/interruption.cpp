#include "cli/interruption.hpp"

#include <pthread.h>

#include <ctime>
#include <system_error>
#include <utility>

namespace ampslint {

Interruption::Interruption(std::function<void()> on_hang_up) : on_hang_up_(std::move(on_hang_up)) {
  ::sigemptyset(&signals_);
  ::sigaddset(&signals_, SIGINT);
  ::sigaddset(&signals_, SIGTERM);
  if (on_hang_up_) ::sigaddset(&signals_, SIGHUP);
  // Threads that are started later have the same mask: the signals wait for the one that awaits
  // them.
  ::pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  try {
    waiting_ = std::thread([this] {
      int signal = 0;
      while (::sigwait(&signals_, &signal) == 0 && !over_) {
        if (signal == SIGHUP) {
          on_hang_up_();
          continue;
        }
        int none = 0;
        signal_.compare_exchange_strong(none, signal);
        stop_.request_stop();
      }
    });
  } catch (const std::system_error&) {
    // The system gives no more threads: then they end the process as usual.
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
}

Interruption::~Interruption() {
  if (!waiting_.joinable()) return;
  over_ = true;
  ::pthread_kill(waiting_.native_handle(), SIGINT);
  waiting_.join();
  // One that was sent twice has been heeded.
  constexpr timespec at_once{};
  while (::sigtimedwait(&signals_, nullptr, &at_once) > 0) continue;
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace ampslint
