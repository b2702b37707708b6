#include <algorithm>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (!client.unix_socket() || !is_c_family(client.kind)) return;
  for (const Option& option : client.parts().options) {
    if (option.key != "unix_nodelay" || !option.value.present()) continue;
    found.push_back(
        {.where = client.at(option.key),
         .message = "Linux does not support 'unix_nodelay', so connecting fails; leave it out"});
  }
}

}  // namespace

Rule uri_unix_nodelay() { return {Severity::error, check}; }

}  // namespace ampslint
