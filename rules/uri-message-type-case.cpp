#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const std::string_view type = client.message_type_meant();
  if (type.empty() || !client.is_clear()) return;

  for (const std::string_view known : default_message_types()) {
    if (type == known || !equal_ignoring_case(type, known)) continue;
    found.push_back(
        {.where = client.at(type),
         .message = fmt::format("message type '{}' is not '{}': message types are case-sensitive",
                                client.show(type), known),
         .fix = {{{{client.at(type), std::string(known)}}, false}}});
  }
}

}  // namespace

Rule uri_message_type_case() {
  return {.severity = Severity::warning,
          .check = check,
          .fixable = true,
          .when = When::no_instance_to_ask};
}

}  // namespace ampslint
