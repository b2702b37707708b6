#include "lsp/places.hpp"

#include <algorithm>
#include <filesystem>

namespace ampslint::lsp {
namespace {

constexpr std::size_t most_read = std::size_t{16} << 20U;

}  // namespace

Shift::Shift(std::string_view before, std::string_view after) {
  const std::size_t most = std::min(before.size(), after.size());
  const auto first = std::mismatch(
      before.begin(), before.begin() + static_cast<std::ptrdiff_t>(most), after.begin());
  common_ = static_cast<std::size_t>(first.first - before.begin());
  std::size_t end = 0;
  while (end < most - common_ && before[before.size() - 1 - end] == after[after.size() - 1 - end]) {
    ++end;
  }
  before_ = before.size() - end;
  after_ = after.size() - end;
}

std::size_t Shift::after(std::size_t before) const {
  if (before <= common_) return before;
  return before >= before_ ? before - before_ + after_ : std::min(before, after_);
}

std::size_t Shift::before(std::size_t after) const {
  if (after <= common_) return after;
  return after >= after_ ? after - after_ + before_ : std::min(after, before_);
}

Places::File& Places::file(const std::string& path) {
  const auto known = known_.find(path);
  if (known != known_.end()) return known->second;
  const std::filesystem::path whole = (std::filesystem::path(folder_) / path).lexically_normal();
  File made{.key = files_.key(whole), .uri = {}, .read = {}, .shown = {}};
  const auto text = texts_.find(path);
  if (text != texts_.end()) made.read = text->second;
  const auto open = documents_.find(made.key);
  if (open == documents_.end()) {
    made.uri = lsp::uri_of(whole.native());
    // Of an environment file, a result keeps the values only.
    if (text == texts_.end()) {
      if (const Result<FileText> now = files_.read(whole, {.most = most_read})) {
        made.owner = now->owner;
        made.read = now->text;
        if (made.read.starts_with("\xEF\xBB\xBF")) made.read.remove_prefix(3);
      }
    }
    made.shown = made.read;
    return known_.emplace(path, std::move(made)).first->second;
  }
  made.uri = open->second.uri;
  made.shown = *open->second.text;
  made.mark = open->second.mark();
  const std::string_view now = made.shown.substr(made.mark);
  if (text == texts_.end()) made.read = now;
  if (made.read != now) made.shift.emplace(made.read, now);
  return known_.emplace(path, std::move(made)).first->second;
}

std::size_t Places::shown_offset(const File& in, std::size_t offset) {
  return in.mark + (in.shift ? in.shift->after(offset) : offset);
}

const TextLines& Places::lines(File& in) const {
  if (!in.lines) in.lines.emplace(in.shown, encoding_);
  return *in.lines;
}

Bytes Places::bytes(const Place& where) {
  const File& in = file(where.path);
  return {.begin = shown_offset(in, where.start.offset), .end = shown_offset(in, where.end.offset)};
}

Json Places::range(const Place& where) {
  const Bytes place = bytes(where);
  return lines(file(where.path)).range(place);
}

Json Places::location(const Place& where) {
  Json shown = range(where);
  return {{"uri", file(where.path).uri}, {"range", std::move(shown)}};
}

std::size_t Places::read_offset(const std::string& path, std::size_t offset) {
  const File& in = file(path);
  offset -= std::min(offset, in.mark);
  return in.shift ? in.shift->before(offset) : offset;
}

LinePlace Places::nearest(const std::string& path, LinePlace code_points) {
  File& in = file(path);
  const std::size_t offset = TextLines(in.read, Encoding::utf32).offset(code_points);
  return lines(in).place(shown_offset(in, offset));
}

}  // namespace ampslint::lsp
