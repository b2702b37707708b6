#include "lsp/documents.hpp"

#include <charconv>

namespace ampslint::lsp {

std::optional<std::string> path_of(std::string_view uri) {
  if (uri.starts_with("untitled:")) {
    std::string path = "/";
    for (const char c : uri) path += c == '/' || c == '\0' ? '_' : c;
    return path;
  }
  constexpr std::string_view scheme = "file://";
  if (!uri.starts_with(scheme)) return std::nullopt;
  uri.remove_prefix(scheme.size());
  if (uri.starts_with("localhost/")) uri.remove_prefix(std::string_view("localhost").size());
  if (!uri.starts_with('/')) return std::nullopt;
  std::string path;
  for (std::size_t i = 0; i < uri.size(); ++i) {
    unsigned char byte = 0;
    const char* const digits = uri.data() + i + 1;
    if (uri[i] == '%' && i + 2 < uri.size() &&
        std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
      path += static_cast<char>(byte);
      i += 2;
    } else {
      path += uri[i];
    }
  }
  if (path.find('\0') != std::string::npos) return std::nullopt;
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

std::string uri_of(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  std::string uri = "file://";
  for (const char c : path) {
    if (plain.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      uri += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  return uri;
}

std::optional<std::string> changed(std::string text, const Json& changes, Encoding encoding) {
  if (!changes.is_array()) return std::nullopt;
  for (const Json& change : changes) {
    if (!at(change, {"text"}).is_string()) return std::nullopt;
    const Json& range = at(change, {"range"});
    if (range.is_null()) {
      text = string_at(change, {"text"});
      continue;
    }
    const std::optional<Bytes> where = TextLines(text, encoding).bytes(range);
    if (!where) return std::nullopt;
    text.replace(where->begin, where->end - where->begin, string_at(change, {"text"}));
  }
  return text;
}

}  // namespace ampslint::lsp
