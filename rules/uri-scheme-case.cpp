#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const bool java = client.kind == ClientKind::java;
  const std::string_view scheme = client.written.scheme;
  if ((!java && !is_c_family(client.kind)) || scheme_named(scheme) != Scheme::unknown) return;
  const std::string lower = to_lower(scheme);
  if (std::ranges::count(schemes_of(client.kind), lower) == 0) return;
  Diagnostic diagnostic{
      .where = client.at(scheme),
      .message =
          fmt::format("scheme '{}' is not in lower case, as {} requires", client.show(scheme),
                      java ? "the C++ client" : display_name(client.kind)),
      .fix = {{{{client.at(scheme), lower}}, true}},
  };
  if (java) diagnostic.severity = Severity::warning;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_scheme_case() {
  return {.severity = Severity::error, .check = check, .fixable = true, .about = About::address};
}

}  // namespace ampslint
