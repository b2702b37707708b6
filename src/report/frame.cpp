#include "report/frame.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>
#include <utility>

#include "base/ascii.hpp"
#include "base/printable.hpp"
#include "base/utf8.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

/// Lines longer than this are cut around the part that matters.
constexpr std::size_t widest_line = 160;

/// A line as it is shown, in three parts: before what is marked, the marked part, behind it.
struct Line {
  std::uint32_t number = 1;
  std::string before;
  std::string marked;
  std::string behind;
};

std::string shown_part(const Inputs& inputs, Span where) {
  constexpr std::string_view blanks = "    ";
  std::string text = inputs.shown(where);
  for (std::size_t at = text.find('\t'); at != text.npos; at = text.find('\t', at)) {
    text.replace(at, 1, blanks);
  }
  return printable(text);
}

/// The first code point boundary at or behind `at`.
std::size_t boundary(std::string_view text, std::size_t at) {
  while (at < text.size() && is_continuation(text[at])) ++at;
  return std::min(at, text.size());
}

/// So far from what is marked a line is looked at: with tabs, escapes and masks more than is shown.
constexpr std::uint32_t farthest = 16 * widest_line;

/// Takes what is too far away off a line of any length.
Span near_part(const Sources& sources, Span line, Span where) {
  const std::string_view text = sources[line.source].text;
  const std::uint32_t begin = std::max(line.begin, where.begin - std::min(where.begin, farthest));
  const std::uint32_t end = std::min(line.end, where.begin + 2 * farthest);
  return {.source = line.source,
          .begin = static_cast<std::uint32_t>(boundary(text, begin)),
          .end = static_cast<std::uint32_t>(boundary(text, end))};
}

void shorten(Line& line) {
  constexpr std::string_view cut = "…";
  if (line.marked.size() > widest_line) {
    line.marked = line.marked.substr(0, boundary(line.marked, widest_line)).append(cut);
    line.behind.clear();
  }
  const std::size_t room = widest_line / 2;
  if (line.before.size() > widest_line) {
    line.before = std::string(cut).append(
        line.before.substr(boundary(line.before, line.before.size() - room)));
  }
  if (line.behind.size() > widest_line) {
    line.behind = line.behind.substr(0, boundary(line.behind, room)).append(cut);
  }
}

Line line_of(const Inputs& inputs, Span where) {
  const Sources& sources = inputs.sources;
  const Span whole = near_part(sources, sources.line_at(where.source, where.begin), where);
  const std::uint32_t end = std::clamp(where.end, where.begin, whole.end);
  const auto part = [&](std::uint32_t from, std::uint32_t to) {
    return shown_part(inputs, {.source = where.source, .begin = from, .end = to});
  };
  Line line{.number = sources.position(where.source, where.begin).line,
            .before = part(whole.begin, std::min(where.begin, whole.end)),
            .marked = part(std::min(where.begin, whole.end), end),
            .behind = part(end, whole.end)};
  shorten(line);
  return line;
}

/// Writes the frames of one diagnostic with a common gutter.
class FrameWriter {
 public:
  FrameWriter(const Inputs& inputs, const ReportOptions& options, std::size_t gutter,
              std::ostream& out)
      : inputs_(inputs), style_(options), gutter_(gutter), out_(out) {}

  void frame(Span where, std::string_view arrow, char mark, std::string_view label, Paint paint) {
    const Line line = line_of(inputs_, where);
    const std::string number = std::to_string(line.number);
    out_ << std::string(gutter_, ' ') << painted(arrow, Paint::blue, style_) << ' '
         << place(inputs_.sources, where) << '\n';
    bar("");
    out_ << painted(std::string(gutter_ - number.size(), ' ') + number + " | ", Paint::blue, style_)
         << line.before << line.marked << line.behind << '\n';
    const std::size_t width = std::max<std::size_t>(1, display_width(line.marked));
    std::string marks(width, mark);
    if (!label.empty()) marks.append(" ").append(printable(label));
    bar(std::string(display_width(line.before), ' ') + painted(marks, paint, style_));
  }

  void bar(const std::string& text) {
    out_ << painted(std::string(gutter_, ' ') + " |", Paint::blue, style_)
         << (text.empty() ? "" : " ") << text << '\n';
  }

  void notice(std::string_view kind, const std::string& text) {
    out_ << painted(std::string(gutter_, ' ') + " = ", Paint::blue, style_)
         << painted(kind, Paint::bold, style_) << ": " << text << '\n';
  }

 private:
  const Inputs& inputs_;
  const ReportOptions& style_;
  std::size_t gutter_;
  std::ostream& out_;
};

std::string what_to_do(const Inputs& inputs, const Edit& edit) {
  const std::string old = printable(inputs.shown(edit.where));
  if (old.empty()) return fmt::format("insert '{}'", printable(edit.text));
  if (edit.text.empty()) return fmt::format("remove '{}'", old);
  return fmt::format("write '{}' instead of '{}'", printable(edit.text), old);
}

/// The line with the edits made, where they all stand on one short line.
std::string edited_line(const Inputs& inputs, const Fix& fix) {
  const Edit& first = fix.edits.front();
  const Span line = inputs.sources.line_at(first.where.source, first.where.begin);
  if (line.end - line.begin > farthest) return {};
  std::vector<Edit> edits = fix.edits;
  std::ranges::sort(edits, {}, &Edit::where);
  std::string text;
  std::uint32_t at = line.begin;
  for (const Edit& edit : edits) {
    if (edit.where.source != line.source || edit.where.begin < at || edit.where.end > line.end) {
      return {};
    }
    text += shown_part(inputs, {.source = line.source, .begin = at, .end = edit.where.begin});
    text += printable(edit.text);
    at = edit.where.end;
  }
  text += shown_part(inputs, {.source = line.source, .begin = at, .end = line.end});
  text.erase(0, text.find_first_not_of(' '));
  return text.size() > widest_line ? std::string() : text;
}

std::string help(const Inputs& inputs, const Fix& fix) {
  std::vector<std::string> edits;
  for (const Edit& edit : fix.edits) {
    // A start tag and its end tag take the same one.
    std::string words = what_to_do(inputs, edit);
    if (std::ranges::find(edits, words) == edits.end()) edits.push_back(std::move(words));
  }
  const std::string text = fmt::format("{}", fmt::join(edits, ", "));
  const std::string line = edited_line(inputs, fix);
  return line.empty() ? text : text + ": " + line;
}

std::size_t gutter_for(const Sources& sources, const Diagnostic& diagnostic) {
  std::uint32_t last = sources.position(diagnostic.where.source, diagnostic.where.begin).line;
  for (const Note& note : diagnostic.notes) {
    last = std::max(last, sources.position(note.where.source, note.where.begin).line);
  }
  return std::max<std::size_t>(2, std::to_string(last).size());
}

}  // namespace

std::string painted(std::string_view text, Paint paint, const ReportOptions& options) {
  constexpr std::string_view codes[] = {"0", "1", "1;31", "1;33", "1;34", "32", "36"};
  if (!options.color || paint == Paint::plain) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", codes[static_cast<std::size_t>(paint)], text);
}

Paint paint_of(Severity severity) {
  constexpr Paint paints[] = {Paint::cyan, Paint::yellow, Paint::red};
  return paints[static_cast<std::size_t>(severity)];
}

std::string one_line(const LintResult& result, const Diagnostic& diagnostic) {
  return fmt::format("{}: {}: {} [{}]", place(result.inputs.sources, diagnostic.where),
                     to_string(*diagnostic.severity), printable(diagnostic.message),
                     result.inputs.rule_of(diagnostic).id);
}

void write_frames(const LintResult& result, const Diagnostic& diagnostic,
                  const ReportOptions& options, std::ostream& out) {
  const Sources& sources = result.inputs.sources;
  const Severity severity = *diagnostic.severity;
  const Paint paint = paint_of(severity);
  out << painted(fmt::format("{}[{}]", to_string(severity), result.inputs.rule_of(diagnostic).id),
                 paint, options)
      << painted(": " + printable(diagnostic.message), Paint::bold, options) << '\n';
  FrameWriter writer(result.inputs, options, gutter_for(sources, diagnostic), out);
  writer.frame(diagnostic.where, "-->", '^', "", paint);
  for (const Note& note : diagnostic.notes) {
    writer.frame(note.where, ":::", '-', note.message, Paint::blue);
  }
  for (auto from = sources[diagnostic.where.source].included_from; from;
       from = sources[from->source].included_from) {
    writer.notice("note", fmt::format("included from {}", place(sources, *from)));
  }
  if (diagnostic.fix) writer.notice("help", help(result.inputs, *diagnostic.fix));
  out << '\n';
}

}  // namespace ampslint
