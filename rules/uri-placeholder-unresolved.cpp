#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.placeholder.empty()) return;
  found.push_back({.where = client.at(client.placeholder),
                   .message = fmt::format("'{}' is not filled in, so the string cannot be checked",
                                          client.show(client.placeholder))});
}

}  // namespace

Rule uri_placeholder_unresolved() {
  return {
      .severity = Severity::note, .check = check, .when = When::always, .preset = Preset::pedantic};
}

}  // namespace ampslint
