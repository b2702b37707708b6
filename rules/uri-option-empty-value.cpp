#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

/// What the C library makes of an empty value; empty if another rule reports it.
std::string_view meaning(const ConnectionString& client, const KnownOption& known) {
  if (!takes(known, client.scheme)) return {};
  if (known.value == OptionValue::number)
    return is_switch(known) ? "is read as false" : "is read as 0";
  if (known.key == "sni") return "makes the TLS handshake fail";
  return {};
}

void check(const ConnectionString& client, Diagnostics& found) {
  for (const Option& option : client.parts().options) {
    if (!option.value.present() || !option.value.empty()) continue;
    const KnownOption* known = c_option(option.key);
    if (known == nullptr) continue;
    if (is_c_family(client.kind)) {
      const std::string_view means = meaning(client, *known);
      if (means.empty()) continue;
      found.push_back({.where = client.at(option.key),
                       .message = fmt::format("'{}=' has no value, which {}", option.key, means)});
    } else if (client.kind == ClientKind::go && known->value == OptionValue::number &&
               with_bad_value(client, option) != nullptr) {
      found.push_back({.where = client.at(option.key),
                       .message = fmt::format("'{}=' has no value", option.key),
                       .severity = Severity::error});
    }
  }
}

}  // namespace

Rule uri_option_empty_value() { return {Severity::warning, check}; }

}  // namespace ampslint
