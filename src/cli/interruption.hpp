#pragma once

#include <atomic>
#include <csignal>
#include <functional>
#include <stop_token>
#include <thread>

namespace ampslint {

/// While it lives, Ctrl-C and SIGTERM do not end the process but ask it to stop.
class Interruption {
 public:
  /// `on_hang_up`: what a SIGHUP does, which else ends the process as usual; in another thread.
  explicit Interruption(std::function<void()> on_hang_up = nullptr);
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  std::stop_token token() const { return stop_.get_token(); }
  /// The signal that asked first; 0: none has.
  int signal() const { return signal_; }

 private:
  sigset_t signals_{};
  sigset_t before_{};
  std::function<void()> on_hang_up_;
  std::stop_source stop_;
  std::atomic<int> signal_ = 0;
  std::atomic<bool> over_ = false;
  std::thread waiting_;
};

}  // namespace ampslint
