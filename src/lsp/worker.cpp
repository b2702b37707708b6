#include "lsp/worker.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <utility>

namespace ampslint::lsp {
namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds shortest_pause{20};
constexpr Milliseconds longest_pause{400};
constexpr std::chrono::seconds between_looks{5};
constexpr std::string_view progress_token = "ampslint-first-check";

bool is_running(int process) { return ::kill(process, 0) == 0 || errno != ESRCH; }

}  // namespace

Worker::Worker(State& state, Outbox& outbox) : state_(state), outbox_(outbox) {
  // One that is not seen now may run in another container.
  watches_process_ = state.client.process > 0 && is_running(state.client.process);
  begin_progress();
  thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

void Worker::work(const std::stop_token& stop) {
  Lock lock(state_.mutex);
  while (wait_for_changes(lock, stop)) {
    wait_for_pause(lock, stop);
    if (stop.stop_requested()) return;
    check(lock);
    if (stop.stop_requested()) return;
    for (Request& asked : std::exchange(state_.waiting, {})) {
      if (!state_.answer(asked, outbox_)) state_.waiting.push_back(std::move(asked));
    }
    if (!state_.waiting.empty()) state_.want_check();
  }
}

/// False when the server ends.
bool Worker::wait_for_changes(Lock& lock, const std::stop_token& stop) {
  const auto changed = [this] { return state_.wanted_changes > state_.checked_changes; };
  if (!watches_process_) return state_.news.wait(lock, stop, changed);
  while (!state_.news.wait_for(lock, stop, between_looks, changed)) {
    if (stop.stop_requested()) return false;
    // Somebody else keeps the pipe open, and nobody will ever say anything.
    if (!is_running(state_.client.process)) std::_Exit(1);
  }
  return true;
}

void Worker::wait_for_pause(Lock& lock, const std::stop_token& stop) {
  if (!state_.checked) return;
  const auto pause = state_.client.pause.value_or(
      std::clamp(std::chrono::duration_cast<Milliseconds>(took_), shortest_pause, longest_pause));
  std::uint64_t seen = 0;
  do {
    seen = state_.changes;
    state_.news.wait_for(lock, stop, pause,
                         [&] { return state_.changes != seen || !state_.waiting.empty(); });
  } while (state_.changes != seen && state_.waiting.empty() && !stop.stop_requested());
}

void Worker::check(Lock& lock) {
  const std::uint64_t changes = state_.changes;
  const Documents documents = state_.documents;
  const std::vector<std::string> folders = state_.folders;
  lock.unlock();
  const Clock::time_point begin = Clock::now();
  std::shared_ptr<const Checked> checked;
  std::string failure;
  try {
    checked = std::make_shared<const Checked>(state_.checker->check(documents, folders));
  } catch (const std::exception& error) {
    failure = error.what();
  }
  took_ = Clock::now() - begin;
  const std::set<std::string> read = state_.checker->files().take_folders();
  lock.lock();
  state_.checked_changes = changes;
  if (!failure.empty()) outbox_.log("a check failed: " + failure);
  if (checked) {
    auto before = std::exchange(state_.checked, std::move(checked));
    show();
    learn_names(std::move(before), lock);
    refresh();
    state_.watching.watch(read, state_.client, outbox_);
  } else if (!state_.checked) {
    state_.checked = std::make_shared<const Checked>();
  }
  end_progress();
}

/// What takes its time is done while others may answer; where something has changed already, it is
/// left to the next check.
void Worker::learn_names(std::shared_ptr<const Checked> before, Lock& lock) {
  const std::shared_ptr<const Checked> now = state_.checked;
  const bool is_asked = state_.asks_for_names && state_.changes == state_.checked_changes;
  lock.unlock();
  before.reset();
  for (const auto& [group, model] : now->models) {
    if (is_asked) model->names();
  }
  std::shared_ptr<const Checked> last = now;
  lock.lock();
  if (is_asked) state_.named.swap(last);
  lock.unlock();
  last.reset();
  lock.lock();
}

void Worker::show() {
  const Client& client = state_.client;
  const bool any = state_.published.show(*state_.checked, state_.documents, client, outbox_);
  if (any && client.pulls) outbox_.ask("workspace/diagnostic/refresh", nullptr);
}

/// What they show goes by the check before.
void Worker::refresh() {
  const Client& client = state_.client;
  if (client.refreshes_lenses) outbox_.ask("workspace/codeLens/refresh", nullptr);
  if (client.refreshes_hints) outbox_.ask("workspace/inlayHint/refresh", nullptr);
}

void Worker::begin_progress() {
  if (!state_.client.shows_progress) return;
  progress_ = outbox_.ask("window/workDoneProgress/create", {{"token", progress_token}});
}

void Worker::hear(const std::string& id) {
  if (progress_.empty() || id != progress_) return;
  shows_progress_ = true;
  outbox_.notify("$/progress", {{"token", progress_token},
                                {"value",
                                 {{"kind", "begin"},
                                  {"title", "ampslint"},
                                  {"message", "checking the workspace"},
                                  {"cancellable", false}}}});
}

void Worker::end_progress() {
  progress_.clear();
  if (!std::exchange(shows_progress_, false)) return;
  outbox_.notify("$/progress", {{"token", progress_token}, {"value", {{"kind", "end"}}}});
}

}  // namespace ampslint::lsp
