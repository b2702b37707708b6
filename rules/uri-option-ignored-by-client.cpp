#include <fmt/core.h>

#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

/// uri-preflight-unsupported reports what asks for a preflight.
bool asks_for_preflight(const Option& option) {
  return option.key == "http_preflight" && option.value != "false" &&
         option.value.find_first_not_of('0') != std::string_view::npos;
}

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.kind != ClientKind::javascript) return;
  static constexpr std::string_view known[] = {"pretty"};
  for (const Option& option : client.parts().options) {
    if (option.key.empty() || option.key == known[0] || asks_for_preflight(option)) continue;
    if (html_ampersand(option.key) > 0) continue;
    found.push_back(
        {.where = client.at(option.key),
         .message = fmt::format("the JavaScript client ignores option '{}'{}",
                                client.show(option.key), did_you_mean(option.key, known))});
  }
}

}  // namespace

Rule uri_option_ignored_by_client() { return {Severity::warning, check}; }

}  // namespace ampslint
