#include <algorithm>
#include <iterator>

#include "base/ascii.hpp"
#include "base/placeholder.hpp"
#include "model/clients/percent.hpp"
#include "model/connection_string.hpp"
#include "model/named_secrets.hpp"
#include "model/secret_names.hpp"

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

/// The last `@` that is not of a placeholder, as those of `@HOST@:@PORT@` are.
std::size_t last_at_sign(std::string_view text) {
  std::size_t last = npos;
  for (std::size_t at = text.find('@'); at != npos; at = text.find('@', at)) {
    const std::size_t length = placeholder_at(text, at);
    const bool is_name = length > 2 && text[at + length - 1] == '@';
    if (!is_name) last = at;
    at += is_name ? length : 1;
  }
  return last;
}

/// The user information of a string that follows its scheme: up to the `@` that a host follows,
/// even where the password holds `@`, `/` or `?` that it should not.
std::size_t user_information_end(std::string_view text) {
  const std::size_t query = text.find('?');
  const std::string_view before = text.substr(0, query);
  // With a host, port and path before the query, an `@` in the query is an option's.
  const std::size_t last = last_at_sign(before);
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

/// The end of an option's value. A `&` of a secret itself begins a word without `=`.
std::size_t option_end(std::string_view text, std::size_t equals) {
  std::size_t end = std::min(text.find('&', equals), text.size());
  while (end < text.size()) {
    const std::size_t next = std::min(text.find('&', end + 1), text.size());
    if (text.substr(end, next - end).find('=') != std::string_view::npos) break;
    end = next;
  }
  return end;
}

/// `p%61ssword` as it is meant.
bool is_secret_option(std::string_view name) {
  if (name.find('%') == std::string_view::npos) return is_secret_name(name);
  return is_secret_name(unescape(name).value_or(std::string(name)));
}

/// `?password:…` and `?password …`, where `=` was meant.
void add_misspelt_options(std::string_view text, std::vector<Range>& secrets) {
  for (std::size_t sign = text.find_first_of("?&;"); sign != std::string_view::npos;
       sign = text.find_first_of("?&;", sign + 1)) {
    const std::size_t end = text.find_first_of("?&;=:/@ \t", sign + 1);
    if (end == std::string_view::npos) return;
    const bool given = std::string_view(": \t").find(text[end]) != std::string_view::npos;
    if (!given || !is_secret_option(text.substr(sign + 1, end - sign - 1))) continue;
    const std::size_t value = option_end(text, end);
    if (end + 1 < value) secrets.push_back(range(end + 1, value));
    sign = value - 1;
  }
}

/// Options that no client knows, but that people write all the same.
void add_secret_options(std::string_view text, std::vector<Range>& secrets) {
  std::size_t end = 0;  // of the last value; no other value ends before it
  for (std::size_t equals = text.find('='); equals != std::string_view::npos;
       equals = text.find('=', equals + 1)) {
    std::size_t begin = equals;
    while (begin > 0 &&
           std::string_view("?&;=/@").find(text[begin - 1]) == std::string_view::npos) {
      --begin;
    }
    if (!is_secret_option(text.substr(begin, equals - begin))) continue;
    if (end <= equals) end = option_end(text, equals);
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

bool is_ascii_letter(char c) { return is_alphanumeric(c) && !(c >= '0' && c <= '9'); }

/// Whether what stands behind a host's colon is rather a user's password than a port that is
/// misspelt: `Zq7Kx9`, not `9007x`, `https`.
bool looks_like_password(std::string_view port) {
  constexpr std::size_t least = 6;
  if (port.size() < least || !is_ascii_letter(port.front())) return false;
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const int kinds = static_cast<int>(std::ranges::any_of(port, is_lower)) +
                    static_cast<int>(std::ranges::any_of(port, is_upper)) +
                    static_cast<int>(std::ranges::any_of(port, is_digit));
  return kinds > 1;
}

/// Whether a port holds letters that are not of placeholders: `9007x`, not `9007${SUFFIX}`.
bool has_own_letters(std::string_view port) {
  for (std::size_t at = 0; at < port.size();) {
    const std::size_t length = placeholder_at(port, at);
    const bool whole = length == port.size();
    // `$word` may be a part of a password.
    const bool closed = length > 0 && !is_alphanumeric(port[at + length - 1]);
    if (!whole && !closed && is_ascii_letter(port[at])) return true;
    at += whole || closed ? length : 1;
  }
  return false;
}

/// `tcp://user:password` where the `@` and the rest were lost, as behind a quote in a program.
void add_lost_password(std::string_view text, std::size_t begin, std::size_t end,
                       std::vector<Range>& secrets) {
  const std::size_t slashes = text.substr(0, end).find("://", begin);
  if (slashes == std::string_view::npos) return;
  const std::size_t host = slashes + 3;
  const std::string_view authority =
      text.substr(host, std::min(text.find_first_of("/?#", host), end) - host);
  const std::size_t colon = authority.find(':');
  if (authority.starts_with('[') || colon == std::string_view::npos) return;
  const std::string_view port = authority.substr(colon + 1);
  if (!has_own_letters(port)) return;
  const bool is_ipv6 = port.find_first_not_of("0123456789abcdefABCDEF:.%") == port.npos &&
                       port.find(':') != port.npos;
  if (is_ipv6) return;
  const std::size_t from = host + colon + 1;
  const std::size_t path = host + authority.size();
  if (path == end) return secrets.push_back(range(from, end));
  if (!looks_like_password(port)) return;
  const bool known = text.substr(path).starts_with("/amps");
  secrets.push_back(range(from, known ? path : end));
}

/// One string with digits for a port, as nearly all are: nothing was lost.
bool is_ordinary(std::string_view text) {
  const std::size_t slashes = text.find("://");
  if (slashes == std::string_view::npos) return false;
  const std::size_t colon = text.find(':', slashes + 3);
  if (colon == std::string_view::npos) return true;
  std::size_t end = colon + 1;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  const bool ends = end == text.size() || text[end] == '/' || text[end] == '?';
  return ends && text.find(':', end) == std::string_view::npos;
}

void add_passwords(std::string_view text, std::vector<Range>& secrets) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = next_string(text, begin);
    const std::string_view one = text.substr(begin, end - begin);
    if (last_at_sign(one) != npos) {
      add_password(text, authority_begin(text, begin, end), end, secrets);
    } else {
      add_lost_password(text, begin, end, secrets);
    }
    begin = end;
  }
}

/// Whether what separates parts is percent-encoded, as where a URI is an option of another one.
bool is_encoded(std::string_view text) {
  for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
    const int byte = escaped_byte(text.substr(at));
    if (byte > 0 && std::string_view(":/@?&;=%").find(static_cast<char>(byte)) != text.npos) {
      return true;
    }
  }
  return false;
}

std::vector<Range> secrets_of(std::string_view text, int depth);

/// The secrets of what a text stands for, at the places where they are encoded.
void add_encoded(std::string_view text, int depth, std::vector<Range>& secrets) {
  std::string plain;
  std::vector<std::size_t> places;  // of each byte
  for (std::size_t at = 0; at < text.size();) {
    const int byte = escaped_byte(text.substr(at));
    places.push_back(at);
    plain += byte < 0 ? text[at] : static_cast<char>(byte);
    at += byte < 0 ? 1 : 3;
  }
  places.push_back(text.size());
  for (const Range secret : secrets_of(plain, depth)) {
    secrets.push_back(range(places[secret.begin], places[secret.end]));
  }
}

std::vector<Range> secrets_of(std::string_view text, int depth) {
  constexpr int deepest = 2;  // encoded once, or twice
  std::vector<Range> secrets;
  if (text.find('@') != std::string_view::npos || !is_ordinary(text)) add_passwords(text, secrets);
  if (text.find('=') != std::string_view::npos) add_secret_options(text, secrets);
  if (text.find('?') != std::string_view::npos) add_misspelt_options(text, secrets);
  // Without a scheme it may be a line of settings.
  if (text.find("://") == std::string_view::npos) {
    std::ranges::copy(named_secrets(text), std::back_inserter(secrets));
  }
  if (depth < deepest && is_encoded(text)) add_encoded(text, depth + 1, secrets);
  if (secrets.size() > 1) std::ranges::sort(secrets);
  return secrets;
}

}  // namespace

std::string_view second_string(std::string_view text) {
  const std::size_t first = text.find("://");
  if (first == std::string_view::npos) return {};
  const std::size_t at = next_string(text, first + 3);
  return at == text.size() ? std::string_view() : text.substr(at);
}

std::vector<Range> secrets_of(std::string_view text) { return secrets_of(text, 0); }

}  // namespace ampslint
