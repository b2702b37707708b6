#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/ascii.hpp"
#include "base/printable.hpp"
#include "base/utf8.hpp"
#include "model/address.hpp"
#include "model/clients/java_uri.hpp"
#include "model/clients/percent.hpp"
#include "model/clients/readers.hpp"
#include "model/clients/since.hpp"
#include "model/protocol.hpp"
#include "model/redactor.hpp"

namespace ampslint {
namespace {

constexpr std::string_view bad_socket = "InvalidURIException: Error setting socket options";

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
    if (const std::string error = read_java_uri(text_, parts_); !error.empty()) {
      refuse(fmt::format("InvalidURIException: java.net.URISyntaxException: {}", error));
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
