#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const auto control = std::ranges::find_if(client.text, is_control);
  if (control == client.text.end()) return;
  const auto at = static_cast<std::size_t>(control - client.text.begin());
  found.push_back({.where = client.at(at, 1),
                   .message = fmt::format("control character '{}' in a connection string",
                                          client.text.substr(at, 1))});
}

}  // namespace

// At the ends, and in a host, other rules have more to say about it.
Rule uri_control_character() {
  return {.severity = Severity::error, .check = check, .when = When::no_other_error};
}

}  // namespace ampslint
