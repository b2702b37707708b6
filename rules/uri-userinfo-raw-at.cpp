#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  const auto at = [](std::string_view part) { return part.find('@') != std::string_view::npos; };
  const bool in_user = at(parts.user);
  if (!in_user && !at(parts.password.reveal())) return;
  if (client.kind == ClientKind::go || !client.is_clear()) return;
  Diagnostic diagnostic{.where = client.at(in_user ? parts.user : parts.password.reveal()),
                        .message = fmt::format("'@' in the {} ends the user information early",
                                               in_user ? "user name" : "password")};
  const bool decodes = is_c_family(client.kind);
  if (decodes) {
    diagnostic.message += "; write '%40'";
    diagnostic.fix = Fix{};
    for (const std::string_view part : {parts.user, parts.password.reveal()}) {
      for (std::size_t i = part.find('@'); i < part.size(); i = part.find('@', i + 1)) {
        diagnostic.fix->edits.push_back({client.at(part.substr(i, 1)), "%40"});
      }
    }
  }
  if (client.kind == ClientKind::csharp) diagnostic.severity = Severity::warning;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_userinfo_raw_at() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
