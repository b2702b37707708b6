#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "model/address.hpp"
#include "model/clients/readers.hpp"
#include "model/clients/since.hpp"
#include "model/options.hpp"
#include "model/protocol.hpp"
#include "model/redactor.hpp"

namespace ampslint {
namespace {

constexpr std::string_view unavailable_transport =
    "The URI specifies a transport that is unavailable.";
constexpr std::string_view unavailable_protocol = "The URI specified an unavailable protocol.";
/// The client's buffer for its message holds this many bytes.
constexpr std::size_t longest_message = 127;

/// Walks a string from left to right as the C library does, quirks included: one character behind
/// the scheme's colon and one behind a bracketed host are skipped unseen, `/` does not end a user
/// name, and the protocol is found from the end of the path.
class Walk {
 public:
  Walk(std::string_view text, std::size_t at, const Version& version, Parts& parts)
      : text_(text), at_(at), version_(version), parts_(parts) {}

  /// The parts up to the protocol; false where the string ends or breaks before it.
  bool to_protocol() { return slashes() && authority() && port() && protocol(); }

  /// The message type and the options behind a protocol; false where they break.
  bool to_end() {
    if (at_ == text_.size()) return true;
    if (text_[at_] == '?') return options(true);
    ++at_;
    const std::size_t end = std::min(find_either(text_, '/', '?', at_), text_.size());
    parts_.message_type = text_.substr(at_, end - at_);
    at_ = end;
    if (at_ + 1 == text_.size() && text_[at_] == '?') parts_.query = text_.substr(at_ + 1);
    if (at_ + 1 >= text_.size()) return true;
    if (text_[at_] == '/') ++at_;
    return text_[at_] == '?' && options(false);
  }

 private:
  bool slashes() {
    const std::size_t begin = at_;
    at_ = std::min(at_ + 1, text_.size());
    while (at_ < text_.size() && text_[at_] == '/') ++at_;
    parts_.slashes = text_.substr(begin, at_ - begin);
    return at_ < text_.size();
  }

  bool authority() {
    const std::size_t begin = at_;
    for (std::size_t i = begin; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == '[') return bracketed_host(i);
      if (c == '@') {
        parts_.user = text_.substr(begin, i - begin);
        return host_behind_user(i + 1);
      }
      if (c != ':') continue;
      const std::size_t next = find_either(text_, '@', '/', i + 1);
      if (next == npos) continue;
      if (text_[next] == '/') {
        parts_.host = text_.substr(begin, i - begin);
        at_ = i + 1;
        return true;
      }
      parts_.user = text_.substr(begin, i - begin);
      parts_.password = SecretView(text_.substr(i + 1, next - i - 1));
      return host_behind_user(next + 1);
    }
    return false;
  }

  bool bracketed_host(std::size_t open) {
    const std::size_t close = text_.find(']', open + 2);
    if (close == npos) return false;
    parts_.host = text_.substr(open + 1, close - open - 1);
    parts_.bracketed = true;
    at_ = std::min(close + 2, text_.size());
    return true;
  }

  bool host_behind_user(std::size_t begin) {
    if (begin >= text_.size()) return false;
    if (text_[begin] == '[') return bracketed_host(begin);
    const std::size_t colon = text_.find(':', begin + 1);
    if (colon == npos) return false;
    parts_.host = text_.substr(begin, colon - begin);
    at_ = colon + 1;
    return true;
  }

  bool port() {
    const std::size_t slash = text_.find('/', at_);
    if (slash == npos) return false;
    parts_.port = text_.substr(at_, slash - at_);
    at_ = slash;
    return true;
  }

  bool protocol() {
    const std::size_t end = std::min(text_.find('?', at_), text_.size());
    parts_.path = text_.substr(at_, end - at_);
    if (version_ >= since::prefix) {
      split_path_as_c(parts_);
    } else {
      parts_.protocol = text_.substr(at_ + 1, std::min(text_.find('/', at_ + 1), end) - at_ - 1);
    }
    at_ = static_cast<std::size_t>(parts_.protocol.data() - text_.data()) + parts_.protocol.size();
    return true;
  }

  /// From the `?` on. Without a message type before it, an option has to follow.
  bool options(bool needed) {
    parts_.query = text_.substr(at_ + 1);
    std::string_view rest = parts_.query;
    if (rest.empty()) return !needed;
    for (bool first = true; !rest.empty(); first = false) {
      const std::size_t equals = rest.find('=', first ? 0 : 1);
      if (equals == npos) return false;
      const std::string_view behind = rest.substr(equals + 1);
      const std::size_t end = std::min(behind.find('&'), behind.size());
      parts_.options.push_back({.key = rest.substr(0, equals), .value = behind.substr(0, end)});
      rest = behind.substr(std::min(end + 1, behind.size()));
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_;
  const Version& version_;
  Parts& parts_;
};

/// What the sweep over all parts refuses, before any name is resolved.
std::string sweep_error(const Parts& parts, const Version& version, bool ended) {
  const bool anywhere = version >= since::preference_anywhere;
  bool behind = false;
  const bool bad_preference = std::ranges::any_of(parts.options, [&](const Option& option) {
    const bool preference = option.key == "ip_protocol_prefer";
    behind |= preference;
    return (anywhere ? preference : behind) && option.value != "ipv4" && option.value != "ipv6";
  });
  if (bad_preference) return "The URI specified an invalid ip protocol preference.";
  return ended ? "" : "URI format invalid.";
}

/// Whether an address to bind to is one of IPv6, and the host certainly one of IPv4. The reverse is
/// refused by the system, not by the client.
bool is_of_other_family(const Parts& parts, std::string_view bind) {
  if (!bind.starts_with('[')) return false;
  const auto local = parse_ip(bind.substr(1, bind.find(']') - 1));
  if (!local || !local->v6) return false;
  const bool prefers_v6 = std::ranges::any_of(parts.options, [](const Option& option) {
    return option.key == "ip_protocol_prefer" && option.value == "ipv6";
  });
  const auto host = parse_ip(parts.host);
  return !prefers_v6 && (host ? !host->v6 : parts.host == "localhost");
}

std::string option_error(std::string_view text, const Parts& parts, Scheme scheme,
                         const Version& version) {
  for (const Option& option : parts.options) {
    const KnownOption* known = c_option(option.key);
    if (known != nullptr && takes(*known, scheme) && version >= known->since) {
      const bool binds = known->value == OptionValue::bind && scheme != Scheme::unix_socket;
      const bool other_family = binds && is_of_other_family(parts, option.value);
      if (is_valid(*known, option.value, scheme, version) && !other_family) continue;
    }
    if (scheme == Scheme::unix_socket || version < since::value_in_error) {
      return "The URI specified invalid properties.";
    }
    std::string message = fmt::format("The URI specified invalid properties: {}.",
                                      without_secrets(text, option.value));
    if (message.size() > longest_message) message.resize(longest_message);
    return message;
  }
  return {};
}

/// The transport whose name the text begins with, followed directly by a colon.
std::string_view transport_name(std::string_view text) {
  for (const std::string_view name : schemes_of(ClientKind::cpp)) {
    if (text.starts_with(name) && text.substr(name.size()).starts_with(':')) return name;
  }
  return {};
}

std::string error_of(std::string_view text, const Version& version, Reading& reading) {
  const std::string_view scheme_name = transport_name(text);
  if (scheme_name.empty()) {
    const bool begun = std::ranges::any_of(schemes_of(ClientKind::cpp), [text](auto name) {
      return !text.empty() && name.starts_with(text);
    });
    return std::string(begun ? "Invalid URI." : unavailable_transport);
  }
  reading.parts.scheme = text.substr(0, scheme_name.size());
  const Scheme scheme = scheme_named(scheme_name);
  const bool is_unix = scheme == Scheme::unix_socket;
  Walk walk(text, scheme_name.size() + 1, version, reading.parts);
  if (!walk.to_protocol()) return is_unix ? "URI format invalid" : "URI format invalid.";
  if (!std::ranges::count(string_protocols(), reading.parts.protocol)) {
    return std::string(unavailable_protocol);
  }
  const bool ended = walk.to_end();
  reading.whole = ended;
  if (is_unix) {
    if (!ended) return "The URI specified invalid properties.";
    return option_error(text, reading.parts, scheme, version);
  }
  std::string error = sweep_error(reading.parts, version, ended);
  return error.empty() ? option_error(text, reading.parts, scheme, version) : error;
}

}  // namespace

void split_path_as_c(Parts& parts) {
  const std::string_view path = parts.path;
  // The last character is never looked at, nor is the path's first slash.
  const std::size_t slash = path.size() < 3 ? npos : path.rfind('/', path.size() - 2);
  std::size_t begin = 1;
  std::size_t end = npos;
  if (slash != npos && slash != 0) {
    const bool amps = path.substr(0, slash).ends_with("amps");
    begin = amps ? slash - 4 : slash + 1;
    if (amps) end = slash;
  }
  if (end == npos) end = std::min(path.find('/', begin), path.size());
  parts.protocol = path.substr(begin, end - begin);
  if (begin > 1) {
    parts.prefix = path.substr(1, begin - 1);
    if (parts.prefix.ends_with('/')) parts.prefix.remove_suffix(1);
  }
}

Reading read_c(std::string_view text, const Version& version) {
  Reading reading;
  reading.error = error_of(text, version, reading);
  reading.accepts = reading.error.empty();
  return reading;
}

}  // namespace ampslint
