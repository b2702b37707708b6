#include <algorithm>

#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const std::string_view query = client.parts().query;
  if (!is_c_family(client.kind)) return;
  // uri-query-leading-ampersand reports those behind the `?`.
  std::size_t at = query.find("&&", std::min(query.find_first_not_of('&'), query.size()));
  while (at != std::string_view::npos) {
    const std::size_t end = std::min(query.find_first_not_of('&', at), query.size());
    const std::string_view extra = query.substr(at + 1, end - at - 1);
    found.push_back({.where = client.at(extra),
                     .message = "a second '&' becomes part of the next option's name",
                     .fix = {{{{client.at(extra), ""}}, true}}});
    at = query.find("&&", end);
  }
}

}  // namespace

Rule uri_query_double_ampersand() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
