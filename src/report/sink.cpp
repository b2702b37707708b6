#include "report/sink.hpp"

#include <algorithm>
#include <sstream>

#include "base/printable.hpp"
#include "base/utf8.hpp"
#include "model/redactor.hpp"

namespace ampslint {
namespace {

/// GitHub's runner skips all blanks of Unicode. A frame's own `:::` is not a command.
bool starts_command(std::string_view line) {
  for (CodePoint next{}; !line.empty(); line.remove_prefix(next.bytes)) {
    next = code_point_at(line, 0);
    if (!is_white_space(next.value)) break;
  }
  return line.starts_with("::") && !line.starts_with("::: ");
}

void write_line(std::string_view line, std::ostream& out) {
  if (starts_command(line)) {
    const std::size_t at = line.find(':');
    out << line.substr(0, at) << "\\x3a";
    line.remove_prefix(at + 1);
  }
  for (std::size_t at = line.find("##"); at != std::string_view::npos; at = line.find("##")) {
    out << line.substr(0, at) << (begins_agent_command(line.substr(at)) ? "\\x23" : "#");
    line.remove_prefix(at + 1);
  }
  out << line;
}

/// Whole lines.
void write_lines(std::string_view text, std::ostream& out) {
  const bool plain = text.find("##") == text.npos && text.find("::") == text.npos;
  if (plain) {
    out << text;
    return;
  }
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    write_line(text.substr(0, end), out);
    text.remove_prefix(end);
  }
}

}  // namespace

Sink::Lines::~Lines() { write_lines(pending_, out_); }

Sink::Lines::int_type Sink::Lines::overflow(int_type c) {
  const char character = traits_type::to_char_type(c);
  xsputn(&character, 1);
  return c;
}

std::streamsize Sink::Lines::xsputn(const char* text, std::streamsize size) {
  pending_.append(text, static_cast<std::size_t>(size));
  const std::size_t end = std::string_view(text, static_cast<std::size_t>(size)).rfind('\n');
  if (end == std::string_view::npos) return size;
  const std::size_t whole = pending_.size() - static_cast<std::size_t>(size) + end + 1;
  write_lines(std::string_view(pending_).substr(0, whole), out_);
  pending_.erase(0, whole);
  return size;
}

std::string defused(std::string_view line) {
  std::ostringstream out;
  write_line(line, out);
  return out.str();
}

void write_message(std::string_view words, std::ostream& out) {
  Sink(out) << Redactor().clean(std::string(words)) << '\n';
}

}  // namespace ampslint
