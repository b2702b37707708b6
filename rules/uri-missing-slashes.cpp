#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  if (parts.slashes == "//" || client.scheme == Scheme::unknown || !client.is_clear()) return;
  const char* const end = parts.scheme.data() + parts.scheme.size();
  const auto behind = static_cast<std::size_t>(end - client.text.data()) + 1;
  Diagnostic diagnostic{
      .where = client.at(behind - 1, parts.slashes.size() + 1),
      .message = fmt::format("'://' must follow the scheme '{}'", client.show(parts.scheme)),
      .fix = {{{{client.at(behind, parts.slashes.size()), "//"}}, false}},
  };
  if (is_c_family(client.kind) && parts.slashes.empty()) {
    diagnostic.message +=
        fmt::format("; {} skips the first character after the colon", display_name(client.kind));
  } else if (client.kind != ClientKind::go) {
    diagnostic.severity = Severity::warning;
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_missing_slashes() {
  return {.severity = Severity::error, .check = check, .fixable = true, .about = About::address};
}

}  // namespace ampslint
