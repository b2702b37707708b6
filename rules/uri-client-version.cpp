#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/clients/since.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

void report(const ConnectionString& client, std::string_view part, std::string_view what,
            const Version& since, Diagnostics& found) {
  found.push_back(
      {.where = client.at(part),
       .message = fmt::format("{} {} does not know {}; {} does", display_name(client.kind),
                              to_string(client.version), what, to_string(since))});
}

void check_prefix(const ConnectionString& client, Diagnostics& found) {
  const Parts& written = client.written;
  if (written.prefix.empty() || !client.is_clear()) return;
  constexpr std::string_view what = "a prefix in the path";
  if (is_c_family(client.kind) && client.version < since::prefix) {
    report(client, written.prefix, what, since::prefix, found);
  } else if (client.kind == ClientKind::java && client.version <= since::java_without_prefix) {
    report(client, written.prefix, what, since::java_prefix, found);
  }
}

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.version == newest_version) return;
  check_prefix(client, found);
  for (const Option& option : client.parts().options) {
    const KnownOption* known = c_option(option.key);
    if (known == nullptr) continue;
    const std::optional<Version> needed = needed_version(*known, client);
    if (!needed) continue;
    report(client, option.key, fmt::format("the option '{}'", option.key), *needed, found);
  }
}

}  // namespace

Rule uri_client_version() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
