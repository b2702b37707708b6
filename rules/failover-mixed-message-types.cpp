#include <fmt/core.h>

#include "base/ascii.hpp"
#include "check/failover.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

bool is_filled_in(std::string_view part) { return first_placeholder(part).empty(); }

/// Both say it, and differ by more than case, which other rules report.
bool differ(std::string_view a, std::string_view b) {
  return !a.empty() && !b.empty() && !equal_ignoring_case(a, b);
}

void check(const Failover& list, Diagnostics& found) {
  const ConnectionString* first = nullptr;
  for (const ConnectionString& client : list.strings) {
    const std::string_view protocol = client.parts().protocol;
    const std::string_view type = client.message_type_meant();
    if (!client.is_clear() || protocol.empty()) continue;
    if (!is_filled_in(protocol) || !is_filled_in(type)) continue;
    if (first == nullptr) first = &client;
    const std::string_view first_protocol = first->parts().protocol;
    const std::string_view first_type = first->message_type_meant();
    const bool other_protocol = differ(protocol, first_protocol);
    if (!other_protocol && !differ(type, first_type)) continue;
    const std::string_view part = other_protocol ? protocol : type;
    const std::string_view first_part = other_protocol ? first_protocol : first_type;
    found.push_back({.where = client.at(part),
                     .message = fmt::format("{} '{}' in a list that begins with '{}'",
                                            other_protocol ? "protocol" : "message type",
                                            client.show(part), first->show(first_part)),
                     .notes = {{first->at(first_part), "the first one is here"}}});
  }
}

}  // namespace

Rule failover_mixed_message_types() { return {Severity::warning, check}; }

}  // namespace ampslint
