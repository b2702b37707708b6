#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const std::string_view control = client.control_character();
  if (control.empty()) return;
  found.push_back(
      {.where = client.at(control),
       .message = fmt::format("control character '{}' in a connection string", control)});
}

}  // namespace

// In a host, another rule has more to say about it.
Rule uri_control_character() {
  return {.severity = Severity::error,
          .check = check,
          .when = When::no_other_error,
          .about = About::address};
}

}  // namespace ampslint
