#include <fmt/core.h>

#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  static constexpr std::string_view values[] = {"ipv4", "ipv6"};
  for (const Option& option : client.parts().options) {
    const KnownOption* known = with_bad_value(client, option);
    if (known == nullptr || known->value != OptionValue::ip_version) continue;
    Diagnostic diagnostic{
        .where = client.at(option.value.empty() ? option.key : option.value),
        .message =
            option.value.empty()
                ? "'ip_protocol_prefer' has no value; expected 'ipv4' or 'ipv6'"
                : fmt::format("'{}' is neither 'ipv4' nor 'ipv6'", client.show(option.value))};
    std::string_view meant = nearest(option.value, values);
    if (option.value.ends_with('4')) meant = values[0];
    if (option.value.ends_with('6')) meant = values[1];
    if (!meant.empty()) {
      diagnostic.message += fmt::format("; did you mean '{}'?", meant);
      diagnostic.fix = {{{client.at(option.value), std::string(meant)}}, true};
    }
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule uri_ip_protocol_prefer_value() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
