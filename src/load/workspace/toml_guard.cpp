#include "load/workspace/toml_guard.hpp"

#include <algorithm>
#include <string>

#include "base/limits.hpp"

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

/// The first character outside quotes and comments that stops there; the end where none does.
template <typename Stops>
std::size_t find_bare(std::string_view text, const Stops& stops) {
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '"' || text[at] == '\'') {
      at = behind_quoted(text, at);
    } else if (text[at] == '#') {
      at = std::min(text.find('\n', at), text.size());
    } else if (stops(text[at])) {
      return at;
    } else {
      ++at;
    }
  }
  return text.size();
}

}  // namespace

std::size_t find_dot_too_many(std::string_view text) {
  std::size_t dots = 0;
  return find_bare(text, [&dots](char c) {
    if (c == '\n') dots = 0;
    return c == '.' && ++dots > limits::workspace_dots;
  });
}

std::size_t find_stray(std::string_view text) {
  return find_bare(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

}  // namespace ampslint
