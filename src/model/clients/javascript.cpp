#include <algorithm>

#include "base/ascii.hpp"
#include "model/clients/readers.hpp"

namespace ampslint {
namespace {

/// Moves the first `length` bytes out of `rest`.
std::string_view take(std::string_view& rest, std::size_t length) {
  const std::string_view taken = rest.substr(0, length);
  rest.remove_prefix(taken.size());
  return taken;
}

/// Moves what stands before the first of `stops`, or all of it, out of `rest`.
std::string_view take_until(std::string_view& rest, std::string_view stops) {
  return take(rest, rest.find_first_of(stops));
}

/// `name:…@` in front: the splitter takes the name for a user and sees no scheme.
bool starts_with_user(std::string_view text) {
  const std::size_t colon = text.find_first_of(":@");
  if (colon == 0 || colon == std::string_view::npos || text[colon] == '@') return false;
  const std::size_t stop = text.find_first_of(":@/", colon + 1);
  return stop != std::string_view::npos && text[stop] == '@';
}

void read_scheme(std::string_view& rest, Parts& parts) {
  const std::size_t colon = rest.find_first_of(":/?#.");
  if (colon == 0 || colon == std::string_view::npos || rest[colon] != ':') return;
  if (starts_with_user(rest)) return;
  parts.scheme = take(rest, colon);
  rest.remove_prefix(1);
}

/// `user@` or `user:password@`. Only `:` and `@` end either, so an `@` in the path or the query
/// counts too.
void read_user(std::string_view& rest, Parts& parts) {
  const std::size_t first = rest.find_first_of(":@");
  if (first == std::string_view::npos) return;
  std::size_t at = first;
  if (rest[first] == ':') {
    at = rest.find_first_of(":@", first + 1);
    if (at == std::string_view::npos || rest[at] == ':') return;
    parts.password = SecretView(rest.substr(first + 1, at - first - 1));
  }
  parts.user = rest.substr(0, first);
  rest.remove_prefix(at + 1);
}

void read_host(std::string_view& rest, Parts& parts) {
  parts.host = take_until(rest, ":/?#");
  if (!rest.starts_with(':')) return;
  rest.remove_prefix(1);
  parts.port = take(rest, rest.find_first_not_of("0123456789"));
}

/// Drops what the splitter loses: whatever stands between a leading `&` and the next one.
void read_pairs(std::string_view query, Parts& parts) {
  if (query.starts_with('&')) query.remove_prefix(std::min(query.find('&', 1), query.size()));
  while (!query.empty()) {
    const std::string_view piece = take_until(query, "&");
    if (!query.empty()) query.remove_prefix(1);
    if (piece.empty()) continue;
    const std::size_t equals = piece.find('=');
    parts.options.push_back({piece.substr(0, equals), {}});
    if (equals != std::string_view::npos) parts.options.back().value = piece.substr(equals + 1);
  }
}

/// Absent if the text is nothing but slashes.
Part without_slashes(std::string_view text) {
  const std::size_t begin = text.find_first_not_of('/');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of('/') - begin + 1);
}

/// What is left of the string once the authority is gone need not be a path: `:1]:9007` of an IPv6
/// address.
void read_path(std::string_view& rest, Parts& parts) {
  const std::string_view path = take_until(rest, rest.starts_with('/') ? "?#" : "?#/");
  if (!path.empty()) parts.path = path;
  const std::size_t last = path.rfind('/');
  if (last == std::string_view::npos) return;
  const std::string_view before = path.substr(0, last);
  const std::size_t start = before.rfind('/') + 1;  // 0 when there is none
  parts.protocol = before.substr(start);
  parts.message_type = path.substr(last + 1);
  parts.prefix = without_slashes(before.substr(0, start));
}

Reading read_parts(std::string_view rest) {
  Reading reading{.accepts = false, .error = {}, .parts = {}};
  Parts& parts = reading.parts;
  read_scheme(rest, parts);
  if (rest.starts_with("//")) parts.slashes = take(rest, 2);
  read_user(rest, parts);
  read_host(rest, parts);
  read_path(rest, parts);
  if (rest.starts_with('?')) {
    rest.remove_prefix(1);
    parts.query = take_until(rest, "#");
    read_pairs(parts.query, parts);
  }
  return reading;
}

/// Whether a byte begins a character behind U+00FF, which Node takes in no request.
bool is_beyond_latin(char c) { return static_cast<unsigned char>(c) >= 0xC4; }

}  // namespace

Reading read_javascript(std::string_view text) {
  if (text.empty()) return {false, "No Server Chooser or URI Provided", {}};
  Reading reading = read_parts(text);
  if (!reading.parts.protocol.present()) {
    reading.error = "TypeError: Cannot read properties of undefined (reading 'toLowerCase')";
  } else if (!equal_ignoring_case(reading.parts.protocol, "amps")) {
    reading.error = "Error: Specification of message type requires amps protocol";
  } else if (std::ranges::any_of(reading.parts.path, is_beyond_latin)) {
    reading.error = "TypeError: Request path contains unescaped characters";
  } else {
    reading.accepts = true;
  }
  return reading;
}

}  // namespace ampslint
