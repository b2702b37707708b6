#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.kind != ClientKind::go || client.reading.accepts != true) return;
  const Option* option = client.option("compression");
  if (option == nullptr) return;
  found.push_back({.where = client.at(option->value),
                   .message = "the Go client's stream differs from that of the vendor's clients: "
                              "zlib with its header, not raw deflate"});
}

}  // namespace

Rule uri_compression_go() { return {Severity::warning, check}; }

}  // namespace ampslint
