#include "host/read_file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>

#include "base/suggest.hpp"
#include "host/huge_pages.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

/// Closes a file descriptor when it goes out of scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ > STDIN_FILENO) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

Error cannot_read(const fs::path& path, std::string_view why) {
  return {.what = fmt::format("cannot read '{}': {}", printable(path.string()), why)};
}

Error too_large(const fs::path& path, std::size_t most) {
  return cannot_read(path, fmt::format("larger than {} MiB", most / limits::mebibyte));
}

bool is_too_long(const fs::path& path) { return path.native().size() >= limits::path_length; }

Error too_long(const fs::path& path) {
  constexpr std::size_t shown = 60;
  return cannot_read(path.native().substr(0, shown) + "...",
                     fmt::format("its path is longer than {} bytes", limits::path_length - 1));
}

Result<std::string> read_all(const Descriptor& file, const fs::path& path, std::size_t expected,
                             std::size_t most) {
  constexpr std::size_t step = std::size_t{1} << 16U;
  std::string text;
  std::size_t size = 0;
  while (true) {
    if (size == text.size()) {
      const std::size_t wanted = size == 0 ? expected + 1 : size + std::max(size, step);
      text.reserve(wanted);
      prefer_huge_pages(text.data() + size, text.capacity() - size);
      text.resize(wanted);
    }
    const ssize_t got = ::read(file.number(), text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return tl::unexpected(cannot_read(path, std::strerror(errno)));
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (size > most) return tl::unexpected(too_large(path, most));
  }
  text.resize(size);
  return text;
}

/// A pipe that is open already (`/dev/fd/63`), unlike a named one, has a writer and will end.
bool is_open_pipe(const fs::path& path) {
  const std::string name = path.string();
  return name.starts_with("/dev/fd/") || name.starts_with("/proc/self/fd/") || name == "/dev/stdin";
}

Result<std::string> open_and_read(const fs::path& path, bool pipes_too, std::size_t most) {
  if (is_too_long(path)) return tl::unexpected(too_long(path));
  // Non-blocking, so that opening a named pipe without a writer returns.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.number() < 0) return tl::unexpected(cannot_read(path, std::strerror(errno)));
  struct stat status{};
  if (::fstat(file.number(), &status) != 0) {
    return tl::unexpected(cannot_read(path, std::strerror(errno)));
  }
  if (S_ISDIR(status.st_mode)) return tl::unexpected(cannot_read(path, "it is a folder"));
  if (S_ISFIFO(status.st_mode) && pipes_too && is_open_pipe(path)) {
    ::fcntl(file.number(), F_SETFL, ::fcntl(file.number(), F_GETFL) & ~O_NONBLOCK);
    return read_all(file, path, 0, most);
  }
  if (!S_ISREG(status.st_mode))
    return tl::unexpected(cannot_read(path, "it is not a regular file"));
  const auto size = static_cast<std::uintmax_t>(status.st_size);
  if (size > most) return tl::unexpected(too_large(path, most));
  return read_all(file, path, static_cast<std::size_t>(size), most);
}

/// The name of the first start tag, found without parsing: enough to tell a configuration from
/// other XML.
bool looks_like_configuration(std::string_view text) {
  while (true) {
    const std::size_t open = text.find('<');
    if (open == std::string_view::npos) return false;
    text.remove_prefix(open + 1);
    std::string_view end = ">";
    if (text.starts_with("!--")) {
      end = "-->";
    } else if (!text.starts_with('!') && !text.starts_with('?')) {
      return equal_ignoring_case(text.substr(0, text.find_first_of(" \t\r\n/><")), "AMPSConfig");
    }
    // An internal DTD subset holds `>` of its own.
    const std::size_t subset = text.starts_with("!DOCTYPE") ? text.find_first_of("[>") : 0;
    if (subset != std::string_view::npos && subset != 0 && text[subset] == '[') end = "]>";
    const std::size_t close = text.find(end);
    if (close == std::string_view::npos) return false;
    text.remove_prefix(close + end.size());
  }
}

const std::string* stand_in(const fs::path& path, const FileTexts& instead) {
  if (instead.texts.empty()) return nullptr;
  const auto found = instead.texts.find(file_key(path));
  return found == instead.texts.end() ? nullptr : &found->second;
}

Result<std::string> read_by(FileReader& reader, const fs::path& path, std::size_t most) {
  Result<std::string> text = reader.read(path);
  if (text && text->size() > most) return tl::unexpected(too_large(path, most));
  return text;
}

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

}  // namespace

std::string file_key(const fs::path& path) {
  std::error_code failed;
  const fs::path found = fs::weakly_canonical(path, failed);
  return (failed ? path.lexically_normal() : found).string();
}

Result<std::string> read_file(const fs::path& path, const FileTexts& instead, std::size_t most) {
  if (const std::string* text = stand_in(path, instead)) return *text;
  if (instead.reader != nullptr) return read_by(*instead.reader, path, most);
  return open_and_read(path, false, most);
}

Result<std::string> read_stream(const fs::path& path, const FileTexts& instead) {
  if (const std::string* text = stand_in(path, instead)) return *text;
  if (instead.reader != nullptr) return read_by(*instead.reader, path, limits::list_size);
  if (path == "-")
    return read_all(Descriptor(STDIN_FILENO), "standard input", 0, limits::list_size);
  return open_and_read(path, true, limits::list_size);
}

namespace {

std::vector<std::string> configurations_in(const std::vector<fs::path>& files, FileReader& reader) {
  std::vector<std::string> found;
  for (const fs::path& file : files) {
    if (file.extension() != ".xml") continue;
    const Result<std::string> text = reader.read(file);
    if (!text || looks_like_configuration(*text)) found.push_back(file.string());
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace

Result<std::vector<std::string>> find_configurations(const std::string& path, FileReader* reader) {
  if (reader != nullptr) {
    const auto files = reader->list(path);
    return files ? configurations_in(*files, *reader) : std::vector<std::string>{path};
  }
  if (is_too_long(path)) return tl::unexpected(too_long(path));
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (!fs::exists(status)) {
    return tl::unexpected(Error{.what = fmt::format("'{}' does not exist", printable(path))});
  }
  if (!fs::is_directory(status)) return std::vector<std::string>{path};

  std::vector<std::string> found;
  fs::recursive_directory_iterator at(path, fs::directory_options::skip_permission_denied, failed);
  if (failed) return tl::unexpected(cannot_read(path, failed.message()));
  for (; at != fs::recursive_directory_iterator(); at.increment(failed)) {
    if (failed) return tl::unexpected(cannot_read(path, failed.message()));
    if (is_hidden(at->path())) {
      if (at->is_directory(failed)) at.disable_recursion_pending();
      continue;
    }
    if (at->path().extension() != ".xml" || !at->is_regular_file(failed)) continue;
    const Result<std::string> text = read_file(at->path());
    if (!text || looks_like_configuration(*text)) found.push_back(at->path().string());
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace ampslint
