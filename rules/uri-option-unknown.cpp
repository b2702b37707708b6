#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"
#include "support/stray_option.hpp"

namespace ampslint {
namespace {

/// Settings that people look for in the string; every client takes them by its API only.
constexpr std::string_view of_the_api[] = {"heartbeat", "timeout", "user",        "password",
                                           "verify",    "ssl",     "client_name", "reconnect"};

/// Whether another rule reports what is wrong with the key.
bool is_reported_elsewhere(const ConnectionString& client, const Option& option) {
  const std::string_view key = option.key;
  if (is_stray(client, key)) return true;
  if (c_option(key) != nullptr || key == "proxy") return true;
  if (key == "mt" && client.kind != ClientKind::csharp) return true;
  if (key.find_first_of(";#&") != std::string_view::npos) return true;
  const bool java = client.kind == ClientKind::java;
  if ((java || is_c_family(client.kind)) && !option.value.present()) return true;
  if (java && key.find('%') != npos) return true;  // it decodes the key; uri-malformed quotes it
  return key.empty() && (!option.value.present() || client.kind == ClientKind::go);
}

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.kind == ClientKind::javascript) return;
  for (const Option& option : client.parts().options) {
    if (is_reported_elsewhere(client, option)) continue;
    const std::vector<std::string_view> known = option_keys(client.kind, client.scheme);
    if (known.empty()) return;
    Diagnostic diagnostic{.where = client.at(option.key),
                          .message = fmt::format("{} has no option '{}'", display_name(client.kind),
                                                 client.show(option.key))};
    if (std::ranges::count(of_the_api, option.key) != 0) {
      diagnostic.message += "; the program sets that";
    } else if (const std::string_view near = nearest(option.key, known); !near.empty()) {
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
