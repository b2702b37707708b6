#include "cli/watch.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "ampslint/read_log.hpp"
#include "base/plural.hpp"
#include "cli/interruption.hpp"

namespace ampslint {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int ended_by_ctrl_c = 130;  // as shells report a program that Ctrl-C ended

/// Files are asked about so often; where there are so many that it takes long, less often, so that
/// it costs no more than a twentieth of a core. This works on network and container mounts, too.
constexpr std::chrono::milliseconds shortest_pause{250};
constexpr int share_of_core = 20;
/// What is being written is left alone until it has been quiet for so long.
constexpr std::chrono::milliseconds quiet{60};
constexpr int most_quiet_pauses = 30;

/// False when it is to stop.
bool sleep_for(Clock::duration time, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, time, [] { return false; });
  return !stop.stop_requested();
}

/// A line on standard error, led by the time of day: standard output is for results.
void say(const std::string& words) {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  char time[sizeof "00:00:00"] = "";
  if (::localtime_r(&now, &local) != nullptr) std::strftime(time, sizeof time, "%T", &local);
  write_message(fmt::format("[{}] {}", time, words), std::cerr);
}

class Watch {
 public:
  Watch(Options& options, const std::function<int(const Linter&)>& check)
      : options_(options), check_(check), files_(kept_disk()), made_from_(disk()), log_(*files_) {
    options_.lint.remembers = true;
    std::vector<std::string> own_files;
    for (const Output& output : options.outputs) own_files.push_back(output.file);
    std::erase(own_files, "");
    log_.leave_out(own_files);
  }

  int run() {
    const Interruption interruption;
    const std::stop_token stop = interruption.token();
    do {
      check_once();
      if (stop.stop_requested()) break;
      say(fmt::format("watching {}; Ctrl-C ends", counted(log_.files().size(), "file")));
    } while (wait_for_change(stop));
    return ended_by_ctrl_c;
  }

 private:
  void check_once() {
    clear_screen();
    log_.clear();
    renew_linter();
    if (linter_) check_(*linter_);
    std::cout.flush();
  }

  /// One linter lives as long as the env files of the options and the place of the workspace: it
  /// remembers what has not changed.
  void renew_linter() {
    if (linter_ && !made_from_.changed()) return;
    linter_.reset();
    made_from_.clear();
    const Result<Linter> made = Linter::create(options_.lint, made_from_);
    if (made) {
      linter_ = made->with(log_);
    } else {
      write_message("ampslint: " + made.error().what, std::cerr);
    }
  }

  /// For people at a terminal, each report stands alone.
  void clear_screen() const {
    const std::string& format = options_.outputs.front().format;
    const bool for_people = format == "text" || format == "concise";
    if (for_people && ::isatty(STDOUT_FILENO) == 1) std::cout << "\x1b[2J\x1b[3J\x1b[H";
  }

  /// What changed; nothing where all is as it was.
  std::optional<std::string> changed() {
    if (options_.searches_workspace) {
      const Result<std::string> nearest = find_workspace(disk(), ".");
      if (nearest && *nearest != options_.lint.workspace) {
        linter_.reset();
        const std::string gone = std::exchange(options_.lint.workspace, *nearest);
        return nearest->empty() ? gone : *nearest;
      }
    }
    std::optional<std::string> name = log_.changed();
    return name ? name : made_from_.changed();
  }

  bool wait_for_change(const std::stop_token& stop) {
    Clock::duration pause = shortest_pause;
    while (sleep_for(pause, stop)) {
      const auto start = Clock::now();
      if (const auto name = changed()) {
        if (!settle(stop)) return false;
        say(fmt::format("'{}' changed; checking again", *name));
        return true;
      }
      pause = std::max<Clock::duration>(shortest_pause, (Clock::now() - start) * share_of_core);
    }
    return false;
  }

  /// Waits until what was asked for stays as it is for a moment: editors and git write in steps.
  bool settle(const std::stop_token& stop) {
    for (int i = 0; i < most_quiet_pauses; ++i) {
      const std::vector<ReadLog::Stamp> before = log_.state();
      if (!sleep_for(quiet, stop)) return false;
      if (log_.state() == before) break;
    }
    return true;
  }

  Options& options_;
  const std::function<int(const Linter&)>& check_;
  std::unique_ptr<FileReader> files_;
  ReadLog made_from_;  ///< what the linter itself was made from
  ReadLog log_;        ///< what the last check read
  std::optional<Linter> linter_;
};

}  // namespace

int watch(Options& options, const std::function<int(const Linter&)>& check) {
  return Watch(options, check).run();
}

}  // namespace ampslint
