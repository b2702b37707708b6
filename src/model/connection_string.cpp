#include "model/connection_string.hpp"

#include <algorithm>
#include <charconv>
#include <ranges>

#include "base/ascii.hpp"
#include "base/printable.hpp"
#include "model/clients/readers.hpp"
#include "model/options.hpp"
#include "model/redactor.hpp"

namespace ampslint {
namespace {

bool is_known_scheme(std::string_view name) {
  return scheme_named(to_lower(name)) != Scheme::unknown;
}

/// `scheme:` where slashes follow or the name is a known one: `localhost:9007/…` has none.
std::size_t scheme_end(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == npos) return colon;
  const std::string_view name = text.substr(0, colon);
  if (find_either(name, '/', '@') != npos) return npos;
  if (find_either(name, '?', '[') != npos) return npos;
  const std::string_view blanks = " \t\"'";
  const std::size_t first = std::min(name.find_first_not_of(blanks), name.size());
  const bool slashes = text.substr(colon + 1).starts_with('/');
  return slashes || is_known_scheme(name.substr(first)) ? colon : npos;
}

/// Whether `host:9…` stands there.
bool is_endpoint(std::string_view text) {
  constexpr std::size_t longest_host = 256;
  text = text.substr(0, longest_host);
  std::size_t end = text.find_first_of(":/?&=");
  if (text.starts_with('[')) end = text.find(':', std::min(text.find(']'), text.size()));
  return end != npos && text[end] == ':' && end + 1 < text.size() && text[end + 1] >= '0' &&
         text[end + 1] <= '9';
}

/// The `@` that ends the user information: the last one before the path, or one behind a raw slash
/// or question mark (`user:p/w@host:9007/…`), known by a port behind it or by none before the
/// slash.
std::size_t user_end(std::string_view rest) {
  const std::size_t path = std::min(find_either(rest, '/', '?'), rest.size());
  const std::size_t last = rest.substr(0, path).rfind('@');
  if (last != npos || path == rest.size()) return last;
  // Behind a path, what follows the question mark are options.
  const std::size_t query = rest[path] == '?' ? npos : rest.find('?');
  std::size_t late = rest.substr(0, query).rfind('@');
  const std::string_view port = rest.substr(0, path).substr(std::min(rest.find(':'), path));
  const bool no_port = port.find_first_not_of(":0123456789") != npos;
  if (no_port && !rest.starts_with('[')) return late;
  while (late != npos && !is_endpoint(rest.substr(late + 1))) {
    late = late == 0 ? npos : rest.rfind('@', late - 1);
  }
  return late;
}

void read_user(std::string_view user, Parts& parts) {
  const std::size_t colon = user.find(':');
  parts.user = user.substr(0, colon);
  if (colon != npos) parts.password = SecretView(user.substr(colon + 1));
}

void read_host_and_port(std::string_view text, Parts& parts) {
  std::size_t colon = text.rfind(':');
  if (text.starts_with('[')) {
    const std::size_t close = std::min(text.find(']'), text.size());
    parts.bracketed = true;
    parts.host = text.substr(1, close - 1);
    colon = text.find(':', close);
  } else {
    parts.host = text.substr(0, colon);
  }
  if (colon != npos) parts.port = text.substr(colon + 1);
}

void read_options(std::string_view query, Parts& parts) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view one = query.substr(0, end);
    const std::size_t equals = one.find('=');
    parts.options.push_back({.key = one.substr(0, equals),
                             .value = equals == npos ? Part() : Part(one.substr(equals + 1))});
    query.remove_prefix(std::min(end + 1, query.size()));
  }
}

/// The first placeholder that is not of the user information alone, which may hold anything:
/// nothing there changes where the string leads.
std::string_view find_placeholder(std::string_view text, const Parts& written) {
  const bool has_user = written.user.present() && !written.user.starts_with('@');
  const std::size_t host =
      has_user ? static_cast<std::size_t>(written.host.data() - text.data()) : 0;
  std::string_view found = first_placeholder(text);
  while (!found.empty()) {
    const auto end = static_cast<std::size_t>(found.data() - text.data()) + found.size();
    // The `@` before the host may be that of `db1:@PORT@`.
    if (end > host || (end == host && found.starts_with('@'))) return found;
    found = first_placeholder(text, end);
  }
  return found;
}

/// Whatever its case and what stands in front of it.
Scheme scheme_meant(std::string_view name) {
  const std::size_t begin = std::min(name.find_first_not_of(" \t\"'"), name.size());
  const auto same = [meant = name.substr(begin)](std::string_view known) {
    return equal_ignoring_case(known, meant);
  };
  return static_cast<Scheme>(std::ranges::find_if(scheme_names, same) - std::begin(scheme_names));
}

ClientKind default_kind(const Parts& written) {
  const Scheme scheme = scheme_meant(written.scheme);
  return scheme == Scheme::ws || scheme == Scheme::wss ? ClientKind::javascript : ClientKind::cpp;
}

bool inside(std::string_view part, std::string_view text) {
  return part.data() >= text.data() && part.data() + part.size() <= text.data() + text.size();
}

/// Whether its parts are clear enough to say what is wrong with each.
bool is_clear(const ConnectionString& client) {
  const Parts& written = client.written;
  if (!client.second.empty()) return false;
  if (client.unix_socket() && written.slashes.size() > 2) return false;
  if (client.unix_socket() && !written.port.present() && socket_option(client) == nullptr) {
    return false;
  }
  const bool one_word = !written.path.present() && !written.port.present();
  return written.scheme.present() || !(one_word || written.path.starts_with("//"));
}

}  // namespace

Scheme scheme_named(std::string_view name) {
  return static_cast<Scheme>(std::ranges::find(scheme_names, name) - std::begin(scheme_names));
}

std::span<const std::string_view> schemes_of(ClientKind kind) {
  static constexpr std::string_view c[] = {"tcp", "tcps", "unix"};
  static constexpr std::string_view java[] = {"tcp", "tcps"};
  static constexpr std::string_view csharp[] = {"tcp", "tcps", "socks"};
  static constexpr std::string_view javascript[] = {"ws", "wss"};
  static constexpr std::string_view go[] = {"tcp", "tcps", "ws", "wss", "unix"};
  switch (kind) {
    case ClientKind::java:
      return java;
    case ClientKind::csharp:
      return csharp;
    case ClientKind::javascript:
      return javascript;
    case ClientKind::go:
      return go;
    case ClientKind::cpp:
    case ClientKind::python:
      break;
  }
  return c;
}

Parts read_as_written(std::string_view text) {
  Parts parts;
  std::string_view rest = text;
  if (const std::size_t colon = scheme_end(text); colon != npos) {
    parts.scheme = text.substr(0, colon);
    rest = text.substr(colon + 1);
    const std::size_t slashes = std::min(rest.find_first_not_of('/'), rest.size());
    parts.slashes = rest.substr(0, slashes);
    rest.remove_prefix(slashes);
  }
  if (const std::size_t at = user_end(rest); at != npos) {
    read_user(rest.substr(0, at), parts);
    rest.remove_prefix(at + 1);
  }
  const std::size_t path = std::min(find_either(rest, '/', '?'), rest.size());
  read_host_and_port(rest.substr(0, path), parts);
  rest.remove_prefix(path);
  const std::size_t query = std::min(rest.find('?'), rest.size());
  if (query > 0) {
    parts.path = rest.substr(0, query);
    split_path_as_c(parts);
    if (parts.protocol.empty()) parts.protocol = {};
    const auto behind = parts.protocol.present()
                            ? static_cast<std::size_t>(parts.protocol.data() - parts.path.data()) +
                                  parts.protocol.size()
                            : parts.path.size();
    const std::string_view tail = parts.path.substr(behind);
    if (!tail.empty()) parts.message_type = tail.substr(1, tail.find('/', 1) - 1);
  }
  if (query < rest.size()) {
    parts.query = rest.substr(query + 1);
    read_options(parts.query, parts);
  }
  return parts;
}

Reading read_as(ClientKind kind, std::string_view text, const Version& version) {
  Reading reading;
  switch (kind) {
    case ClientKind::cpp:
    case ClientKind::python:
      reading = read_c(text, version);
      break;
    case ClientKind::javascript:
      reading = read_javascript(text);
      break;
    case ClientKind::go:
      reading = read_go(text);
      break;
    case ClientKind::java:
      reading = read_java(text, version);
      break;
    case ClientKind::csharp:
      reading.parts = read_as_written(text);  // how this client reads is not known
      break;
  }
  reading.whole |= reading.accepts == true;
  return reading;
}

ConnectionString read_connection_string(const Text& given, const GivenClient& by) {
  const std::string_view text = given.value;
  ConnectionString client;
  client.text = text;
  client.where = given.where;
  client.pieces = given.pieces;
  client.written = read_as_written(text);
  client.kind = by.kind.value_or(default_kind(client.written));
  client.version = by.version;
  client.reading = read_as(client.kind, text, client.version);
  client.scheme = scheme_meant(client.parts().scheme);
  if (!given.unresolved) client.placeholder = find_placeholder(text, client.written);
  client.has_placeholder = given.unresolved || !client.placeholder.empty();
  client.secrets = secrets_of(text);
  client.second = second_string(text);
  client.clear = ampslint::is_clear(client);
  return client;
}

Span ConnectionString::at(std::string_view part) const {
  if (!inside(part, text)) return where;
  return at(static_cast<std::size_t>(part.data() - text.data()), part.size());
}

Span ConnectionString::at(std::size_t offset, std::size_t length) const {
  return Text{.value = text, .where = where, .pieces = pieces}.span(offset, length);
}

std::string_view ConnectionString::control_character() const {
  const std::string_view inside = without_blanks(text);
  const auto at =
      static_cast<std::size_t>(std::ranges::find_if(inside, is_control) - inside.begin());
  return at < inside.size() ? inside.substr(at, 1) : std::string_view();
}

std::string ConnectionString::without_secrets(std::string_view part) const {
  if (!inside(part, text)) return std::string(part);
  return masked(part, static_cast<std::uint32_t>(part.data() - text.data()), secrets);
}

std::string ConnectionString::show(std::string_view part) const {
  return printable(without_secrets(part));
}

std::optional<std::uint16_t> ConnectionString::port() const {
  const std::string_view port = parts().port;
  if (port.empty()) {
    if (scheme == Scheme::ws) return 80;
    if (scheme == Scheme::wss) return 443;
    return std::nullopt;
  }
  std::uint16_t number = 0;
  const std::size_t skipped = is_c_family(kind) ? port.find_first_not_of(" +") : 0;
  if (skipped == npos) return std::nullopt;
  const auto parsed = std::from_chars(port.data() + skipped, port.data() + port.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != port.data() + port.size()) return std::nullopt;
  return number;
}

std::string_view ConnectionString::message_type() const {
  const bool sends = !is_c_family(kind) || parts().protocol == "amps";
  return sends ? parts().message_type : Part();
}

std::string_view ConnectionString::message_type_meant() const {
  std::string_view type = message_type();
  if (type.end() == text.end()) type = type.substr(0, type.find_last_not_of(" \t\r\n\"'") + 1);
  return type.substr(0, type.find('#'));
}

const Option* ConnectionString::option(std::string_view key) const {
  const auto from_the_last = std::views::reverse(parts().options);
  const auto found = std::ranges::find(from_the_last, key, &Option::key);
  return found == from_the_last.end() ? nullptr : &*found;
}

bool ConnectionString::preflight() const {
  if (kind == ClientKind::java) {
    const Option* last = option("http_preflight");
    return last != nullptr && last->value == "true";
  }
  return std::ranges::any_of(parts().options, [](const Option& option) {
    return option.key == "http_preflight" && option.value != "false" &&
           option.value.find_first_not_of('0') != npos;
  });
}

}  // namespace ampslint
