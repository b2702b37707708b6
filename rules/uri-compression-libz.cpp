#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (!is_c_family(client.kind)) return;
  const Option* option = client.option("compression");
  if (option == nullptr || option->value != "zlib" || client.unix_socket()) return;
  found.push_back({.where = client.at(option->value),
                   .message = "on Linux, the client loads 'libz.so', which is in zlib's "
                              "development package and not in its runtime package"});
}

}  // namespace

Rule uri_compression_libz() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
