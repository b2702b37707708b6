#include "load/toml_text.hpp"

#include <algorithm>
#include <string>

#include "input_limits.hpp"

namespace ampslint {
namespace {

/// Behind the quoted text that begins at `at`; one line of it where nothing closes that.
std::size_t behind_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool several_lines = text.substr(at).starts_with(std::string(3, quote));
  const std::string end(several_lines ? 3 : 1, quote);
  for (at += end.size(); at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (text.substr(at).starts_with(end)) {
      at += end.size();
      // Quotes before the closing ones are text.
      while (several_lines && at < text.size() && text[at] == quote) ++at;
      return at;
    } else if (text[at] == '\n' && !several_lines) {
      return at;
    }
  }
  return text.size();
}

}  // namespace

std::size_t line_nested_too_deep(std::string_view text) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::size_t dots = 0;
    char quote = '\0';
    for (std::size_t at = 0; at < end && (quote != '\0' || text[at] != '#'); ++at) {
      const char c = text[at];
      if (quote == '"' && c == '\\') {
        ++at;
      } else if (c == quote) {
        quote = '\0';
      } else if (quote == '\0') {
        if (c == '"' || c == '\'') quote = c;
        if (c == '.' && ++dots > limits::workspace_dots) return number;
      }
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return 0;
}

std::size_t find_stray(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '"' || text[at] == '\'') {
      at = behind_quoted(text, at);
    } else if (text[at] == '#') {
      at = std::min(text.find('\n', at), text.size());
    } else if (static_cast<unsigned char>(text[at]) >= 0x80) {
      return at;
    } else {
      ++at;
    }
  }
  return text.size();
}

}  // namespace ampslint
