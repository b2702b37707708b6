#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  for (const Option& option : client.parts().options) {
    const KnownOption* known = with_bad_value(client, option);
    if (known == nullptr || known->value != OptionValue::compression) continue;
    Diagnostic diagnostic{
        .where = client.at(option.value.empty() ? option.key : option.value),
        .message = fmt::format("'{}' is not a compression that {} supports; ",
                               client.show(option.value), display_name(client.kind))};
    if (equal_ignoring_case(option.value, "zlib")) {
      diagnostic.message += "did you mean 'zlib'?";
      diagnostic.fix = {{{client.at(option.value), "zlib"}}, true};
    } else {
      diagnostic.message += "use 'zlib' or leave the option out";
    }
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule uri_compression_value() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
