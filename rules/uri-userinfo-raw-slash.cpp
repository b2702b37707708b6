#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  const auto slash = [](std::string_view part) { return part.find('/') != std::string_view::npos; };
  const bool in_password = slash(parts.password.reveal());
  // A slash in a user name does not stop the C library.
  const bool in_user = slash(parts.user) && !is_c_family(client.kind);
  if ((!in_password && !in_user) || !client.is_clear()) return;
  Diagnostic diagnostic{
      .where = client.at(in_password ? parts.password.reveal() : parts.user),
      .message = fmt::format(
          "'/' in the {} ends the address: {} reads what comes before it as host and port",
          in_password ? "password" : "user name", display_name(client.kind))};
  if (is_c_family(client.kind) || client.kind == ClientKind::go) {
    diagnostic.message += "; write '%2F'";
    diagnostic.fix = Fix{};
    for (const std::string_view part : {parts.user, parts.password.reveal()}) {
      for (std::size_t i = part.find('/'); i < part.size(); i = part.find('/', i + 1)) {
        diagnostic.fix->edits.push_back({client.at(part.substr(i, 1)), "%2F"});
      }
    }
  }
  if (client.kind == ClientKind::csharp) diagnostic.severity = Severity::warning;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_userinfo_raw_slash() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
