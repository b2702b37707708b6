#include "base/source.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "base/printable.hpp"
#include "base/utf8.hpp"

namespace ampslint {
namespace {

/// How many bytes apart the characters of a text are counted ahead.
constexpr std::uint32_t stride = 256;

std::vector<std::uint32_t> find_line_starts(const Source& source) {
  std::vector<std::uint32_t> starts{0};
  if (source.origin == Origin::option) return starts;
  for (std::size_t at = source.text.find('\n'); at != std::string_view::npos;
       at = source.text.find('\n', at + 1)) {
    starts.push_back(static_cast<std::uint32_t>(at + 1));
  }
  return starts;
}

}  // namespace

SourceId Sources::add(std::string path, FileText text, Origin origin) {
  return add({.path = std::move(path),
              .text = without_byte_order_mark(text.text),
              .owner = std::move(text.owner),
              .origin = origin});
}

SourceId Sources::add_option(std::string text, std::uint32_t number) {
  FileText kept(std::move(text));
  return add({.path = "<command line>",
              .text = kept.text,
              .owner = std::move(kept.owner),
              .first_line = number,
              .origin = Origin::option});
}

SourceId Sources::add_part(std::string path, std::string text, Origin origin,
                           std::uint32_t first_line) {
  const SourceId id = add(std::move(path), std::move(text), origin);
  sources_[id].source.first_line = first_line;
  sources_[id].source.is_part = true;
  return id;
}

SourceId Sources::append(Sources&& others) {
  const auto by = static_cast<SourceId>(sources_.size());
  for (Entry& entry : others.sources_) {
    if (entry.source.included_from) entry.source.included_from->source += by;
    add(std::move(entry.source));
  }
  others.sources_.clear();
  return by;
}

void Sources::drop_last() { sources_.pop_back(); }

SourceId Sources::add(Source source) {
  sources_.emplace_back(std::move(source));
  return static_cast<SourceId>(sources_.size() - 1);
}

SourceId Sources::add_inclusion(SourceId file, Span included_from) {
  Source source = sources_[file].source;
  source.included_from = included_from;
  return add(std::move(source));
}

Span Sources::whole(SourceId id) const {
  return {id, 0, static_cast<std::uint32_t>(sources_[id].source.text.size())};
}

std::string_view Sources::text(Span where) const {
  return where.range().of(sources_[where.source].source.text);
}

const std::vector<std::uint32_t>& Sources::line_starts(SourceId id) const {
  const Entry& entry = sources_[id];
  std::call_once(entry.has_line_starts,
                 [&entry] { entry.line_starts = find_line_starts(entry.source); });
  return entry.line_starts;
}

const Sources::Counts& Sources::counts(SourceId id) const {
  const Entry& entry = sources_[id];
  std::call_once(entry.has_counts, [&entry] {
    auto& [code_points, pairs] = entry.counts;
    code_points.push_back(0);
    pairs.push_back(0);
    const std::string_view text = entry.source.text;
    for (std::size_t at = 0; at + stride <= text.size(); at += stride) {
      const std::string_view part = text.substr(at, stride);
      code_points.push_back(code_points.back() + count_code_points(part));
      pairs.push_back(pairs.back() + count_utf16_pairs(part));
    }
  });
  return entry.counts;
}

std::uint32_t Sources::code_points_before(SourceId id, std::uint32_t offset) const {
  const std::size_t near = offset / stride;
  return counts(id).code_points[near] +
         count_code_points(sources_[id].source.text.substr(near * stride, offset % stride));
}

std::uint32_t Sources::pairs_before(SourceId id, std::uint32_t offset) const {
  const std::size_t near = offset / stride;
  return counts(id).pairs[near] +
         count_utf16_pairs(sources_[id].source.text.substr(near * stride, offset % stride));
}

Position Sources::position(SourceId id, std::uint32_t offset) const {
  const Source& source = sources_[id].source;
  const std::vector<std::uint32_t>& starts = line_starts(id);
  const auto after = std::ranges::upper_bound(starts, offset);
  const std::uint32_t start = *std::prev(after);
  const std::uint32_t before = offset - start < stride
                                   ? count_code_points(source.text.substr(start, offset - start))
                                   : code_points_before(id, offset) - code_points_before(id, start);
  return {.line = source.first_line + static_cast<std::uint32_t>(after - starts.begin() - 1),
          .column = 1 + before};
}

Position Sources::utf16_position(SourceId id, std::uint32_t offset) const {
  Position at = position(id, offset);
  const std::uint32_t start = line_at(id, offset).begin;
  at.column += offset - start < stride
                   ? count_utf16_pairs(sources_[id].source.text.substr(start, offset - start))
                   : pairs_before(id, offset) - pairs_before(id, start);
  return at;
}

std::uint32_t Sources::offset(SourceId id, Position position) const {
  const Source& source = sources_[id].source;
  const std::vector<std::uint32_t>& starts = line_starts(id);
  const std::uint32_t line = position.line - std::min(position.line, source.first_line);
  const auto size = static_cast<std::uint32_t>(source.text.size());
  if (line >= starts.size()) return size;
  const auto next = [&](std::uint32_t at) {
    while (at < size && is_continuation(source.text[at])) ++at;
    return at;
  };
  std::uint32_t at = starts[line];
  std::uint32_t left = position.column - std::min(position.column, 1U);
  if (left >= stride) {
    // From the last place before which fewer code points are counted than are to be passed.
    const std::uint32_t wanted = code_points_before(id, at) + left;
    const std::vector<std::uint32_t>& known = counts(id).code_points;
    const auto near = std::prev(std::ranges::lower_bound(known, wanted));
    at = next(std::max(at, static_cast<std::uint32_t>(near - known.begin()) * stride));
    left = wanted - code_points_before(id, at);
  }
  for (; left > 0 && at < size; --left) at = next(at + 1);
  return at;
}

Span Sources::line_at(SourceId id, std::uint32_t offset) const {
  const std::string_view text = sources_[id].source.text;
  const std::vector<std::uint32_t>& starts = line_starts(id);
  const auto after = std::ranges::upper_bound(starts, offset);
  const std::uint32_t begin = *std::prev(after);
  std::uint32_t end = after == starts.end() ? static_cast<std::uint32_t>(text.size()) : *after - 1;
  if (end > begin && text[end - 1] == '\r' && sources_[id].source.origin != Origin::option) --end;
  return {.source = id, .begin = begin, .end = end};
}

Span Sources::near(Span where, std::uint32_t far) const {
  const Span line = line_at(where.source, where.begin);
  const std::uint32_t end = std::max(line.begin, std::min(line.end, where.end));
  return {.source = line.source,
          .begin = std::max(line.begin, where.begin - std::min(where.begin, far)),
          .end = std::min(line.end, end + std::min(far, line.end - std::min(end, line.end)))};
}

std::string place(const Sources& sources, Span where) {
  const Position at = sources.position(where.source, where.begin);
  return fmt::format("{}:{}:{}", printable(sources[where.source].path), at.line, at.column);
}

}  // namespace ampslint
