#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Part scheme = client.written.scheme;
  if (scheme.empty()) return;
  const std::size_t end = scheme.size() + 1 + client.written.slashes.size();
  Diagnostic diagnostic{
      .where = client.at(scheme),
      .message = fmt::format("spark's '-server' takes a host and port without '{}'",
                             client.show(client.text.substr(0, end)))};
  // With TLS, spark wants an option instead.
  if (client.scheme == Scheme::tcp) {
    diagnostic.fix = {.edits = {{client.at(0, end), ""}}, .safe = true};
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_spark_scheme() {
  return {.severity = Severity::error, .check = check, .fixable = true, .about = About::spark};
}

}  // namespace ampslint
