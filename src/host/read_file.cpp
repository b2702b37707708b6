#include "host/read_file.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>
#include <system_error>

#include "base/ascii.hpp"
#include "base/printable.hpp"
#include "host/huge_pages.hpp"
#include "host/open_file.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

Result<std::string> read_all(OpenFile& file, std::size_t most) {
  constexpr std::size_t step = std::size_t{1} << 16U;
  const auto too_large = [&] {
    return file.cannot_read(fmt::format("larger than {} MiB", most / limits::mebibyte));
  };
  const std::size_t expected = file.size();
  if (expected > most) return tl::unexpected(too_large());
  std::string text;
  std::size_t size = 0;
  while (true) {
    if (size == text.size()) {
      const std::size_t wanted = size == 0 ? expected + 1 : size + std::max(size, step);
      text.reserve(wanted);
      prefer_huge_pages(text.data() + size, text.capacity() - size);
      text.resize(wanted);
    }
    const auto got = file.read(text.data() + size, text.size() - size);
    if (!got) return tl::unexpected(got.error());
    if (*got == 0) break;
    size += *got;
    if (size > most) return tl::unexpected(too_large());
  }
  text.resize(size);
  return text;
}

Result<std::string> open_and_read(const fs::path& path, bool streams_too, std::size_t most) {
  Result<OpenFile> file = OpenFile::open(path, streams_too);
  if (!file) return tl::unexpected(file.error());
  return read_all(*file, most);
}

/// The name of the first start tag, found without parsing: enough to distinguish a configuration
/// from other XML.
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
  if (text && text->size() > most)
    return tl::unexpected(
        cannot_read(path, fmt::format("larger than {} MiB", most / limits::mebibyte)));
  return text;
}

bool is_xml(const fs::path& path) { return path.extension() == ".xml"; }
bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

}  // namespace

Result<std::string> read_file(const fs::path& path, const FileTexts& instead, std::size_t most) {
  if (const std::string* text = stand_in(path, instead)) return *text;
  if (instead.reader != nullptr) return read_by(*instead.reader, path, most);
  return open_and_read(path, false, most);
}

Result<std::string> read_stream(const fs::path& path, const FileTexts& instead) {
  if (const std::string* text = stand_in(path, instead)) return *text;
  if (instead.reader != nullptr) return read_by(*instead.reader, path, limits::list_size);
  return open_and_read(path, true, limits::list_size);
}

namespace {

Result<std::vector<fs::path>> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failed;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied,
                                      failed);
  if (failed) return tl::unexpected(cannot_read(folder, failed.message()));
  for (; at != fs::recursive_directory_iterator(); at.increment(failed)) {
    if (failed) return tl::unexpected(cannot_read(folder, failed.message()));
    if (is_hidden(at->path())) {
      if (at->is_directory(failed)) at.disable_recursion_pending();
    } else if (is_xml(at->path()) && at->is_regular_file(failed)) {
      files.push_back(at->path());
    }
  }
  return files;
}

std::vector<FoundFile> configurations_in(const std::vector<fs::path>& files,
                                         const FileTexts& instead, std::size_t& room) {
  std::vector<FoundFile> found;
  for (const fs::path& file : files) {
    if (!is_xml(file)) continue;
    Result<std::string> text = read_file(file, instead);
    if (text && !looks_like_configuration(*text)) continue;
    found.push_back({file.string()});
    if (!text || text->size() > room) continue;
    room -= text->size();
    found.back().text = std::move(*text);
  }
  std::ranges::sort(found, {}, &FoundFile::path);
  return found;
}

}  // namespace

Result<std::vector<FoundFile>> find_configurations(const std::string& path,
                                                   const FileTexts& instead, std::size_t& room) {
  if (instead.reader != nullptr) {
    const auto files = instead.reader->list(path);
    return files ? configurations_in(*files, instead, room) : std::vector<FoundFile>{{path}};
  }
  if (is_too_long(path)) return tl::unexpected(too_long(path));
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (!fs::exists(status)) {
    return tl::unexpected(Error{.what = fmt::format("'{}' does not exist", printable(path))});
  }
  if (!fs::is_directory(status)) return std::vector<FoundFile>{{path}};
  const auto files = files_below(path);
  if (!files) return tl::unexpected(files.error());
  return configurations_in(*files, instead, room);
}

}  // namespace ampslint
