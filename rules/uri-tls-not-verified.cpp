#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (!is_c_family(client.kind) || client.scheme != Scheme::tcps) return;
  found.push_back(
      {.where = client.at(client.parts().scheme),
       .message = fmt::format("{} checks no server certificate unless its program switches that on",
                              display_name(client.kind))});
}

}  // namespace

Rule uri_tls_not_verified() { return {Severity::warning, check}; }

}  // namespace ampslint
