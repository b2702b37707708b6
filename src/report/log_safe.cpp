#include "report/log_safe.hpp"

#include <algorithm>
#include <ostream>

namespace ampslint {
namespace {

/// A frame's own `:::` is not a command.
bool starts_command(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  return line.starts_with("::") && !line.starts_with("::: ");
}

bool is_command(std::string_view text) {
  return text.starts_with("##[") || text.starts_with("##vso[");
}

void write_line(std::string_view line, std::ostream& out) {
  if (starts_command(line)) {
    const std::size_t at = line.find(':');
    out << line.substr(0, at) << "\\x3a";
    line.remove_prefix(at + 1);
  }
  for (std::size_t at = line.find("##"); at != std::string_view::npos; at = line.find("##")) {
    out << line.substr(0, at) << (is_command(line.substr(at)) ? "\\x23" : "#");
    line.remove_prefix(at + 1);
  }
  out << line;
}

}  // namespace

void write_log_safe(std::string_view text, std::ostream& out) {
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

}  // namespace ampslint
