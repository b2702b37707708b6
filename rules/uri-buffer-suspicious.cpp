#include <fmt/core.h>

#include <charconv>

#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

constexpr std::uint64_t smallest = 4096;
constexpr std::uint64_t largest = std::uint64_t{1} << 30U;

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.kind == ClientKind::javascript) return;
  for (const Option& option : client.parts().options) {
    const bool unix_only = option.key == "unix_rcvbuf" || option.key == "unix_sndbuf";
    if (option.key != "tcp_rcvbuf" && option.key != "tcp_sndbuf" && !unix_only) continue;
    if (unix_only != client.unix_socket() || option.value.empty()) continue;
    if (!is_number_or_boolean(option.value)) continue;
    std::uint64_t bytes = option.value == "true" ? 1 : 0;
    const auto parsed =
        std::from_chars(option.value.data(), option.value.data() + option.value.size(), bytes);
    const bool huge = parsed.ec == std::errc::result_out_of_range || bytes > largest;
    if (!huge && bytes >= smallest) continue;
    found.push_back({.where = client.at(option.value),
                     .message = fmt::format("a buffer of '{}' bytes is {}; the unit is bytes",
                                            client.show(option.value),
                                            huge ? "more than systems allow" : "very small")});
  }
}

}  // namespace

Rule uri_buffer_suspicious() { return {Severity::note, check}; }

}  // namespace ampslint
