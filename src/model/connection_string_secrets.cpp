#include <algorithm>

#include "base/ascii.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

Range range(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool is_scheme_character(char c) { return is_alphanumeric(c) || c == '+' || c == '-' || c == '.'; }

/// Where the next string of a list begins (`…,tcp://`), at or behind `from`; the end where there is
/// none.
std::size_t next_string(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find("://", from); at != std::string_view::npos;
       at = text.find("://", at + 3)) {
    std::size_t begin = at;
    while (begin > from && is_scheme_character(text[begin - 1])) --begin;
    const bool separated = begin > from && std::string_view(",; \t|\"'").find(text[begin - 1]) !=
                                               std::string_view::npos;
    if (separated && begin < at) return begin;
  }
  return text.size();
}

/// The user information of a string that follows its scheme: up to the `@` that a host follows,
/// even where the password holds `@`, `/` or `?` that it should not.
std::size_t user_information_end(std::string_view text) {
  const std::size_t query = text.find('?');
  const std::string_view before = text.substr(0, query);
  // With a host, port and path before the query, an `@` in the query is an option's.
  const std::size_t last = before.rfind('@');
  if (last != std::string_view::npos) return last;
  if (query == std::string_view::npos) return std::string_view::npos;
  const std::size_t late = text.rfind('@');
  if (late == std::string_view::npos) return late;
  const std::string_view behind = text.substr(late + 1);
  const bool whole_before = before.find('/') != std::string_view::npos;
  const std::size_t colon = behind.find(':');
  const bool host_behind = colon != std::string_view::npos &&
                           behind.find('/', colon) != std::string_view::npos &&
                           behind.find_first_of("&=?") > behind.find('/', colon);
  return whole_before && !host_behind ? std::string_view::npos : late;
}

void add_password(std::string_view text, std::size_t begin, std::size_t end,
                  std::vector<Range>& secrets) {
  const std::string_view one = text.substr(begin, end - begin);
  const std::size_t at = user_information_end(one);
  if (at == std::string_view::npos) return;
  const std::size_t colon = one.find(':');
  if (colon < at && colon + 1 < at) secrets.push_back(range(begin + colon + 1, begin + at));
}

/// Options that no client knows, but that people write all the same.
void add_secret_options(std::string_view text, std::vector<Range>& secrets) {
  for (std::size_t equals = text.find('='); equals != std::string_view::npos;
       equals = text.find('=', equals + 1)) {
    std::size_t begin = equals;
    while (begin > 0 &&
           std::string_view("?&;=/@").find(text[begin - 1]) == std::string_view::npos) {
      --begin;
    }
    if (!is_secret_name(text.substr(begin, equals - begin))) continue;
    // A `&` of the secret itself begins a word without `=`.
    std::size_t end = std::min(text.find('&', equals), text.size());
    while (end < text.size()) {
      const std::size_t next = std::min(text.find('&', end + 1), text.size());
      if (text.substr(end, next - end).find('=') != std::string_view::npos) break;
      end = next;
    }
    if (equals + 1 < end) secrets.push_back(range(equals + 1, end));
  }
}

/// Behind `scheme:` and its slashes; the start where there is no scheme.
std::size_t authority_begin(std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t slashes = text.find(":/", begin);
  if (slashes >= end) return begin;
  // A slash behind a later colon is a path's, or a password's: `user:/pw@host`.
  if (find_either(text, ':', '@') < slashes && begin == 0) return begin;
  std::size_t at = slashes + 1;
  while (at < end && text[at] == '/') ++at;
  return at;
}

}  // namespace

std::string_view second_string(std::string_view text) {
  const std::size_t first = text.find("://");
  if (first == std::string_view::npos) return {};
  const std::size_t at = next_string(text, first + 3);
  return at == text.size() ? std::string_view() : text.substr(at);
}

bool is_secret_name(std::string_view name) {
  const std::string lower = to_lower(name);
  const auto holds = [&lower](std::string_view word) {
    return lower.find(word) != std::string::npos;
  };
  constexpr std::string_view parts[] = {"password",   "passwd",    "passphrase", "secret",
                                        "token",      "bindpw",    "api_key",    "api-key",
                                        "access_key", "access-key"};
  constexpr std::string_view names[] = {"pw",        "pwd",         "pass",         "apikey",
                                        "accesskey", "credentials", "authorization"};
  const bool secret =
      std::ranges::any_of(parts, holds) || std::ranges::find(names, lower) != std::end(names);
  const auto elsewhere = {"file", "environment", "uri", "path", "endpoint"};
  return secret && std::ranges::none_of(elsewhere, holds);
}

std::vector<Range> secrets_of(std::string_view text) {
  std::vector<Range> secrets;
  if (text.find('@') != std::string_view::npos) {
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = next_string(text, begin);
      add_password(text, authority_begin(text, begin, end), end, secrets);
      begin = end;
    }
  }
  if (text.find('=') != std::string_view::npos) add_secret_options(text, secrets);
  if (secrets.size() > 1) std::ranges::sort(secrets);
  return secrets;
}

}  // namespace ampslint
