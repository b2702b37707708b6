#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.kind != ClientKind::javascript || !client.is_clear()) return;
  const std::string_view password = client.written.password.reveal();
  const std::size_t colon = password.find(':');
  if (colon == std::string_view::npos) return;
  found.push_back({.where = client.at(password.substr(colon, 1)),
                   .message = "the JavaScript client does not accept ':' in a password"});
}

}  // namespace

Rule uri_userinfo_colon_javascript() { return {Severity::error, check}; }

}  // namespace ampslint
