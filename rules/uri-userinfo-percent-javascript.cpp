#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

bool is_hexadecimal(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool has_escape(std::string_view part) {
  for (std::size_t i = part.find('%'); i < part.size(); i = part.find('%', i + 1)) {
    if (i + 2 < part.size() && is_hexadecimal(part[i + 1]) && is_hexadecimal(part[i + 2])) {
      return true;
    }
  }
  return false;
}

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.kind != ClientKind::javascript || !client.is_clear()) return;
  const Parts& parts = client.written;
  const bool in_user = has_escape(parts.user);
  if (!in_user && !has_escape(parts.password.reveal())) return;
  found.push_back(
      {.where = client.at(in_user ? parts.user : parts.password.reveal()),
       .message = fmt::format("the JavaScript client sends the '%' escape in the {} undecoded",
                              in_user ? "user name" : "password")});
}

}  // namespace

Rule uri_userinfo_percent_javascript() { return {Severity::warning, check}; }

}  // namespace ampslint
