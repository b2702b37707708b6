#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.reading.accepts != false) return;
  found.push_back(
      {.where = client.where,
       .message = fmt::format("{} cannot read this connection string", display_name(client.kind))});
}

}  // namespace

Rule uri_malformed() {
  return {.severity = Severity::error, .check = check, .when = When::no_other_error};
}

}  // namespace ampslint
