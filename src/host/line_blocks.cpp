#include "host/line_blocks.hpp"

#include <fmt/core.h>

#include <string_view>

#include "base/files.hpp"
#include "base/limits.hpp"

namespace ampslint {
namespace {

/// Bytes and lines of a block: what a line comes to takes many times its own bytes.
constexpr std::size_t most_bytes = 4 * limits::mebibyte;
constexpr std::size_t most_lines = std::size_t{1} << 15U;

/// Where the last line of the text begins, which ends with a line feed.
std::size_t last_line(std::string_view text) {
  return text.substr(0, text.size() - 1).rfind('\n') + 1;
}

/// The text without the comments at its end.
std::size_t end_without_comments(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0) {
    const std::size_t begin = last_line(text.substr(0, end));
    if (text[begin] != '#') return end;
    end = begin;
  }
  return text.size();
}

}  // namespace

Result<LineBlocks> LineBlocks::open(const std::filesystem::path& path) {
  Result<OpenFile> file = OpenFile::open(path, true);
  if (!file) return tl::unexpected(file.error());
  return LineBlocks(std::move(*file));
}

Result<void> LineBlocks::fill() {
  std::size_t size = buffer_.size();
  buffer_.resize(most_bytes);
  while (size < most_bytes) {
    const auto got = file_.read(buffer_.data() + size, most_bytes - size);
    if (!got) return tl::unexpected(got.error());
    at_end_ = *got == 0;
    if (at_end_) break;
    size += *got;
  }
  buffer_.resize(size);
  return {};
}

std::size_t LineBlocks::block_size() const {
  std::size_t end = 0;
  for (std::size_t lines = 0; lines < most_lines; ++lines) {
    const std::size_t line_feed = buffer_.find('\n', end);
    if (line_feed == std::string::npos) {
      if (at_end_) return buffer_.size();
      break;
    }
    end = line_feed + 1;
  }
  return end_without_comments(std::string_view(buffer_).substr(0, end));
}

Result<std::string> LineBlocks::next() {
  if (!at_end_) {
    if (auto filled = fill(); !filled) return tl::unexpected(filled.error());
  }
  const std::size_t size = block_size();
  if (size == 0 && !buffer_.empty()) {
    return tl::unexpected(file_.cannot_read(
        fmt::format("a line is longer than {} MiB", most_bytes / limits::mebibyte)));
  }
  std::string block = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return block;
}

}  // namespace ampslint
