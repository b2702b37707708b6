#include "cli/interruption.hpp"

#include <pthread.h>

#include <ctime>

namespace ampslint {

Interruption::Interruption() {
  ::sigemptyset(&signals_);
  ::sigaddset(&signals_, SIGINT);
  ::sigaddset(&signals_, SIGTERM);
  // Threads that are started later have the same mask: the signals wait for the one that awaits
  // them.
  ::pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  waiting_ = std::thread([this] {
    int signal = 0;
    while (::sigwait(&signals_, &signal) == 0 && !over_) stop_.request_stop();
  });
}

Interruption::~Interruption() {
  over_ = true;
  ::pthread_kill(waiting_.native_handle(), SIGINT);
  waiting_.join();
  // One that was sent twice has been heeded.
  constexpr timespec at_once{};
  while (::sigtimedwait(&signals_, nullptr, &at_once) > 0) continue;
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace ampslint
