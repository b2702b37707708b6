#include <fmt/core.h>

#include <charconv>

#include "check/rule.hpp"
#include "model/address.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

/// A port that does not fit into 16 bits, which the resolver would wrap; else nothing.
std::string_view wide_port(std::string_view value) {
  const std::size_t colon = value.find(':', value.starts_with('[') ? value.find(']') : 0);
  if (colon == std::string_view::npos) return {};
  const std::string_view port = value.substr(colon + 1);
  std::uint16_t number = 0;
  const auto parsed = std::from_chars(port.data(), port.data() + port.size(), number);
  return parsed.ec == std::errc::result_out_of_range ? port : std::string_view();
}

Diagnostic refused(const ConnectionString& client, const Option& option) {
  const std::string_view value = option.value;
  Diagnostic diagnostic{.where = client.at(value.empty() ? option.key : value), .message = {}};
  if (value.empty()) {
    diagnostic.message = "'bind' has no address";
  } else if (parse_ip(value)) {
    diagnostic.message = fmt::format("the IPv6 address '{}' to bind to needs brackets", value);
    diagnostic.fix = {{{client.at(value), fmt::format("[{}]", value)}}, true};
  } else if (value.starts_with(':')) {
    diagnostic.message =
        fmt::format("'{}' has a port to bind to but no address", client.show(value));
  } else {
    diagnostic.message = fmt::format(
        "'{}' is not an address to bind to; expected ADDRESS, ADDRESS:PORT or [IPv6]:PORT",
        client.show(value));
  }
  return diagnostic;
}

void check(const ConnectionString& client, Diagnostics& found) {
  if (!is_c_family(client.kind) || client.unix_socket()) return;
  for (const Option& option : client.parts().options) {
    if (option.key != "bind" || !option.value.present()) continue;
    if (with_bad_value(client, option) != nullptr) {
      found.push_back(refused(client, option));
    } else if (const std::string_view port = wide_port(option.value); !port.empty()) {
      found.push_back(
          {.where = client.at(port),
           .message = fmt::format("the port '{}' to bind to is above 65535", client.show(port))});
    }
  }
}

}  // namespace

Rule uri_bind_malformed() { return {.severity = Severity::error, .check = check, .fixable = true}; }

}  // namespace ampslint
