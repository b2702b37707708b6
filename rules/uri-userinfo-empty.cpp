#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  const bool no_password = parts.password.present() && parts.password.empty();
  if (!parts.user.present() || (!parts.user.empty() && !no_password) || !client.is_clear()) return;
  const bool no_user = parts.user.empty();
  found.push_back({.where = client.at(no_user ? parts.user : parts.password.reveal()),
                   .message = fmt::format("the {} is empty: none is sent",
                                          no_user ? "user name" : "password")});
}

}  // namespace

Rule uri_userinfo_empty() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
