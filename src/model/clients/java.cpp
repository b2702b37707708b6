#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/ascii.hpp"
#include "base/printable.hpp"
#include "base/utf8.hpp"
#include "model/address.hpp"
#include "model/clients/percent.hpp"
#include "model/clients/readers.hpp"
#include "model/clients/since.hpp"
#include "model/protocol.hpp"
#include "model/redactor.hpp"

namespace ampslint {
namespace {

// What may stand in the parts of a `java.net.URI` beside letters and digits.
constexpr std::string_view scheme_marks = "+-.";
constexpr std::string_view user_marks = "_-!.~'()*;:&=+$,";
constexpr std::string_view registry_marks = "_-!.~'()*;:&=+$,@";
constexpr std::string_view server_marks = "_-!.~'()*;:&=+$,@[]%";
constexpr std::string_view scope_marks = "_.";
constexpr std::string_view path_marks = "_-!.~'()*;:&=+$,@/";
constexpr std::string_view other_marks = "_-!.~'()*;:&=+$,@/?[]";
constexpr std::string_view decimal_digits = "0123456789";
constexpr std::string_view hex_digits = "0123456789abcdefABCDEF";

constexpr std::string_view bad_socket = "InvalidURIException: Error setting socket options";

bool is_letter_of_uri(char c) { return is_alphanumeric(c) && (c < '0' || c > '9'); }

/// The bytes of the character at `at` if it is one beyond ASCII that a URI may hold, or 0.
std::size_t wide_character(std::string_view text, std::size_t at) {
  const CodePoint c = code_point_at(text, at);
  const bool allowed = c.value > 0x9F && !is_white_space(c.value);
  return allowed ? c.bytes : 0;
}

/// Splits a string as `java.net.URI` does; the first problem ends it.
class JavaUri {
 public:
  JavaUri(std::string_view text, Parts& parts) : text_(text), parts_(parts) {}

  bool read() {
    const std::size_t stop = text_.find_first_of(":/?#");
    if (stop == npos || text_[stop] != ':') {
      return hierarchical(0) && fragment();
    }
    if (stop == 0) return expect("scheme name", 0);
    if (!is_letter_of_uri(text_[0])) return fail("Illegal character in scheme name", 0);
    if (!check_plain(1, stop, scheme_marks, "scheme name")) return false;
    parts_.scheme = text_.substr(0, stop);
    at_ = stop + 1;
    if (text_.substr(at_).starts_with('/')) return hierarchical(at_) && fragment();
    const std::size_t end = std::min(text_.find('#', at_), text_.size());
    if (end == at_) return expect("scheme-specific part", at_);
    if (!check(at_, end, other_marks, "opaque part")) return false;
    at_ = end;
    return fragment();
  }

  /// Why `read` failed, as an exception's text.
  const std::string& error() const { return error_; }

 private:
  bool fail(std::string_view why, std::size_t at) {
    const std::string_view before = text_.substr(0, at);
    error_ =
        fmt::format("{} at index {}: {}", why,
                    count_code_points(before) + count_utf16_pairs(before), without_secrets(text_));
    return false;
  }

  bool expect(std::string_view what, std::size_t at) {
    return fail(fmt::format("Expected {}", what), at);
  }

  /// The end of the letters, digits, `marks`, escapes and characters beyond ASCII from `at` on, or
  /// `npos` for a bad escape.
  std::size_t scan(std::size_t at, std::size_t end, std::string_view marks) {
    while (at < end) {
      std::size_t length = 1;
      if (static_cast<unsigned char>(text_[at]) >= 0x80) {
        length = wide_character(text_, at);
        if (length == 0) return at;
      } else if (!is_alphanumeric(text_[at]) && marks.find(text_[at]) == npos) {
        if (text_[at] != '%') return at;
        if (escaped_byte(text_.substr(at, end - at)) < 0) {
          fail("Malformed escape pair", at);
          return npos;
        }
        length = 3;
      }
      at += length;
    }
    return end;
  }

  std::size_t scan_only(std::size_t at, std::size_t end, std::string_view characters) const {
    return std::min(text_.find_first_not_of(characters, at), end);
  }

  bool check(std::size_t at, std::size_t end, std::string_view marks, std::string_view what) {
    const std::size_t stop = scan(at, end, marks);
    if (stop == npos) return false;
    return stop == end || fail(fmt::format("Illegal character in {}", what), stop);
  }

  /// Where there are no escapes and nothing beyond ASCII.
  bool check_plain(std::size_t at, std::size_t end, std::string_view marks, std::string_view what) {
    while (at < end && (is_alphanumeric(text_[at]) || marks.find(text_[at]) != npos)) ++at;
    return at == end || fail(fmt::format("Illegal character in {}", what), at);
  }

  bool hierarchical(std::size_t at) {
    if (text_.substr(at).starts_with("//")) {
      parts_.slashes = text_.substr(at, 2);
      at += 2;
      const std::size_t end = std::min(text_.find_first_of("/?#", at), text_.size());
      if (end == text_.size() && end == at) return expect("authority", at);
      if (end > at && !authority(at, end)) return false;
      at = end;
    }
    const std::size_t end = std::min(text_.find_first_of("?#", at), text_.size());
    if (!check(at, end, path_marks, "path")) return false;
    parts_.path = text_.substr(at, end - at);
    at_ = end;
    if (!text_.substr(at_).starts_with('?')) return true;
    at = at_ + 1;
    at_ = std::min(text_.find('#', at), text_.size());
    parts_.query = text_.substr(at, at_ - at);
    return check(at, at_, other_marks, "query");
  }

  bool fragment() {
    return at_ == text_.size() || check(at_ + 1, text_.size(), other_marks, "fragment");
  }

  /// What is not `user@host:port` may still be a name of another kind, which has no host.
  bool authority(std::size_t begin, std::size_t end) {
    const std::size_t as_server = scan(begin, end, server_marks);
    const std::size_t as_name = scan(begin, end, registry_marks);
    if (as_name == npos) return false;
    if (as_server == end && server(begin, end)) return true;
    parts_.user = parts_.host = parts_.port = Part();
    parts_.password = SecretView();
    if (as_name == end) return true;
    return as_server != end ? fail("Illegal character in authority", begin) : false;
  }

  bool server(std::size_t begin, std::size_t end) {
    const std::size_t at = text_.find('@', begin);
    if (at < end) {
      if (!check(begin, at, user_marks, "user info")) return false;
      const std::string_view user = text_.substr(begin, at - begin);
      const std::size_t colon = user.find(':');
      parts_.user = user.substr(0, colon);
      if (colon != npos) parts_.password = SecretView(user.substr(colon + 1));
      begin = at + 1;
    }
    std::size_t stop = begin;
    if (begin < end && text_[begin] == '[') {
      if (!bracketed_host(stop, end)) return false;
    } else {
      if (!ipv4_host(stop, end) && !host_name(stop, end)) return false;
      parts_.host = text_.substr(begin, stop - begin);
    }
    if (stop < end && text_[stop] != ':') return expect("port number", stop);
    return stop == end || port(stop + 1, end);
  }

  bool port(std::size_t begin, std::size_t end) {
    parts_.port = text_.substr(begin, end - begin);
    const std::size_t stop = scan_only(begin, end, decimal_digits);
    if (stop < end) return fail("Illegal character in port number", stop);
    std::int32_t number = 0;
    const auto parsed = std::from_chars(text_.data() + begin, text_.data() + end, number);
    const bool huge = parsed.ec == std::errc::result_out_of_range;
    return !huge || fail("Malformed port number", begin);
  }

  bool bracketed_host(std::size_t& at, std::size_t end) {
    const std::size_t begin = at + 1;
    const std::size_t close = std::min(text_.find(']', begin), end);
    if (close == end || close == begin) return expect("closing bracket for IPv6 address", close);
    std::size_t zone = std::min(text_.find('%', begin), close);
    if (zone == begin) zone = close;
    if (!ipv6(begin, zone)) return false;
    if (zone + 1 == close) {
      error_ = fmt::format("scope id expected: {}", without_secrets(text_));
      return false;
    }
    if (zone < close && !check_plain(zone + 1, close, scope_marks, "scope id")) return false;
    parts_.host = text_.substr(begin, close - begin);
    parts_.bracketed = true;
    at = close + 1;
    return true;
  }

  bool ipv4_host(std::size_t& at, std::size_t end) const {
    std::size_t stop = at;
    const std::size_t all = scan_only(at, end, "0123456789.");
    if (!four_bytes(stop, all) || (all < end && text_[all] != ':')) return false;
    at = all;
    return true;
  }

  /// Whether there stands `1.2.3.4` and nothing else; `at` becomes the place where that ends.
  bool four_bytes(std::size_t& at, std::size_t end) const {
    for (int i = 0; i < 4; ++i) {
      if (i > 0) {
        if (at == end || text_[at] != '.') return false;
        ++at;
      }
      const std::size_t stop = scan_only(at, end, decimal_digits);
      unsigned byte = 0;
      const auto parsed = std::from_chars(text_.data() + at, text_.data() + stop, byte);
      if (stop == at || parsed.ec != std::errc() || byte > 255) return false;
      at = stop;
    }
    return at == end;
  }

  bool host_name(std::size_t& at, std::size_t end) {
    const std::size_t begin = at;
    std::size_t label = npos;
    while (at < end && is_alphanumeric(text_[at])) {
      label = at;
      while (at < end && (is_alphanumeric(text_[at]) || text_[at] == '-')) ++at;
      if (text_[at - 1] == '-') return fail("Illegal character in hostname", at - 1);
      if (at == end || text_[at] != '.') break;
      ++at;
    }
    if (at < end && text_[at] != ':') return fail("Illegal character in hostname", at);
    if (label == npos) return expect("hostname", begin);
    const bool number = label > begin && !is_letter_of_uri(text_[label]);
    return !number || fail("Illegal character in hostname", label);
  }

  bool ipv6(std::size_t begin, std::size_t end) {
    std::size_t at = begin;
    int bytes = 0;
    if (!hex_groups(at, end, bytes)) return false;
    const std::string_view rest = text_.substr(at, end - at);
    const bool zeros = rest.starts_with("::");
    if (zeros) {
      at += 2;
      if (!behind_zeros(at, end, bytes)) return false;
    } else if (at > begin && rest.starts_with(':')) {
      if (!ipv4_tail(++at, end, bytes, "IPv4 address")) return false;
    }
    if (at < end || (zeros && bytes == 16)) return fail("Malformed IPv6 address", begin);
    if (bytes > 16) return fail("IPv6 address too long", begin);
    return zeros || bytes == 16 || fail("IPv6 address too short", begin);
  }

  bool behind_zeros(std::size_t& at, std::size_t end, int& bytes) {
    const std::size_t begin = at;
    if (at == end) return true;
    if (!hex_groups(at, end, bytes)) return false;
    if (at > begin && (at == end || text_[at] != ':')) return true;
    if (at > begin) ++at;
    return ipv4_tail(at, end, bytes, "hex digits or IPv4 address");
  }

  /// `1:22:333`, as far as they go, up to a `::`, to an IPv4 address or its colon.
  bool hex_groups(std::size_t& at, std::size_t end, int& bytes) {
    for (std::size_t begin = at;;) {
      const std::size_t stop = scan_only(begin, end, hex_digits);
      if (stop == begin) return begin == at || expect("digits for an IPv6 address", begin);
      if (stop < end && text_[stop] == '.') return true;
      if (stop > begin + 4) return fail("IPv6 hexadecimal digit sequence too long", begin);
      bytes += 2;
      at = stop;
      const std::string_view rest = text_.substr(at, end - at);
      if (!rest.starts_with(':') || rest.starts_with("::")) return true;
      begin = at + 1;
    }
  }

  bool ipv4_tail(std::size_t& at, std::size_t end, int& bytes, std::string_view wanted) {
    if (at == end || scan_only(at, end, "0123456789.") < end) return expect(wanted, at);
    bytes += 4;
    return four_bytes(at, end) || fail("Malformed IPv4 address", at);
  }

  std::string_view text_;
  Parts& parts_;
  std::size_t at_ = 0;
  std::string error_;
};

/// Where a character stands in a text, plain or escaped, and how long it is there.
struct Sign {
  std::size_t at = npos;
  std::size_t length = 0;
};

Sign find_sign(std::string_view text, char sign, std::size_t from = 0) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (text[at] == sign) return {.at = at, .length = 1};
    if (escaped_byte(text.substr(at)) == sign) return {.at = at, .length = 3};
  }
  return {};
}

/// What stands in front of the next `sign`; both are taken off `rest`.
std::string_view take_to_sign(std::string_view& rest, char sign) {
  const Sign next = find_sign(rest, sign);
  const std::string_view taken = rest.substr(0, next.at);
  rest.remove_prefix(std::min(taken.size() + next.length, rest.size()));
  return taken;
}

std::string decoded(std::string_view part) { return unescape(part).value_or(std::string(part)); }

std::optional<std::int32_t> integer(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  std::int32_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
  return whole ? std::optional(number) : std::nullopt;
}

/// A name that the TLS of Java sends.
bool is_server_name(std::string_view name) {
  for (;;) {
    const std::string_view label = name.substr(0, name.find('.'));
    const bool plain = std::ranges::all_of(label, [](char c) {
      return is_alphanumeric(c) || c == '-' || static_cast<unsigned char>(c) >= 0x80;
    });
    if (!plain || label.empty() || label.size() > 63) return false;
    if (label.starts_with('-') || label.ends_with('-')) return false;
    if (label.size() == name.size()) return true;
    name.remove_prefix(label.size() + 1);
  }
}

/// The place of a key in the hash table that the client goes through.
std::uint32_t place_in_table(std::string_view key) {
  constexpr std::uint32_t places = 16;
  std::uint32_t hash = 0;
  for (std::size_t at = 0; at < key.size();) {
    const CodePoint c = code_point_at(key, at);
    at += c.bytes;
    const std::uint32_t code = c.value == not_utf8_value ? 0xFFFD : c.value;
    if (code > 0xFFFF) hash = hash * 31 + 0xD800 + ((code - 0x10000) >> 10);
    hash = hash * 31 + (code > 0xFFFF ? 0xDC00 + (code & 0x3FF) : code);
  }
  return (hash ^ (hash >> 16)) % places;
}

/// Reads one string; the first problem ends it.
class JavaReader {
 public:
  JavaReader(std::string_view text, const Version& version) : text_(text), version_(version) {}

  Reading read() {
    JavaUri uri(text_, parts_);
    if (!uri.read()) {
      refuse(fmt::format("InvalidURIException: java.net.URISyntaxException: {}", uri.error()));
    } else if (path() && transport()) {
      read_options();
      reading_.whole = true;
      check_options() && check_endpoint();
    }
    reading_.accepts = reading_.error.empty();
    return std::move(reading_);
  }

 private:
  bool refuse(std::string error) {
    reading_.error = std::move(error);
    return false;
  }

  bool refuse_uri(std::string_view why) {
    return refuse(fmt::format("InvalidURIException: {}", why));
  }

  bool refuse_null(std::string_view call, std::string_view name) {
    return refuse(fmt::format("NullPointerException: Cannot invoke \"{}\" because \"{}\" is null",
                              call, name));
  }

  /// A part for a message.
  std::string show(std::string_view part) const {
    std::string shown = without_secrets(text_, part);
    return shown == part ? decoded(part) : shown;
  }

  /// The last segment is the protocol, or the last but one where that is `amps`. Empty segments at
  /// the end do not count, nor what the path begins with.
  bool path() {
    const Part path = parts_.path;
    if (!path.present()) {
      return refuse_null("String.length()", "uriPath");
    }
    if (path.empty()) {
      return refuse("StringIndexOutOfBoundsException: begin 1, end 0, length 0");
    }
    std::string_view rest = path.substr(
        escaped_byte(path) < 0 ? std::max<std::size_t>(code_point_at(path, 0).bytes, 1) : 3);
    if (rest.empty()) return refuse("ProtocolException: '' is not a valid Protocol.");
    std::vector<std::string_view> segments;
    while (!rest.empty()) segments.push_back(take_to_sign(rest, '/'));
    while (!segments.empty() && segments.back().empty()) segments.pop_back();
    if (segments.empty()) {
      return refuse("ArrayIndexOutOfBoundsException: Index -1 out of bounds for length 0");
    }
    return protocol(segments);
  }

  bool protocol(const std::vector<std::string_view>& segments) {
    const std::string_view last = segments.back();
    const bool alone = segments.size() == 1;
    parts_.protocol = last;
    if (decoded(last) != "amps" && !alone) {
      parts_.protocol = segments[segments.size() - 2];
      parts_.message_type = last;
      if (decoded(parts_.protocol) != "amps") {
        return refuse_uri("Specification of message type requires amps protocol");
      }
    }
    const auto begin = static_cast<std::size_t>(parts_.protocol.data() - parts_.path.data());
    std::string_view prefix = parts_.path.substr(0, begin);
    prefix.remove_prefix(std::min(prefix.find_first_not_of('/'), prefix.size()));
    prefix = prefix.substr(0, prefix.find_last_not_of('/') + 1);
    if (!prefix.empty()) parts_.prefix = prefix;
    const bool known = std::ranges::any_of(string_protocols(), [&](std::string_view name) {
      const std::string given = decoded(parts_.protocol);
      return name == "amps" ? given == name : equal_ignoring_case(given, name);
    });
    if (known) return true;
    return refuse(
        fmt::format("ProtocolException: '{}' is not a valid Protocol.", show(parts_.protocol)));
  }

  bool transport() {
    if (!parts_.scheme.present()) {
      return refuse_null("String.toUpperCase()", "name");
    }
    const std::string scheme = to_lower(parts_.scheme);
    if (scheme == "tcp" || scheme == "tcps") return true;
    return refuse(fmt::format("TransportTypeException: The TransportType '{}' could not be found.",
                              parts_.scheme));
  }

  /// What has no `=` behind it is no option, nor is anything after it.
  void read_options() {
    std::string_view rest = parts_.query;
    while (find_sign(rest, '=').at != npos) {
      const std::string_view key = take_to_sign(rest, '=');
      // An empty value at the end is one, too.
      const std::string_view value = take_to_sign(rest, '&');
      parts_.options.push_back({.key = key, .value = value});
    }
  }

  /// The value that counts, the last one, or null.
  const Option* last(std::string_view key) const {
    const auto named = [key](const Option& option) { return decoded(option.key) == key; };
    const auto found = std::find_if(parts_.options.rbegin(), parts_.options.rend(), named);
    return found == parts_.options.rend() ? nullptr : &*found;
  }

  bool check_options() {
    std::vector<std::string> keys;
    for (const Option& option : parts_.options) {
      std::string key = decoded(option.key);
      if (std::ranges::count(keys, key) == 0) keys.push_back(std::move(key));
    }
    std::ranges::stable_sort(keys, {}, place_in_table);
    return std::ranges::all_of(
        keys, [this](const std::string& key) { return check_option(key, *last(key)); });
  }

  bool check_option(std::string_view key, const Option& option) {
    const std::string value = decoded(option.value);
    if (key == "tcp_nodelay" || key == "tcp_keepalive") {
      if (value == "true" || value == "false") return true;
      return refuse_uri(fmt::format("Invalid value for {}.", key));
    }
    if (key == "tcp_connecttimeout") {
      if (integer(value)) return true;
      return refuse_uri(fmt::format("Invalid value for {}: {}", key, show(option.value)));
    }
    if (key == "tcp_linger" || key == "tcp_sndbuf" || key == "tcp_rcvbuf") {
      const std::optional<std::int32_t> number = integer(value);
      if (!number) return refuse_uri(fmt::format("Invalid value for {}.", key));
      if (*number >= (key == "tcp_linger" ? -1 : 1)) return true;
      return refuse(std::string(bad_socket));
    }
    if (key == "bind") return check_bind(option, value);
    constexpr std::string_view others[] = {"compression", "http_preflight", "ip_protocol_prefer",
                                           "pretty", "sni"};
    const bool too_old = key == "compression" && version_ <= since::java_without_compression;
    if (std::ranges::count(others, key) != 0 && !too_old) return true;
    return refuse_uri(fmt::format("Unrecognized URI parameter `{}'", show(option.key)));
  }

  /// What can be known of it without a look at this machine's addresses.
  bool check_bind(const Option& option, std::string_view value) {
    const std::size_t open = value.find('[');
    const std::size_t close = value.find(']');
    std::string_view host = value;
    std::string_view port;
    if (open != npos) {
      if (close == npos) {
        return refuse_uri(fmt::format("Invalid ipV6 uri: '{}' for bind.", show(option.value)));
      }
      host = open < close ? value.substr(open + 1, close - open - 1) : std::string_view();
      port = value.substr(close + 1);
      port = port.starts_with(':') ? port.substr(1) : std::string_view();
    } else if (const std::size_t colon = value.find(':');
               colon != npos && colon > 0 && colon + 1 < value.size()) {
      host = value.substr(0, colon);
      port = value.substr(colon + 1);
    }
    const std::int32_t number = port.empty() ? 0 : integer(port).value_or(-1);
    if (number < 0 || number > 65535) return refuse(std::string(bad_socket));
    if (host.empty() || may_be_local(host)) return true;
    return refuse_uri(fmt::format("Error binding to {}", show(option.value)));
  }

  bool check_endpoint() {
    const Option* name = last("sni");
    const bool tls = to_lower(parts_.scheme) == "tcps";
    if (tls && name != nullptr && !is_server_name(decoded(name->value))) {
      return refuse(std::string(bad_socket));
    }
    const Option* family = last("ip_protocol_prefer");
    const std::string wanted = family == nullptr ? "ipv4" : decoded(family->value);
    if (wanted != "ipv4" && wanted != "ipv6") {
      return refuse_uri(fmt::format("Invalid value '{}' for ip_protocol_prefer URI parameter",
                                    show(family->value)));
    }
    const std::int32_t port = integer(parts_.port).value_or(-1);
    const Option* timeout = last("tcp_connecttimeout");
    const bool negative = timeout != nullptr && integer(decoded(timeout->value)).value_or(0) < 0;
    if (!parts_.host.present() || port < 0 || port > 65535 || negative) {
      return refuse(std::string(bad_socket));
    }
    // The client looks at it once it is connected.
    const Option* compression = last("compression");
    if (compression == nullptr || decoded(compression->value) == "zlib") return true;
    return refuse_uri(
        fmt::format("Compression type '{}' is unsupported.", show(compression->value)));
  }

  std::string_view text_;
  const Version& version_;
  Reading reading_;
  Parts& parts_ = reading_.parts;
};

}  // namespace

Reading read_java(std::string_view text, const Version& version) {
  return JavaReader(text, version).read();
}

}  // namespace ampslint
