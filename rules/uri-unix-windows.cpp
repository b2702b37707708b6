#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (!client.unix_socket() || !is_c_family(client.kind)) return;
  found.push_back({.where = client.at(client.parts().scheme),
                   .message = "on Windows, the client has no 'unix' transport"});
}

}  // namespace

Rule uri_unix_windows() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
