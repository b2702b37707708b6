#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

std::string transports_of(const KnownOption& known) {
  if (known.unix_socket) return known.tcp ? "tcp, tcps and unix" : "unix";
  return known.tcp ? "tcp and tcps" : "tcps";
}

/// `unix_sndbuf` for `tcp_sndbuf` and the reverse, where the transport takes it; else nothing.
std::string_view counterpart(std::string_view key, Scheme scheme) {
  for (const KnownOption& known : c_options()) {
    const bool pair = (key.starts_with("tcp_") || key.starts_with("unix_")) && known.key != key &&
                      known.value != OptionValue::refused &&
                      known.key.substr(known.key.find('_') + 1) == key.substr(key.find('_') + 1);
    if (pair && takes(known, scheme)) return known.key;
  }
  return {};
}

/// Why the client does not take the option with this scheme; empty where it does, or another rule
/// reports it.
std::string misplaced(const ConnectionString& client, const Option& option) {
  const KnownOption* known = c_option(option.key);
  if (known == nullptr) {
    const bool c_or_java = is_c_family(client.kind) || client.kind == ClientKind::java;
    const bool foreign = option.key == "proxy" || (option.key == "mt" && c_or_java);
    if (!foreign || client.scheme == Scheme::socks) return {};
    return option.key == "mt" ? "is for the Go client only"
                              : "is for the C# client's socks connections only";
  }
  if (client.kind == ClientKind::java) {
    // Of `unix` and the WebSocket schemes uri-scheme-unknown speaks.
    const bool plain = client.scheme == Scheme::tcp || client.scheme == Scheme::tcps;
    if (!plain || takes(*known, Scheme::tcps)) return {};
    return fmt::format("is for {}, not for {}", transports_of(*known), client.parts().scheme);
  }
  const bool only_unix = known->unix_socket && !known->tcp;
  if (client.kind == ClientKind::csharp && !only_unix) return {};
  if (client.kind == ClientKind::go) {
    if (option.key == "compression") {
      const bool plain = client.scheme == Scheme::tcp || client.scheme == Scheme::tcps;
      return plain || option.value != "zlib" ? "" : "is for tcp and tcps only";
    }
    const auto keys = option_keys(client.kind, client.scheme);
    const bool reported =
        option.key == "http_preflight" || std::ranges::count(keys, option.key) != 0;
    return reported ? "" : "is unknown to the Go client";
  }
  if (takes(*known, client.scheme) || option.key == "http_preflight") return {};
  return fmt::format("is for {}, not for {}", transports_of(*known), client.parts().scheme);
}

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.kind == ClientKind::javascript) return;
  if (client.scheme == Scheme::unknown) return;
  if (is_c_family(client.kind) && (client.websocket() || client.scheme == Scheme::socks)) return;
  for (const Option& option : client.parts().options) {
    const std::string why = misplaced(client, option);
    if (why.empty()) continue;
    Diagnostic diagnostic{.where = client.at(option.key),
                          .message = fmt::format("option '{}' {}", option.key, why)};
    const std::string_view other = counterpart(option.key, client.scheme);
    if (!other.empty() && is_c_family(client.kind)) {
      diagnostic.message += fmt::format("; did you mean '{}'?", other);
      diagnostic.fix = {{{client.at(option.key), std::string(other)}}, false};
    }
    if (client.kind == ClientKind::csharp) diagnostic.severity = Severity::warning;
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule uri_option_wrong_transport() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
