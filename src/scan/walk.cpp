#include "scan/walk.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

#include "base/files.hpp"
#include "base/limits.hpp"
#include "base/parallel.hpp"
#include "base/utf8.hpp"
#include "scan/gitignore.hpp"

namespace ampslint {
namespace {

struct Folder {
  std::string shown;  ///< as given on the command line and below
  std::string real;   ///< absolute, as ignore rules need it
  std::shared_ptr<const GitignoreRules> rules;
  bool ignored = false;  ///< only what git tracks in it is looked at
};

/// A folder to list, or some of the files in it to search.
struct Task {
  std::shared_ptr<const Folder> folder;
  std::vector<std::string> files;  ///< empty: list the folder
};

/// Steps that comparing what a folder holds with the patterns of `.gitignore` files may take.
constexpr std::size_t most_steps = 1'000'000'000;

/// Tasks that are left and workers that may still add to them.
class Queue {
 public:
  explicit Queue(std::size_t most_together) : left_(most_together) {}

  void push(std::vector<Task> tasks) {
    if (tasks.empty()) return;
    const std::lock_guard lock(mutex_);
    std::ranges::move(tasks, std::back_inserter(tasks_));
    more_.notify_all();
  }

  /// The latest one, so that not many wait; nothing when all is done.
  std::optional<Task> pop() {
    std::unique_lock lock(mutex_);
    more_.wait(lock, [this] { return !tasks_.empty() || busy_ == 0; });
    if (tasks_.empty()) return std::nullopt;
    Task task = std::move(tasks_.back());
    tasks_.pop_back();
    ++busy_;
    return task;
  }

  /// Whether a file of that size may be kept beside the others.
  bool may_keep(std::size_t size) {
    const std::lock_guard lock(mutex_);
    if (size > left_) return false;
    left_ -= size;
    return true;
  }

  /// Whether so many steps more may be taken through the patterns of `.gitignore` files.
  bool may_take(std::size_t steps) { return (steps_ += steps) <= most_steps; }

  void done() {
    const std::lock_guard lock(mutex_);
    if (--busy_ == 0) more_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable more_;
  std::vector<Task> tasks_;
  std::size_t busy_ = 0;
  std::size_t left_;  ///< bytes that may still be kept
  std::atomic<std::size_t> steps_ = 0;
};

/// As far as git looks for a NUL byte.
bool is_binary(std::string_view text) {
  constexpr std::size_t looked_at = 8000;
  return text.substr(0, looked_at).find('\0') != std::string_view::npos;
}

bool is_left_out(std::string_view name) {
  return name.starts_with('.') && name != ".env" && !name.starts_with(".env.");
}

/// Searches files and lists folders until none are left.
class Worker {
 public:
  Worker(FileReader& files, Queue& queue) : files_(files), queue_(queue) {}

  void run() {
    while (std::optional<Task> task = queue_.pop()) {
      if (task->files.empty()) {
        list(*task->folder);
      } else {
        for (const std::string& name : task->files) search(joined(task->folder->shown, name));
      }
      queue_.done();
    }
  }

  void search(const std::string& path) {
    Result<FileText> read = files_.read(path, {.most = limits::scanned_size, .text_only = true});
    if (!read) {
      found_.notices.push_back(std::move(read.error().what));
      return;
    }
    if (std::optional<std::string> utf8 = utf8_of_utf16(read->text)) *read = std::move(*utf8);
    std::string_view text = read->text;
    if (is_binary(text)) return;
    text = without_byte_order_mark(text);
    std::vector<FoundString> strings = find_strings(text, form_of(path));
    if (strings.empty()) return;
    if (!queue_.may_keep(text.size())) {
      found_.notices.push_back(fmt::format(
          "cannot read '{}': the files with connection strings are larger than {} MiB together",
          path, limits::scanned_together / limits::mebibyte));
      return;
    }
    found_.files.push_back(
        {.path = path, .key = {}, .text = std::move(*read), .strings = std::move(strings)});
  }

  Scan take() { return std::move(found_); }

 private:
  static constexpr std::size_t batch = 64;

  void list(const Folder& folder) {
    Result<std::vector<FolderEntry>> entries = files_.list(folder.shown);
    if (!entries) {
      found_.notices.push_back(std::move(entries.error().what));
      return;
    }
    const auto has = [&entries](std::string_view name) {
      return std::ranges::find(*entries, name, &FolderEntry::name) != entries->end();
    };
    const auto here = std::make_shared<Folder>(
        Folder{.shown = folder.shown,
               .real = folder.real,
               .rules = rules_in(files_, folder.real, has(".gitignore"), has(".git"), folder.rules),
               .ignored = folder.ignored});
    std::vector<Task> tasks;
    std::vector<std::string> files;
    for (FolderEntry& entry : *entries) {
      if (is_left_out(entry.name)) continue;
      const bool is_folder = entry.kind == FileKind::folder;
      if (!is_folder && entry.kind != FileKind::file) continue;
      const std::string real = joined(folder.real, entry.name);
      std::size_t steps = 0;
      const GitignoreRules* rules = here->rules.get();
      const bool ignored = here->ignored || is_ignored(rules, real, is_folder, steps);
      if (!queue_.may_take(steps)) {
        found_.notices.push_back(fmt::format(
            "cannot search all of '{}': the patterns of .gitignore files take too long to apply",
            folder.shown));
        break;
      }
      if (ignored && !is_tracked(rules, real, is_folder)) continue;
      if (is_folder) {
        tasks.push_back({std::make_shared<Folder>(Folder{.shown = joined(folder.shown, entry.name),
                                                         .real = real,
                                                         .rules = here->rules,
                                                         .ignored = ignored}),
                         {}});
        continue;
      }
      files.push_back(std::move(entry.name));
      if (files.size() == batch) tasks.push_back({here, std::exchange(files, {})});
    }
    if (!files.empty()) tasks.push_back({here, std::move(files)});
    queue_.push(std::move(tasks));
  }

  FileReader& files_;
  Queue& queue_;
  Scan found_;
};

void append(Scan found, Scan& all) {
  std::ranges::move(found.files, std::back_inserter(all.files));
  std::ranges::move(found.notices, std::back_inserter(all.notices));
}

void put_in_order(Scan& scan) {
  constexpr std::size_t most_notices = 20;
  std::ranges::sort(scan.files, {}, &ScannedFile::path);
  std::ranges::sort(scan.notices);
  if (scan.notices.size() > most_notices) {
    const std::size_t more = scan.notices.size() - most_notices;
    scan.notices.resize(most_notices);
    scan.notices.push_back(fmt::format("{} more files or folders cannot be read", more));
  }
}

}  // namespace

Result<Scan> scan(FileReader& files, const std::string& path, std::size_t threads,
                  std::size_t most_together) {
  const FileKind kind = files.kind(path);
  if (kind == FileKind::nothing) {
    return tl::unexpected(Error{.what = fmt::format("'{}' does not exist", path)});
  }
  if (kind == FileKind::folder) {
    if (const auto entries = files.list(path); !entries) return tl::unexpected(entries.error());
  }
  Queue queue(most_together);
  Scan all;
  const std::string real = files.key(path);
  if (kind != FileKind::folder) {
    Worker worker(files, queue);
    if (kind == FileKind::file) worker.search(path);
    append(worker.take(), all);
    for (ScannedFile& file : all.files) file.key = real;
    return all;
  }
  queue.push({{std::make_shared<Folder>(
                   Folder{.shown = path, .real = real, .rules = rules_above(files, real)}),
               {}}});
  std::vector<Worker> workers(std::max<std::size_t>(threads, 1), Worker(files, queue));
  {
    const auto running =
        start_threads(workers.size() - 1, [&](std::size_t i) { workers[i + 1].run(); });
    workers.front().run();
  }
  for (Worker& worker : workers) append(worker.take(), all);
  put_in_order(all);
  // No links were followed on the way from the folder to its files.
  for (ScannedFile& file : all.files) {
    file.key = joined(real, file.path.substr(joined(path, {}).size()));
  }
  return all;
}

}  // namespace ampslint
