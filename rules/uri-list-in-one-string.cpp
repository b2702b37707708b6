#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.second.empty()) return;
  found.push_back({.where = client.at(client.second),
                   .message = "this holds two connection strings; a client accepts only one"});
}

}  // namespace

Rule uri_list_in_one_string() { return {Severity::error, check}; }

}  // namespace ampslint
