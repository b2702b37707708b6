#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const std::string_view query = client.parts().query;
  if (!query.starts_with('&') || html_ampersand(query.substr(1)) > 0) return;
  const bool drops = client.kind == ClientKind::javascript && query.size() > 1;
  if (!drops && !is_c_family(client.kind)) return;
  const std::string_view ampersand = query.substr(0, 1);
  found.push_back({.where = client.at(ampersand),
                   .message = drops ? "the JavaScript client drops the option after '?&'"
                                    : "the '&' after '?' becomes part of the first option's name",
                   .fix = {{{{client.at(ampersand), ""}}, is_c_family(client.kind)}}});
}

}  // namespace

Rule uri_query_leading_ampersand() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
