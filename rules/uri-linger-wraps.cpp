#include <fmt/core.h>

#include <charconv>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (!is_c_family(client.kind)) return;
  for (const Option& option : client.parts().options) {
    if (option.key != "tcp_linger" || option.value.size() < 5) continue;
    const char* end = option.value.data() + option.value.size();
    std::uint64_t seconds = 0;
    const auto parsed = std::from_chars(option.value.data(), end, seconds);
    if (parsed.ec != std::errc() || parsed.ptr != end || seconds <= 65535) continue;
    found.push_back(
        {.where = client.at(option.value),
         .message = fmt::format("{} seconds are more than the client can store: it lingers for {}",
                                seconds, seconds % 65536)});
    if (seconds % 65536 == 0) found.back().message += ", and resets the connection when it closes";
  }
}

}  // namespace

Rule uri_linger_wraps() { return {Severity::warning, check}; }

}  // namespace ampslint
