#include "report/diff.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <ostream>
#include <vector>

namespace ampslint {
namespace {

constexpr std::size_t context = 3;

struct Line {
  std::size_t offset = 0;
  std::string_view text;  ///< with its line feed, where it has one
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    lines.push_back({.offset = at, .text = text.substr(at, end - at)});
    at = end;
  }
  return lines;
}

/// Lines [begin, end) of the old text, and of the new one.
struct Change {
  std::size_t old_begin = 0;
  std::size_t old_end = 0;
  std::size_t new_begin = 0;
  std::size_t new_end = 0;
};

/// The line that holds a byte; the last one for the end of the text.
std::size_t line_at(const std::vector<Line>& lines, std::size_t offset) {
  const auto after = std::ranges::upper_bound(lines, offset, {}, &Line::offset);
  return static_cast<std::size_t>(after - lines.begin()) - (after == lines.begin() ? 0 : 1);
}

/// The first line that begins at a byte or behind it.
std::size_t line_from(const std::vector<Line>& lines, std::size_t offset) {
  const auto found = std::ranges::lower_bound(lines, offset, {}, &Line::offset);
  return static_cast<std::size_t>(found - lines.begin());
}

class Writer {
 public:
  Writer(const std::string& mark, const EditedText& edited, const ShowLine& show_old,
         const ShowLine& show_new, std::ostream& out)
      : mark_(mark),
        new_text_(edited.text()),
        old_(lines_of(edited.original())),
        new_(lines_of(new_text_)),
        show_old_(show_old),
        show_new_(show_new),
        out_(out) {
    find_changes(edited);
  }

  std::size_t write() {
    for (std::size_t i = 0; i < changes_.size();) {
      std::size_t end = i + 1;
      while (end < changes_.size() &&
             changes_[end].old_begin - changes_[end - 1].old_end <= 2 * context) {
        ++end;
      }
      write_hunk(i, end);
      i = end;
    }
    return altered_;
  }

 private:
  void find_changes(const EditedText& edited) {
    // How much further a byte stands in the new text; wraps.
    std::size_t shift = 0;
    const auto offset = [&](std::size_t line) {
      return line < old_.size() ? old_[line].offset : edited.original().size();
    };
    for (const Replacement& one : edited.replaced()) {
      const std::size_t begin = line_at(old_, one.begin);
      const std::size_t end = std::min(line_at(old_, one.end) + 1, old_.size());
      const std::size_t new_begin = line_from(new_, offset(begin) + shift);
      shift += one.text.size() - (one.end - one.begin);
      const std::size_t new_end = line_from(new_, offset(end) + shift);
      if (!changes_.empty() && begin <= changes_.back().old_end) {
        changes_.back().old_end = end;
        changes_.back().new_end = new_end;
      } else {
        changes_.push_back({begin, end, new_begin, new_end});
      }
    }
    for (Change& change : changes_) trim(change);
  }

  /// Takes away the lines at both ends that stayed as they were.
  void trim(Change& change) const {
    auto& [old_begin, old_end, new_begin, new_end] = change;
    while (old_begin < old_end && new_begin < new_end &&
           old_[old_begin].text == new_[new_begin].text) {
      ++old_begin;
      ++new_begin;
    }
    while (old_begin < old_end && new_begin < new_end &&
           old_[old_end - 1].text == new_[new_end - 1].text) {
      --old_end;
      --new_end;
    }
  }

  void write_hunk(std::size_t first, std::size_t end) {
    const Change& front = changes_[first];
    const Change& back = changes_[end - 1];
    const std::size_t lead = std::min(context, front.old_begin);
    const std::size_t trail = std::min(context, old_.size() - back.old_end);
    const auto range = [](std::size_t from, std::size_t to) {
      return fmt::format("{},{}", from == to ? from : from + 1, to - from);
    };
    out_ << fmt::format("@@ -{} +{} @@\n", range(front.old_begin - lead, back.old_end + trail),
                        range(front.new_begin - lead, back.new_end + trail));
    std::size_t at = front.old_begin - lead;
    for (std::size_t i = first; i < end; ++i) {
      const Change& change = changes_[i];
      for (; at < change.old_begin; ++at) write_line(' ', old_[at], show_old_);
      for (; at < change.old_end; ++at) write_line('-', old_[at], show_old_);
      for (std::size_t line = change.new_begin; line < change.new_end; ++line) {
        write_line('+', new_[line], show_new_);
      }
    }
    for (; at < back.old_end + trail; ++at) write_line(' ', old_[at], show_old_);
  }

  void write_line(char sign, const Line& line, const ShowLine& show) {
    const bool ended = line.text.ends_with('\n');
    const std::string_view text = line.text.substr(0, line.text.size() - (ended ? 1 : 0));
    const std::string shown = show(line.offset, text);
    if (shown != text) ++altered_;
    out_ << sign << (line.offset == 0 ? mark_ : std::string()) << shown << '\n';
    if (!ended) out_ << "\\ No newline at end of file\n";
  }

  const std::string& mark_;
  std::string new_text_;
  std::vector<Line> old_;
  std::vector<Line> new_;
  const ShowLine& show_old_;
  const ShowLine& show_new_;
  std::ostream& out_;
  std::vector<Change> changes_;
  std::size_t altered_ = 0;
};

/// A path as git writes it: quoted where it would be misread, also as a CI service's command, with
/// a tab behind one with blanks.
std::string header(std::string_view side, const std::string& path) {
  const std::string name = fmt::format("{}/{}", side, path);
  const bool command = name.find("##") != std::string::npos;
  const auto is_plain = [command](char c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\' && !(command && c == '#');
  };
  if (std::ranges::all_of(name, is_plain)) {
    return name + (name.find(' ') == std::string::npos ? "" : "\t");
  }
  std::string quoted = "\"";
  for (const char c : name) {
    if (is_plain(c)) {
      quoted += c;
    } else if (c == '"' || c == '\\') {
      quoted.append("\\").push_back(c);
    } else {
      quoted += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    }
  }
  return quoted + '"';
}

}  // namespace

std::size_t write_unified_diff(const std::string& path, const std::string& mark,
                               const EditedText& edited, const ShowLine& show_old,
                               const ShowLine& show_new, std::ostream& out) {
  out << "--- " << header("a", path) << "\n+++ " << header("b", path) << '\n';
  return Writer(mark, edited, show_old, show_new, out).write();
}

}  // namespace ampslint
