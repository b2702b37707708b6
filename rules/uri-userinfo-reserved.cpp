#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

bool is_escape(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdefABCDEF";
  return text.size() > 2 && digits.find(text[1]) != std::string_view::npos &&
         digits.find(text[2]) != std::string_view::npos;
}

/// The first character that clients read in different ways; empty where there is none.
std::string_view reserved(std::string_view part) {
  if (first_placeholder(part).size() == part.size()) return {};
  for (std::size_t i = part.find_first_of("#?[] %"); i < part.size();
       i = part.find_first_of("#?[] %", i + 1)) {
    if (part[i] != '%' || !is_escape(part.substr(i))) return part.substr(i, 1);
  }
  return {};
}

/// Whether the client in force stumbles over it for certain.
bool breaks(const ConnectionString& client, char c, bool in_user) {
  const bool ends_address = c == '?' || c == '#';
  const bool strict = client.kind == ClientKind::go || client.kind == ClientKind::java;
  if (strict) return ends_address || client.reading.accepts == false;
  if (client.kind == ClientKind::javascript) return ends_address;
  return is_c_family(client.kind) && c == '[' && in_user;
}

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (!parts.user.present() || !client.is_clear()) return;
  std::string_view character = reserved(parts.user);
  const bool in_user = !character.empty();
  if (!in_user) character = reserved(parts.password.reveal());
  if (character.empty()) return;
  const bool escape = character[0] == '%';
  Diagnostic diagnostic{
      .where = client.at(character),
      .message = fmt::format(
          "{} in the {} is read differently by different clients; write '%{:02X}'",
          escape ? "a '%' without two hexadecimal digits" : fmt::format("'{}'", character),
          in_user ? "user name" : "password", character[0])};
  if (breaks(client, character[0], in_user)) diagnostic.severity = Severity::error;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_userinfo_reserved() { return {Severity::warning, check}; }

}  // namespace ampslint
