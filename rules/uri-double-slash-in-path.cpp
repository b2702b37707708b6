#include <algorithm>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "support/path_fault.hpp"

namespace ampslint {
namespace {

/// Whether the client makes something else of the path than it says.
bool misread(const ConnectionString& client) {
  const Parts& parts = client.reading.parts;
  if (client.reading.accepts == false) return true;
  if (client.kind == ClientKind::go) return parts.message_type.empty();
  if (!is_c_family(client.kind)) return false;
  return parts.protocol != "amps" && to_lower(parts.prefix).find("amps") != std::string::npos;
}

void check(const ConnectionString& client, Diagnostics& found) {
  const std::string_view path = client.written.path;
  const std::size_t slashes = path.find("//");
  if (slashes == std::string_view::npos || !client.is_clear()) return;
  if (path_fault(client.written) != PathFault::empty_segment) return;
  const std::size_t end = std::min(path.find_first_not_of('/', slashes), path.size());
  const std::string_view extra = path.substr(slashes + 1, end - slashes - 1);
  Diagnostic diagnostic{.where = client.at(path.substr(slashes, end - slashes)),
                        .message = "an empty segment in the path",
                        .fix = {{{{client.at(extra), ""}}, false}}};
  if (!misread(client)) diagnostic.severity = Severity::warning;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_double_slash_in_path() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
