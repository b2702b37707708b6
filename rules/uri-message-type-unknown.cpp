#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const std::string_view type = client.message_type_meant();
  if (type.empty() || !client.is_clear()) return;
  if (is_c_family(client.kind) && type.find('"') != std::string_view::npos) {
    found.push_back({.where = client.at(type),
                     .message = fmt::format(
                         "message type '{}' contains a quote, which breaks the logon message",
                         client.show(type)),
                     .severity = Severity::error});
    return;
  }
  const auto known = [type](auto name) { return equal_ignoring_case(name, type); };
  if (std::ranges::any_of(default_message_types(), known)) return;
  found.push_back(
      {.where = client.at(type),
       .message = fmt::format(
           "AMPS has no built-in message type '{}'; the server's configuration must define it{}",
           client.show(type), did_you_mean(type, default_message_types()))});
}

}  // namespace

Rule uri_message_type_unknown() {
  return {.severity = Severity::note, .check = check, .when = When::no_instance_to_ask};
}

}  // namespace ampslint
