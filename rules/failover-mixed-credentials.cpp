#include <fmt/core.h>

#include "check/failover.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

std::string user_of(const ConnectionString& client) {
  const std::string_view user = client.parts().user;
  return user.empty() ? "no user" : fmt::format("user '{}'", client.show(user));
}

/// The user, or the whole string where it names none.
Span place_of_user(const ConnectionString& client) {
  const std::string_view user = client.parts().user;
  return user.empty() ? client.where : client.at(user);
}

void check(const Failover& list, Diagnostics& found) {
  const ConnectionString* first = nullptr;
  for (const ConnectionString& client : list.strings) {
    const std::string_view user = client.parts().user;
    if (!client.is_clear() || !first_placeholder(user).empty()) continue;
    if (first == nullptr) first = &client;
    if (user == first->parts().user) continue;
    found.push_back({.where = place_of_user(client),
                     .message = fmt::format("{} in a list that begins with {}", user_of(client),
                                            user_of(*first)),
                     .notes = {{place_of_user(*first), "the first one is here"}}});
  }
}

}  // namespace

Rule failover_mixed_credentials() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
