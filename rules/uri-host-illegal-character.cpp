#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

bool is_illegal(char c) {
  const auto byte = static_cast<unsigned char>(c);
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  // Bytes beyond ASCII are another matter: an internationalized name.
  return byte < 0x80 && !letter && !(c >= '0' && c <= '9') && c != '.' && c != '-' && c != '_';
}

/// Hexadecimal groups and colons: reported by uri-ipv6-unbracketed.
bool looks_like_ipv6(std::string_view host) {
  return host.find(':') != std::string_view::npos &&
         host.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
}

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (parts.host.empty() || client.unix_socket() || !client.is_clear()) return;
  if (parts.bracketed && client.kind == ClientKind::javascript) return;  // uri-ipv6-javascript
  const std::string_view host = parts.host;
  if (!parts.bracketed && looks_like_ipv6(host)) return;
  // An IPv6 address has colons, and may name its interface behind a '%'.
  const std::string_view also = parts.bracketed ? ":%" : "";
  const auto bad = std::ranges::find_if(
      host, [also](char c) { return is_illegal(c) && also.find(c) == std::string_view::npos; });
  if (bad == host.end()) return;
  const std::size_t comma = host.find(',');
  const bool list = comma != std::string_view::npos;
  const auto at = list ? comma : static_cast<std::size_t>(bad - host.begin());
  const std::string_view character = host.substr(at, 1);
  std::string message = fmt::format("'{}' is not allowed in a host name", client.show(character));
  if (list) message += ": a connection string names one host";
  found.push_back({.where = client.at(character), .message = std::move(message)});
}

}  // namespace

Rule uri_host_illegal_character() {
  return {.severity = Severity::error, .check = check, .about = About::address};
}

}  // namespace ampslint
