#include "model/clients/java_uri.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/ascii.hpp"
#include "base/printable.hpp"
#include "base/utf8.hpp"
#include "model/clients/percent.hpp"
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

}  // namespace

std::string read_java_uri(std::string_view text, Parts& parts) {
  JavaUri uri(text, parts);
  return uri.read() ? std::string() : uri.error();
}

}  // namespace ampslint
