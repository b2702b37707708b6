#pragma once

#include <chrono>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "lsp/state.hpp"

namespace ampslint::lsp {

/// The thread that checks the newest texts when no more changes come.
class Worker {
 public:
  Worker(State& state, Outbox& outbox);

  void stop() { thread_.request_stop(); }
  /// The editor has done what it was asked for.
  void hear(const std::string& id);

 private:
  using Clock = std::chrono::steady_clock;
  using Lock = std::unique_lock<std::mutex>;

  void work(const std::stop_token& stop);
  bool wait_for_changes(Lock& lock, const std::stop_token& stop);
  void wait_for_pause(Lock& lock, const std::stop_token& stop);
  void check(Lock& lock);
  void learn_names(std::shared_ptr<const Checked> before, Lock& lock);
  void show();
  void refresh();
  void begin_progress();
  void end_progress();

  State& state_;
  Outbox& outbox_;
  Clock::duration took_{};  ///< the last check
  std::string progress_;    ///< the request for showing that of the first check; empty: none
  bool shows_progress_ = false;
  bool watches_process_ = false;
  std::jthread thread_;
};

}  // namespace ampslint::lsp
