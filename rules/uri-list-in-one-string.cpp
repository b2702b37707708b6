#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (!present(client.second)) return;
  found.push_back({.where = client.at(client.second),
                   .message = "a second connection string in one: a client takes them one by one"});
}

}  // namespace

Rule uri_list_in_one_string() { return {Severity::error, check}; }

}  // namespace ampslint
