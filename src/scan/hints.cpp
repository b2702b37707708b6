#include "scan/hints.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "base/ascii.hpp"
#include "base/placeholder.hpp"
#include "base/suggest.hpp"
#include "model/connection_string.hpp"
#include "model/protocol.hpp"

namespace ampslint {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_character(char c) {
  return is_alphanumeric(c) || c == '_' || c == '-' || c == '.' || c == '$';
}

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::ranges::any_of(
      words, [word](std::string_view known) { return equal_ignoring_case(known, word); });
}

bool is_message_type(std::string_view word) {
  return is_one_of(word, default_message_types()) || equal_ignoring_case(word, "protobuf");
}

/// From behind the slashes to the `?` or the end, without a slash there.
std::string_view without_scheme_and_query(std::string_view string) {
  const std::size_t colon = std::min(string.find(':'), string.size());
  string.remove_prefix(std::min(string.find_first_not_of(":/", colon), string.size()));
  string = string.substr(0, string.find('?'));
  return string.substr(0, string.find_last_not_of("/ \t") + 1);
}

/// The last two segments of the path; empty where there are none.
struct Segments {
  std::string_view last_but_one;
  std::string_view last;
};

Segments last_segments(std::string_view string) {
  const std::string_view rest = without_scheme_and_query(string);
  const std::size_t first = rest.find('/');
  if (first == npos || first == 0) return {};
  Segments found;
  const std::size_t last = rest.rfind('/');
  found.last = rest.substr(last + 1);
  if (last == first) return found;
  const std::size_t before = rest.rfind('/', last - 1);
  found.last_but_one = rest.substr(before + 1, last - before - 1);
  return found;
}

/// The words of `ampsServerUri`, `AMPS_SERVER_URI` or `amps.server-uri`.
template <typename Use>
void for_words(std::string_view name, Use use) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= name.size(); ++at) {
    const bool letter = at < name.size() && (is_lower(name[at]) || is_upper(name[at]));
    const bool hump = letter && at > begin && is_upper(name[at]) &&
                      (is_lower(name[at - 1]) || (at + 1 < name.size() && is_lower(name[at + 1])));
    if (letter && !hump) continue;
    if (at > begin) use(name.substr(begin, at - begin));
    begin = letter ? at : at + 1;
  }
}

constexpr std::array<std::string_view, 15> place_words{
    "uri",         "uris",     "url",       "urls",    "server",
    "servers",     "endpoint", "endpoints", "connect", "connection",
    "connections", "address",  "addresses", "primary", "secondary"};

/// Words of other products, whose address it is then.
constexpr std::array<std::string_view, 16> foreign_words{
    "mqtt",  "activemq", "docker", "kafka", "nats", "redis", "rabbit", "rabbitmq",
    "stomp", "zmq",      "zeromq", "jms",   "gelf", "port",  "tcp",    "broker"};

/// `ampsuri`, written as one word.
bool joins_amps(std::string_view word) {
  return word.size() > 4 && equal_ignoring_case(word.substr(0, 4), "amps") &&
         is_one_of(word.substr(4), place_words);
}

bool is_type_word(std::string_view word) {
  constexpr std::array<std::string_view, 6> types{"str",   "string", "static",
                                                  "final", "const",  "any"};
  return is_one_of(word, types);
}

std::string_view key_of(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(" \t-\"'{["), line.size());
  std::size_t end = begin;
  while (end < line.size() && is_name_character(line[end])) ++end;
  const std::size_t sign = line.find_first_not_of(" \t\"'", end);
  if (sign == npos || line.substr(sign).starts_with(":/")) return {};
  const bool sets = line[sign] == ':' || line[sign] == '=' || line[sign] == '{';
  return sets ? line.substr(begin, end - begin) : std::string_view();
}

std::string_view section_of(std::string_view line) {
  if (!line.starts_with('[')) return {};
  const std::size_t close = std::min(line.find(']'), line.size());
  const std::string_view name = line.substr(1, close - 1);
  return std::ranges::all_of(name, is_name_character) ? name : std::string_view();
}

std::string without_placeholders(std::string_view text) {
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = placeholder_at(text, at);
    if (length == 0) kept += text[at];
    at += std::max<std::size_t>(length, 1);
  }
  return kept;
}

}  // namespace

bool is_client_scheme(std::string_view word) { return is_one_of(word, scheme_names); }

bool has_amps_path(std::string_view string) {
  const Segments segments = last_segments(string);
  const std::string_view last = segments.last.substr(0, segments.last.find('#'));
  // `unix:///run/amps/x` is a file's path.
  const bool file = string.size() > 4 && equal_ignoring_case(string.substr(0, 4), "unix") &&
                    string.find(":///") != npos;
  if (file) return false;
  if (equal_ignoring_case(last, "amps")) return true;
  return equal_ignoring_case(segments.last_but_one, "amps");
}

bool ends_in_message_type(std::string_view string) {
  return is_message_type(last_segments(string).last);
}

bool is_slip(std::string_view scheme, std::string_view string) {
  const Segments segments = last_segments(string);
  return !slip_of(scheme, scheme_names).empty() &&
         equal_ignoring_case(segments.last_but_one, "amps") && is_message_type(segments.last);
}

bool has_numeric_port(std::string_view string) {
  const std::string_view rest = without_scheme_and_query(string);
  const std::size_t slash = std::min(rest.find('/', rest.rfind('@') + 1), rest.size());
  const std::size_t colon = rest.substr(0, slash).rfind(':');
  return colon != npos && colon > 0 && colon + 1 < slash &&
         is_digits(rest.substr(colon + 1, slash - colon - 1));
}

bool is_pattern(std::string_view string) {
  const std::string_view rest = without_scheme_and_query(string);
  const std::string place = without_placeholders(rest.substr(rest.rfind('@') + 1));
  for (std::size_t at = 0; at < place.size(); ++at) {
    if (std::string_view("\\^*()|").find(place[at]) != npos) return true;
    if (place[at] == '%' && at + 1 < place.size() && !is_digit(place[at + 1])) return true;
  }
  const std::size_t slash = std::min(place.find('/'), place.size());
  const std::size_t colon = std::string_view(place).substr(0, slash).rfind(':');
  const std::string host = place.substr(0, std::min(colon, slash));
  if (!host.empty() && host.find_first_not_of('.') == npos) return true;
  if (colon == npos || colon + 1 >= slash) return false;
  const std::string port = to_lower(std::string_view(place).substr(colon + 1, slash - colon - 1));
  return port.find("port") != npos || port.find_first_not_of('x') == npos ||
         port.find_first_not_of('n') == npos || port.find_first_not_of('.') == npos;
}

bool names_amps(std::string_view name) {
  bool found = false;
  for_words(name, [&found](std::string_view word) {
    found |= equal_ignoring_case(word, "amps") || joins_amps(word);
  });
  return found;
}

NameHint hint_of(std::string_view name) {
  bool amps = false;
  bool place = false;
  bool foreign = false;
  bool other = false;
  for_words(name, [&](std::string_view word) {
    const bool joined = joins_amps(word);
    const bool is_amps = joined || equal_ignoring_case(word, "amps");
    const bool is_place = joined || is_one_of(word, place_words);
    amps |= is_amps;
    place |= is_place;
    foreign |= is_one_of(word, foreign_words);
    other |= !is_amps && !is_place;
  });
  if (foreign || !place) return NameHint::none;
  if (amps) return NameHint::amps;
  return other ? NameHint::none : NameHint::generic;
}

std::string_view name_before(std::string_view before) {
  constexpr std::string_view between = " \t\"'`=:([{,>&*+]-@$\\";
  while (true) {
    const std::size_t last = before.find_last_not_of(between);
    if (last == npos) return {};
    std::size_t begin = last + 1;
    while (begin > 0 && is_name_character(before[begin - 1])) --begin;
    if (begin == last + 1) return {};
    const std::string_view name = before.substr(begin, last + 1 - begin);
    if (!is_type_word(name)) return name;
    before = before.substr(0, begin);
  }
}

std::string_view called_before(std::string_view before) {
  std::size_t depth = 0;
  for (std::size_t at = before.size(); at > 0; --at) {
    const char c = before[at - 1];
    if (c == ')' || c == ']') ++depth;
    if (c != '(' && c != '[') continue;
    if (depth-- > 0) continue;
    const auto is_part = [](char sign) {
      return is_name_character(sign) || sign == ':' || sign == '>';
    };
    std::size_t end = at - 1;
    while (end > 0 && before[end - 1] == ' ') --end;
    std::size_t begin = end;
    while (begin > 0 && is_part(before[begin - 1])) --begin;
    if (begin < end) return before.substr(begin, end - begin);
    // Lisp's `(connect client "tcp://…")`.
    std::size_t last = at;
    while (last < before.size() && is_part(before[last])) ++last;
    return before.substr(at, last - at);
  }
  return {};
}

bool names_spark(std::string_view line) {
  for (std::size_t at = line.find("spark"); at != npos; at = line.find("spark", at + 1)) {
    const bool begins = at == 0 || !is_alphanumeric(line[at - 1]);
    const std::string_view rest = line.substr(at + 5);
    const bool ends = rest.empty() || std::string_view(" \"'}%").find(rest[0]) != npos ||
                      rest.starts_with(".jar");
    if (begins && ends) return true;
  }
  return line.find("$SPARK") != npos || line.find("${SPARK") != npos || line.find("%SPARK") != npos;
}

bool mentions_amps(std::string_view text) {
  constexpr std::array<std::string_view, 6> signs{"crankuptheamps", "ampsplusplus", "import AMPS",
                                                  "\"amps\"",       "'amps'",       "AMPS::"};
  return std::ranges::any_of(signs,
                             [text](std::string_view sign) { return text.find(sign) != npos; });
}

bool is_vendored(std::string_view path, std::string_view text) {
  constexpr std::array<std::string_view, 8> folders{
      "node_modules", "bower_components", "vendor",        "third_party",
      "third-party",  "thirdparty",       "site-packages", "dist-packages"};
  while (true) {
    const std::size_t slash = path.find('/');
    if (slash == npos) break;
    if (is_one_of(path.substr(0, slash), folders)) return true;
    path.remove_prefix(slash + 1);
  }
  const std::string name = to_lower(path);
  if (name == "amps.js" || name.ends_with("amps.min.js") || name.ends_with("amps.esm.js")) {
    return true;
  }
  // The notice at the head of each of the vendor's files.
  constexpr std::size_t head = 2048;
  const std::string_view beginning = text.substr(0, head);
  return beginning.find("60East Technologies") != npos &&
         (beginning.find("Copyright") != npos || beginning.find("copyright") != npos);
}

void Outline::enter(std::string_view line) {
  constexpr std::size_t deepest = 64;
  const std::size_t indent = line.find_first_not_of(" \t");
  if (indent == npos) return;
  if (const std::string_view section = section_of(line.substr(indent)); !section.empty()) {
    section_ = section;
    keys_.clear();
    return;
  }
  const std::string_view key = key_of(line);
  if (key.empty()) return;
  while (!keys_.empty() && keys_.back().indent >= indent) keys_.pop_back();
  if (keys_.size() < deepest) keys_.push_back({.indent = indent, .name = key});
}

Outline::Place Outline::at(std::size_t line) {
  constexpr std::size_t longest = 512;
  for (; done_ < line; done_ = text_.find('\n', done_) + 1) {
    enter(text_.substr(done_, std::min(text_.find('\n', done_) - done_, longest)));
  }
  std::string_view here = text_.substr(line, longest);
  here = here.substr(0, here.find('\n'));
  const std::size_t indent = std::min(here.find_first_not_of(" \t"), here.size());
  // A list's items may stand right below its name.
  const std::size_t least = here.substr(indent).starts_with("- ") ? indent + 1 : indent;
  std::size_t outer = keys_.size();
  while (outer > 0 && keys_[outer - 1].indent >= least) --outer;
  Place place{.own = key_of(here), .outer = {}};
  if (place.own.empty() && outer > 0) place.own = keys_[--outer].name;
  place.outer = outer > 0 ? keys_[outer - 1].name : section_;
  return place;
}

}  // namespace ampslint
