#pragma once

#include <atomic>
#include <csignal>
#include <stop_token>
#include <thread>

namespace ampslint {

/// While it lives, Ctrl-C and SIGTERM do not end the process but ask it to stop.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  std::stop_token token() const { return stop_.get_token(); }

 private:
  sigset_t signals_{};
  sigset_t before_{};
  std::stop_source stop_;
  std::atomic<bool> over_ = false;
  std::thread waiting_;
};

}  // namespace ampslint
