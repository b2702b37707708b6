#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (!is_c_family(client.kind) || client.scheme != Scheme::tcps) return;
  found.push_back(
      {.where = client.at(client.parts().scheme),
       .message = fmt::format(
           "{} does not check the server's certificate unless the program turns that on",
           display_name(client.kind))});
}

}  // namespace

Rule uri_tls_not_verified() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
