#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "base/ascii.hpp"
#include "base/printable.hpp"
#include "model/clients/percent.hpp"
#include "model/clients/readers.hpp"
#include "model/redactor.hpp"

namespace ampslint {
namespace {

constexpr std::size_t none = std::string_view::npos;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// A letter, a digit or one of `marks`.
bool is_word(char c, std::string_view marks) {
  return is_letter(c) || (c >= '0' && c <= '9') || marks.find(c) != none;
}

/// As Go's `%q` quotes.
std::string quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const bool named = c >= '\a' && c <= '\r';
    if (named || c == '"' || c == '\\') out += '\\';
    out += named ? "abtnvfr"[c - '\a'] : c;
  }
  return printable(out) + '"';
}

/// Where a part of the string stands, for what may be escaped there.
enum class Place : std::uint8_t { host, zone, elsewhere };

bool may_stand_in_user_info(char c) { return is_word(c, "!$&'()*+,;=:@%-_.~"); }

bool may_stand_in_host(char c) {
  return is_word(c, "!$&'()*+,;=:[]<>\"-_.~") || static_cast<unsigned char>(c) >= 0x80;
}

bool may_be_escaped(std::string_view escape, int byte, Place place) {
  if (place == Place::elsewhere || escape == "%25") return true;
  if (place == Place::host) return byte >= 0x80;
  return byte == ' ' || (byte < 0x80 && may_stand_in_host(static_cast<char>(byte)));
}

/// Without its colon; 0 when the string has no scheme.
std::size_t scheme_length(std::string_view url) {
  std::size_t length = 0;
  while (length < url.size() && is_word(url[length], "+-.")) ++length;
  return length < url.size() && url[length] == ':' && is_letter(url[0]) ? length : 0;
}

/// The slash in front of `text`, plain or escaped: its length, or 0.
std::size_t slash_length(std::string_view text) {
  if (text.starts_with('/')) return 1;
  return escaped_byte(text) == '/' ? 3 : 0;
}

std::size_t segment_length(std::string_view path) {
  std::size_t length = 0;
  while (length < path.size() && slash_length(path.substr(length)) == 0) ++length;
  return length;
}

/// As `strings.TrimSpace`: every blank that Unicode knows.
std::string_view trim(std::string_view text) {
  constexpr std::array<std::string_view, 25> blanks = {
      " ",      "\t",     "\n",     "\v",     "\f",     "\r",     "\u0085", "\u00A0", "\u1680",
      "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008",
      "\u2009", "\u200A", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"};
  const auto solid = [](char c) { return c > ' ' && c < '\x7F'; };
  std::size_t before = 0;
  while (!text.empty() && text.size() != before && !(solid(text.front()) && solid(text.back()))) {
    before = text.size();
    for (const std::string_view blank : blanks) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size());
      if (text.ends_with(blank)) text.remove_suffix(blank.size());
    }
  }
  return text;
}

bool is_boolean(std::string_view text) {
  constexpr std::array<std::string_view, 10> words = {"1", "t", "true",  "y", "yes",
                                                      "0", "f", "false", "n", "no"};
  return std::ranges::find(words, to_lower(text)) != words.end();
}

/// Whether `strconv.Atoi` reads it as a number of 0 or more: a sign may stand in front.
bool is_count(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  std::int64_t value = -1;
  const auto* const end = std::from_chars(text.data(), text.data() + text.size(), value).ptr;
  return end == text.data() + text.size() && value >= 0;
}

/// Reads one string; the first problem ends it.
class GoReader {
 public:
  explicit GoReader(std::string_view text) : text_(text) {}

  Reading read() {
    reading_.accepts = read_url() && read_path() && read_options();
    return std::move(reading_);
  }

 private:
  bool refuse(std::string_view why) {
    reading_.error = fmt::format("InvalidURIError: {}", why);
    return false;
  }

  /// A piece for a message, `value` being its decoded form. An `@` in or behind it, however late,
  /// may end a password that it belongs to: then it is hidden.
  std::string show(std::string_view piece, std::string_view value) const {
    const auto begin = static_cast<std::size_t>(piece.data() - text_.data());
    const bool hidden = text_.find('@', begin) != none || text_.find("%40", begin + 1) != none;
    const bool secret = std::ranges::any_of(secrets_of(text_), [&](const Range& range) {
      return range.begin < begin + piece.size() && begin < range.end;
    });
    return quote(hidden || secret ? secret_mark : value);
  }

  bool check_escapes(std::string_view part, Place place) {
    for (std::size_t i = 0; i < part.size(); ++i) {
      if (part[i] == '%') {
        const std::string_view escape = part.substr(i, 3);
        const int byte = escaped_byte(escape);
        if (byte < 0 || !may_be_escaped(escape, byte, place)) {
          return refuse(fmt::format("invalid URL escape {}", show(escape, escape)));
        }
        i += 2;
      } else if (place != Place::elsewhere && !may_stand_in_host(part[i])) {
        const std::string shown = show(part.substr(i), part.substr(i, 1));
        return refuse(fmt::format("invalid character {} in host name", shown));
      }
    }
    return true;
  }

  bool read_url() {
    const std::size_t hash = std::min(text_.find('#'), text_.size());
    const std::string_view url = text_.substr(0, hash);
    constexpr std::string_view control = "net/url: invalid control character in URL";
    if (std::ranges::any_of(url, is_control)) return refuse(control);
    if (url.starts_with(':')) return refuse("missing protocol scheme");
    std::string_view rest = url;
    if (const std::size_t length = scheme_length(url); length != 0) {
      parts_.scheme = url.substr(0, length);
      rest.remove_prefix(length + 1);
    }
    if (const std::size_t mark = rest.find('?'); mark != none) {
      parts_.query = rest.substr(mark + 1);
      rest = rest.substr(0, mark);
    }
    if (parts_.scheme.present() && !rest.starts_with('/')) rest = {};  // opaque: no host, no path
    const bool colon = rest.substr(0, rest.find('/')).find(':') != none;
    if (colon) return refuse("first path segment in URL cannot contain colon");
    if (rest.starts_with("//") && (parts_.scheme.present() || !rest.starts_with("///"))) {
      parts_.slashes = rest.substr(0, 2);
      rest.remove_prefix(2);
      const std::size_t end = std::min(rest.find('/'), rest.size());
      if (!read_authority(rest.substr(0, end))) return false;
      rest.remove_prefix(end);
    }
    if (!rest.empty()) parts_.path = rest;
    return check_escapes(rest, Place::elsewhere) &&
           check_escapes(text_.substr(hash), Place::elsewhere);
  }

  bool read_authority(std::string_view authority) {
    const std::size_t at = authority.rfind('@');
    if (at == none) return read_host(authority);
    const std::string_view user_info = authority.substr(0, at);
    const std::size_t colon = user_info.find(':');
    parts_.user = user_info.substr(0, colon);
    if (colon != none) parts_.password = SecretView(user_info.substr(colon + 1));
    if (!read_host(authority.substr(at + 1))) return false;
    if (!std::ranges::all_of(user_info, may_stand_in_user_info)) {
      return refuse("net/url: invalid userinfo");
    }
    return check_escapes(parts_.user, Place::elsewhere) &&
           check_escapes(parts_.password.reveal(), Place::elsewhere);
  }

  bool read_host(std::string_view host) {
    const bool bracketed = parts_.bracketed = host.starts_with('[');
    const std::size_t end = host.rfind(bracketed ? ']' : ':');
    if (bracketed && end == none) return refuse("missing ']' in host");
    parts_.host = bracketed ? host.substr(1, end - 1) : host.substr(0, end);
    if (end != none) {
      const std::string_view port = host.substr(bracketed ? end + 1 : end);
      const bool good =
          port.empty() || (port[0] == ':' && port.find_first_not_of("0123456789", 1) == none);
      if (!good) return refuse(fmt::format("invalid port {} after host", show(port, port)));
      if (!port.empty()) parts_.port = port.substr(1);
    }
    const std::size_t zone = bracketed ? host.substr(0, end).find("%25") : none;
    if (zone == none) return check_escapes(host, Place::host);
    return check_escapes(host.substr(0, zone), Place::host) &&
           check_escapes(host.substr(zone, end - zone), Place::zone) &&
           check_escapes(host.substr(end), Place::host);
  }

  bool read_path() {
    std::string_view rest = parts_.path;
    rest.remove_prefix(slash_length(rest));
    if (rest.empty()) return true;
    parts_.protocol = rest.substr(0, segment_length(rest));
    rest.remove_prefix(parts_.protocol.size());
    if (!rest.empty()) {
      rest.remove_prefix(slash_length(rest));
      parts_.message_type = rest.substr(0, segment_length(rest));
    }
    if (parts_.protocol == "amps" || unescape(parts_.protocol, '+') == "amps") return true;
    reading_.error = "ProtocolError: Specification of message type requires amps protocol";
    return false;
  }

  bool refuse_value(std::string_view why, const Option& option, std::string_view value) {
    return refuse(fmt::format("{} {}", why, show(option.key, value)));
  }
  /// Pieces that are empty, hold a `;` or a bad escape are not options for `url.ParseQuery`.
  bool read_options() {
    std::string_view query = parts_.query;
    while (!query.empty()) {
      const std::string_view piece = query.substr(0, query.find('&'));
      query.remove_prefix(std::min(piece.size() + 1, query.size()));
      if (piece.empty() || piece.find(';') != none) continue;
      const std::size_t equals = piece.find('=');
      Option option{.key = piece.substr(0, equals), .value = {}};
      if (equals != none) option.value = piece.substr(equals + 1);
      const auto key = unescape(option.key, ' ');
      const auto value = unescape(option.value, ' ');
      if (!key || !value) continue;
      parts_.options.push_back(option);
      if (!check_option(option, *key, *value)) return false;
    }
    return true;
  }

  bool check_option(const Option& option, std::string_view key, std::string_view value) {
    constexpr std::array<std::string_view, 4> known = {"tcp_nodelay", "tcp_sndbuf", "tcp_rcvbuf",
                                                       "compression"};
    if (key.empty() || key == "mt") return true;
    const auto* const found = std::ranges::find(known, key);
    if (found == known.end()) return refuse_value("unsupported URI option", option, key);
    const unsigned bit = 1U << static_cast<unsigned>(found - known.begin());
    if ((std::exchange(options_seen_, options_seen_ | bit) & bit) != 0) return true;
    if (key == "compression") return check_compression(option, value);
    const bool boolean = key == "tcp_nodelay";
    if (boolean ? is_boolean(trim(value)) : is_count(trim(value))) return true;
    const auto* const why = boolean ? "invalid URI boolean value" : "invalid URI integer value";
    return refuse_value(why, option, value);
  }

  bool check_compression(const Option& option, std::string_view value) {
    if (trim(value) != "zlib") return refuse_value("unsupported compression value", option, value);
    const std::string scheme = to_lower(parts_.scheme);
    const bool websocket = scheme == "ws" || scheme == "wss";
    if (!websocket && scheme != "unix") return true;
    return refuse(websocket ? "compression is not supported for websocket transports"
                            : "compression is not supported for unix transports");
  }

  std::string_view text_;
  Reading reading_;
  Parts& parts_ = reading_.parts;
  unsigned options_seen_ = 0;  ///< one bit for each known option: only the first of a key counts
};

}  // namespace

Reading read_go(std::string_view text) { return GoReader(text).read(); }

}  // namespace ampslint
