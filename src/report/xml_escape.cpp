#include "report/xml_escape.hpp"

#include <fmt/core.h>

#include <cstdint>

#include "base/printable.hpp"
#include "base/utf8.hpp"

namespace ampslint {
namespace {

/// Nothing for what may stand as it is.
std::string_view escape_of(char32_t c, bool in_attribute) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return in_attribute ? "&quot;" : "";
    case '\t':
      return in_attribute ? "&#9;" : "";
    case '\n':
      return in_attribute ? "&#10;" : "";
    case '\r':
      return "&#13;";
    default:
      return is_xml_char(c) ? "" : "\uFFFD";
  }
}

bool is_as_it_seems(char c) {
  return c >= ' ' && c <= '~' && std::string_view("&<>\"#").find(c) == std::string_view::npos;
}

std::string escaped(std::string_view text, bool in_attribute) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (is_as_it_seems(text[at])) {
      out += text[at++];
      continue;
    }
    const CodePoint next = code_point_at(text, at);
    const std::string_view escape = escape_of(next.value, in_attribute);
    const bool printed = next.value == '\n' || next.value == '\t' || !is_unseen(next.value);
    if (!escape.empty()) {
      out += escape;
    } else if (printed && !begins_agent_command(text.substr(at))) {
      out += text.substr(at, next.bytes);
    } else {
      out += fmt::format("&#{};", static_cast<std::uint32_t>(next.value));
    }
    at += next.bytes;
  }
  return out;
}

}  // namespace

std::string xml_text(std::string_view text) { return escaped(text, false); }

std::string xml_attribute(std::string_view text) { return escaped(text, true); }

}  // namespace ampslint
