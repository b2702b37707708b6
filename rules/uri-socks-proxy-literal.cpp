#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/address.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

/// `IPv4:port`.
bool is_endpoint(std::string_view value) {
  const std::size_t colon = value.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string_view port = value.substr(colon + 1);
  const bool digits = !port.empty() && port.size() <= 5 &&
                      port.find_first_not_of("0123456789") == std::string_view::npos;
  const std::optional<IpAddress> address = parse_ip(value.substr(0, colon));
  return digits && address && !address->v6;
}

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.kind != ClientKind::csharp || client.scheme != Scheme::socks) return;
  const Option* proxy = client.option("proxy");
  if (proxy == nullptr) {
    found.push_back({.where = client.at(client.parts().scheme),
                     .message = "no 'proxy' option gives the SOCKS proxy as 'IPv4:port'"});
  } else if (!is_endpoint(proxy->value)) {
    found.push_back(
        {.where = client.at(proxy->value.empty() ? proxy->key : proxy->value),
         .message = fmt::format(
             "the proxy '{}' is not 'IPv4:port': the C# client does not resolve names here",
             client.show(proxy->value))});
  }
}

}  // namespace

Rule uri_socks_proxy_literal() { return {Severity::error, check}; }

}  // namespace ampslint
