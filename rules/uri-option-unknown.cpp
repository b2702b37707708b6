#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/options.hpp"
#include "suggest.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.kind == ClientKind::java || client.kind == ClientKind::javascript) return;
  if (client.parts().options.empty()) return;
  const std::vector<std::string_view> known = option_keys(client.kind, client.scheme);
  if (known.empty()) return;
  for (const Option& option : client.parts().options) {
    const bool ignored = client.kind == ClientKind::go && option.key.empty();
    if (ignored || std::ranges::count(known, option.key) != 0) continue;
    // An option of another transport or client is told by uri-option-wrong-transport.
    if (c_option(option.key) != nullptr && is_c_family(client.kind)) continue;
    const std::string_view near = nearest(option.key, known);
    Diagnostic diagnostic{.where = client.at(option.key),
                          .message = fmt::format("{} knows no option '{}'",
                                                 display_name(client.kind),
                                                 client.show(option.key))};
    if (!near.empty()) {
      diagnostic.message += fmt::format("; did you mean '{}'?", near);
      diagnostic.fix = {{{client.at(option.key), std::string(near)}}, false};
    }
    if (client.kind == ClientKind::csharp) diagnostic.severity = Severity::warning;
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule uri_option_unknown() { return {.severity = Severity::error, .check = check, .fixable = true}; }

}  // namespace ampslint
