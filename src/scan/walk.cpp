#include "scan/walk.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "base/limits.hpp"
#include "base/printable.hpp"
#include "host/file_texts.hpp"
#include "scan/gitignore.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

struct Folder {
  std::string shown;  ///< as given on the command line and below
  std::string real;   ///< absolute, as ignore rules need it
  std::shared_ptr<const GitignoreRules> rules;
};

/// A folder to list, or some of the files in it to search.
struct Task {
  std::shared_ptr<const Folder> folder;
  std::vector<std::string> files;  ///< empty: list the folder
};

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
};

std::string joined(const std::string& folder, std::string_view name) {
  std::string path;
  path.reserve(folder.size() + 1 + name.size());
  path += folder;
  if (!path.ends_with('/')) path += '/';
  return path += name;
}

bool is_left_out(std::string_view name) {
  return name.starts_with('.') && name != ".env" && !name.starts_with(".env.");
}

/// An entry of a folder, by its `d_type`.
struct Entry {
  std::string name;
  unsigned char type = DT_UNKNOWN;
};

unsigned char type_of(const std::string& path) {
  struct stat status{};
  if (::lstat(path.c_str(), &status) != 0) return DT_UNKNOWN;
  return S_ISREG(status.st_mode) ? DT_REG : S_ISDIR(status.st_mode) ? DT_DIR : DT_UNKNOWN;
}

/// Searches files and lists folders until none are left.
class Worker {
 public:
  explicit Worker(Queue& queue) : queue_(queue) {}

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
    const std::optional<std::string_view> read = read_text(path);
    if (!read) return;
    std::vector<FoundString> strings = find_strings(*read, form_of(path));
    if (strings.empty()) return;
    if (!queue_.may_keep(read->size())) {
      notice(path, fmt::format("the files with connection strings are larger than {} MiB together",
                               limits::scanned_together / limits::mebibyte));
      return;
    }
    found_.files.push_back(
        {.path = path, .key = {}, .text = std::string(*read), .strings = std::move(strings)});
  }

  Scan take() { return std::move(found_); }

 private:
  static constexpr std::size_t batch = 64;

  void notice(const std::string& path, std::string_view why) {
    found_.notices.push_back(fmt::format("cannot read '{}': {}", printable(path), why));
  }

  /// The text of a file, until the next call; nothing for a binary one or one that is not read.
  std::optional<std::string_view> read_text(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
      notice(path, std::strerror(errno));
      return std::nullopt;
    }
    const std::optional<std::string_view> text = read_open(file, path);
    ::close(file);
    return text;
  }

  std::optional<std::string_view> read_open(int file, const std::string& path) {
    constexpr std::size_t first_read = std::size_t{1} << 16U;
    constexpr std::size_t looked_at = 8000;  // as far as git looks for a NUL byte
    struct stat status{};
    if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size <= 0) {
      return std::nullopt;
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    if (buffer_.size() < size)
      buffer_.resize(std::max(std::min(size, limits::scanned_size), first_read));
    std::size_t filled = 0;
    while (filled < size) {
      const std::size_t wanted = filled == 0 ? std::min(size, first_read) : size - filled;
      const ssize_t got = ::read(file, buffer_.data() + filled, wanted);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) {
        notice(path, std::strerror(errno));
        return std::nullopt;
      }
      const bool first = filled == 0;
      filled += static_cast<std::size_t>(got);
      if (first && std::memchr(buffer_.data(), 0, std::min(filled, looked_at)) != nullptr) {
        return std::nullopt;
      }
      if (first && size > limits::scanned_size) {
        notice(path, fmt::format("larger than {} MiB", limits::scanned_size / limits::mebibyte));
        return std::nullopt;
      }
      if (got == 0) break;
    }
    std::string_view text(buffer_.data(), filled);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    return text;
  }

  std::vector<Entry> entries_of(const std::string& path) {
    std::vector<Entry> entries;
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), ::closedir);
    if (folder == nullptr) {
      notice(path, std::strerror(errno));
      return entries;
    }
    while (const dirent* entry = ::readdir(folder.get())) {
      const std::string_view name(entry->d_name);
      if (name != "." && name != "..") entries.push_back({std::string(name), entry->d_type});
    }
    return entries;
  }

  void list(const Folder& folder) {
    std::vector<Entry> entries = entries_of(folder.shown);
    const auto has = [&entries](std::string_view name) {
      return std::ranges::find(entries, name, &Entry::name) != entries.end();
    };
    const auto here = std::make_shared<Folder>(
        Folder{.shown = folder.shown,
               .real = folder.real,
               .rules = rules_in(folder.real, has(".gitignore"), has(".git"), folder.rules)});
    std::vector<Task> tasks;
    std::vector<std::string> files;
    for (Entry& entry : entries) {
      if (is_left_out(entry.name)) continue;
      if (entry.type == DT_UNKNOWN) entry.type = type_of(joined(folder.shown, entry.name));
      const bool is_folder = entry.type == DT_DIR;
      if (!is_folder && entry.type != DT_REG) continue;
      const std::string real = joined(folder.real, entry.name);
      if (is_ignored(here->rules.get(), real, is_folder)) continue;
      if (is_folder) {
        tasks.push_back(
            {std::make_shared<Folder>(Folder{
                 .shown = joined(folder.shown, entry.name), .real = real, .rules = here->rules}),
             {}});
        continue;
      }
      files.push_back(std::move(entry.name));
      if (files.size() == batch) tasks.push_back({here, std::exchange(files, {})});
    }
    if (!files.empty()) tasks.push_back({here, std::move(files)});
    queue_.push(std::move(tasks));
  }

  Queue& queue_;
  Scan found_;
  std::string buffer_;
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

Result<Scan> scan(const std::string& path, std::size_t threads, std::size_t most_together) {
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (!fs::exists(status)) {
    return tl::unexpected(Error{.what = fmt::format("'{}' does not exist", printable(path))});
  }
  Queue queue(most_together);
  Scan all;
  if (!fs::is_directory(status)) {
    Worker worker(queue);
    worker.search(path);
    append(worker.take(), all);
    for (ScannedFile& file : all.files) file.key = file_key(path);
    return all;
  }
  const fs::path real = fs::canonical(path, failed);
  queue.push({{std::make_shared<Folder>(
                   Folder{.shown = path, .real = real.string(), .rules = rules_above(real)}),
               {}}});
  std::vector<Worker> workers(std::max<std::size_t>(threads, 1), Worker(queue));
  {
    std::vector<std::jthread> running;
    for (std::size_t i = 1; i < workers.size(); ++i) {
      running.emplace_back([&worker = workers[i]] { worker.run(); });
    }
    workers.front().run();
  }
  for (Worker& worker : workers) append(worker.take(), all);
  put_in_order(all);
  // No links were followed on the way from the folder to its files.
  for (ScannedFile& file : all.files) {
    file.key = joined(real.string(), file.path.substr(joined(path, {}).size()));
  }
  return all;
}

}  // namespace ampslint
