#include "model/options.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "model/address.hpp"
#include "model/clients/since.hpp"

namespace ampslint {
namespace {

constexpr KnownOption options[] = {
    {.key = "tcp_nodelay", .value = OptionValue::number, .tcp = true, .tcps = true},
    {.key = "tcp_keepalive", .value = OptionValue::number, .tcp = true, .tcps = true},
    {.key = "tcp_rcvbuf", .value = OptionValue::number, .tcp = true, .tcps = true},
    {.key = "tcp_sndbuf", .value = OptionValue::number, .tcp = true, .tcps = true},
    {.key = "tcp_linger", .value = OptionValue::number, .tcp = true, .tcps = true},
    {.key = "tcp_connecttimeout",
     .value = OptionValue::number,
     .tcp = true,
     .tcps = true,
     .since = since::connect_timeout},
    // On a unix socket `bind` is another word for `path`.
    {.key = "bind", .value = OptionValue::bind, .tcp = true, .tcps = true, .unix_socket = true},
    {.key = "ip_protocol_prefer",
     .value = OptionValue::ip_version,
     .tcp = true,
     .tcps = true,
     .since = since::ipv6},
    {.key = "compression",
     .value = OptionValue::compression,
     .tcp = true,
     .tcps = true,
     .since = since::compression},
    {.key = "http_preflight",
     .value = OptionValue::number,
     .tcp = true,
     .tcps = true,
     .since = since::http_preflight},
    {.key = "sni", .value = OptionValue::text, .tcps = true},
    {.key = "pretty", .value = OptionValue::number, .tcp = true, .tcps = true, .unix_socket = true},
    {.key = "path", .value = OptionValue::text, .unix_socket = true},
    {.key = "unix_rcvbuf", .value = OptionValue::number, .unix_socket = true},
    {.key = "unix_sndbuf", .value = OptionValue::number, .unix_socket = true},
    {.key = "unix_keepalive", .value = OptionValue::number, .unix_socket = true},
    {.key = "unix_linger", .value = OptionValue::number, .unix_socket = true},
    // The Linux kernel has no such socket option.
    {.key = "unix_nodelay", .value = OptionValue::refused, .unix_socket = true},
};

/// The library splits at the first colon, so an IPv6 address needs brackets. What it cannot bind to
/// on any machine is not valid either.
bool is_valid_bind(std::string_view value) {
  const bool bracketed = value.starts_with('[');
  const std::size_t end = std::min(value.find(bracketed ? ']' : ':'), value.size());
  const std::string_view host = bracketed ? value.substr(1, end - 1) : value.substr(0, end);
  const std::string_view rest = value.substr(std::min(end + (bracketed ? 1 : 0), value.size()));
  if (host.empty() || (bracketed && end == value.size()) || !may_be_local(host)) return false;
  return rest.empty() || (rest.starts_with(':') && is_digits(rest.substr(1)));
}

/// The public add-on's rules.
bool csharp_takes(const KnownOption& option, std::string_view value) {
  if (option.key == "tcp_nodelay" || option.key == "tcp_keepalive") {
    return value == "true" || value == "false";
  }
  const bool integer = option.value == OptionValue::number && !is_switch(option);
  if (!integer) return true;
  if (value.starts_with('-')) value.remove_prefix(1);
  return !value.empty() && is_digits(value);
}

/// As the Java client's reader, where the value holds no escapes.
bool java_takes(const KnownOption& option, std::string_view value) {
  if (!option.tcps || value.find('%') != npos) return true;
  if (option.key == "http_preflight" || option.key == "pretty") return true;
  if (is_switch(option)) return value == "true" || value == "false";
  if (option.key == "sni" || option.value == OptionValue::bind) return true;
  if (option.value != OptionValue::number)
    return is_valid(option, value, Scheme::tcp, newest_version);
  if (value.starts_with('+') || value.starts_with('-')) value.remove_prefix(1);
  return !value.empty() && is_digits(value);
}

/// The reader stops at the first option it refuses, so its last one is to blame.
bool go_refused(const ConnectionString& client, const Option& option) {
  const std::vector<Option>& read = client.reading.parts.options;
  return client.reading.accepts == false && !read.empty() &&
         read.back().key.data() == option.key.data() &&
         std::ranges::count(option_keys(ClientKind::go, client.scheme), option.key) != 0 &&
         (option.key != "compression" || option.value != "zlib");
}

}  // namespace

std::span<const KnownOption> c_options() { return options; }

const KnownOption* c_option(std::string_view key) {
  const auto* found = std::ranges::find(options, key, &KnownOption::key);
  return found == std::end(options) ? nullptr : found;
}

bool takes(const KnownOption& option, Scheme scheme) {
  switch (scheme) {
    case Scheme::tcp:
      return option.tcp;
    case Scheme::tcps:
      return option.tcps;
    case Scheme::unix_socket:
      return option.unix_socket;
    default:
      return false;
  }
}

std::optional<Version> needed_version(const KnownOption& option, const ConnectionString& client) {
  if (is_c_family(client.kind)) {
    const bool known = !takes(option, client.scheme) || client.version >= option.since;
    return known ? std::nullopt : std::optional(option.since);
  }
  const bool java = client.kind == ClientKind::java && option.key == "compression";
  const bool known = !java || client.version > since::java_without_compression;
  return known ? std::nullopt : std::optional(since::java_compression);
}

bool is_switch(const KnownOption& option) {
  return option.key.ends_with("_nodelay") || option.key.ends_with("_keepalive") ||
         option.key == "http_preflight" || option.key == "pretty";
}

std::vector<std::string_view> option_keys(ClientKind kind, Scheme scheme) {
  switch (kind) {
    case ClientKind::javascript:
      return {"pretty"};
    case ClientKind::go:
      return {"tcp_nodelay", "tcp_sndbuf", "tcp_rcvbuf", "compression", "mt"};
    case ClientKind::csharp: {
      std::vector<std::string_view> keys{"pretty",     "tcp_nodelay",   "tcp_sndbuf", "tcp_rcvbuf",
                                         "tcp_linger", "tcp_keepalive", "bind"};
      if (scheme == Scheme::socks) keys.emplace_back("proxy");
      return keys;
    }
    case ClientKind::cpp:
    case ClientKind::python: {
      std::vector<std::string_view> keys;
      for (const KnownOption& option : options) {
        if (takes(option, scheme)) keys.push_back(option.key);
      }
      return keys;
    }
    case ClientKind::java: {
      std::vector<std::string_view> keys;
      for (const KnownOption& option : options) {
        if (option.tcps) keys.push_back(option.key);
      }
      return keys;
    }
  }
  return {};
}

bool is_number_or_boolean(std::string_view value) {
  return value == "true" || value == "false" || is_digits(value);
}

bool has_too_many_digits(std::string_view value, Scheme scheme, const Version& version) {
  constexpr std::size_t most = 9;
  return version >= since::nine_digits && scheme != Scheme::unix_socket && value.size() > most &&
         is_digits(value);
}

bool is_valid(const KnownOption& option, std::string_view value, Scheme scheme,
              const Version& version) {
  switch (option.value) {
    case OptionValue::number:
      return is_number_or_boolean(value) && !has_too_many_digits(value, scheme, version);
    case OptionValue::ip_version:
      return value == "ipv4" || value == "ipv6";
    case OptionValue::compression:
      return value == "zlib";
    case OptionValue::bind:
      // On a unix socket it is a path.
      return scheme == Scheme::unix_socket || is_valid_bind(value);
    case OptionValue::text:
      return true;
    case OptionValue::refused:
      return false;
  }
  return false;
}

bool is_boolean_word(std::string_view value) {
  constexpr std::string_view words[] = {"true", "false", "yes", "no", "on",      "off",
                                        "t",    "f",     "y",   "n",  "enabled", "disabled"};
  return std::ranges::any_of(
      words, [value](std::string_view word) { return equal_ignoring_case(word, value); });
}

const KnownOption* with_bad_value(const ConnectionString& client, const Option& option) {
  const KnownOption* known = c_option(option.key);
  const std::string_view value = option.value;
  if (known == nullptr || !option.value.present()) return nullptr;
  const std::size_t next = value.find("://");
  const bool goes_on = value.find_first_of(";#") != std::string_view::npos ||
                       (next != std::string_view::npos && value.find_first_of(", |") < next);
  const bool is_last = value.data() + value.size() == client.text.data() + client.text.size();
  const bool untidy = is_last && !value.empty() &&
                      std::string_view(" \t\r\n\"'").find(value.back()) != std::string_view::npos;
  if (goes_on || untidy) return nullptr;
  bool taken = true;
  if (is_c_family(client.kind)) {
    taken = !takes(*known, client.scheme) || is_valid(*known, value, client.scheme, client.version);
  } else if (client.kind == ClientKind::go) {
    taken = !go_refused(client, option);
  } else if (client.kind == ClientKind::java) {
    taken = java_takes(*known, value);
  } else if (client.kind == ClientKind::csharp) {
    taken = csharp_takes(*known, value);
  }
  return taken ? nullptr : known;
}

const Option* socket_option(const ConnectionString& client) {
  const Option* last = nullptr;
  for (const Option& option : client.parts().options) {
    if (option.value.present() && (option.key == "path" || option.key == "bind")) last = &option;
  }
  return last;
}

std::string_view socket_of(const ConnectionString& client) {
  if (client.kind == ClientKind::go) return client.parts().path;
  const Option* option = socket_option(client);
  return option == nullptr ? Part() : option->value;
}

std::size_t html_ampersand(std::string_view key) {
  constexpr std::string_view rests[] = {"amp;", "#38;", "#x26;", "#X26;"};
  for (const std::string_view rest : rests) {
    if (key.starts_with(rest)) return rest.size();
  }
  return 0;
}

}  // namespace ampslint
