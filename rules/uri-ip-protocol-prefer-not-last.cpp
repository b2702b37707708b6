#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/clients/since.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

constexpr std::string_view key = "ip_protocol_prefer";

/// Moves the option behind all others; nothing where that is not plain.
std::optional<Fix> moved_to_the_end(const ConnectionString& client, const Option& option,
                                    const Option& next) {
  const std::string_view query = client.parts().query;
  const bool valid = option.value == "ipv4" || option.value == "ipv6";
  if (!valid || query.find('#') != std::string_view::npos) return std::nullopt;
  Span here = client.at(option.key);
  here.end = client.at(next.key).begin;
  Span end = client.at(query);
  end.begin = end.end;
  const std::string_view separator = query.ends_with('&') ? "" : "&";
  return Fix{{{here, ""}, {end, fmt::format("{}{}={}", separator, key, option.value)}}, true};
}

void check(const ConnectionString& client, Diagnostics& found) {
  if (!is_c_family(client.kind)) return;
  const bool any_version = client.version == newest_version;
  if (!any_version &&
      (client.version >= since::preference_anywhere || client.version < since::ipv6)) {
    return;
  }
  const std::vector<Option>& options = client.parts().options;
  const auto first = std::ranges::find(options, key, &Option::key);
  if (first == options.end()) return;
  const auto behind = std::find_if(first + 1, options.end(), [](const Option& option) {
    const bool taken = option.value == "ipv4" || option.value == "ipv6";
    return !option.key.empty() && option.key != key && !taken;
  });
  if (behind == options.end()) return;
  const bool once = std::ranges::count(options, key, &Option::key) == 1;
  Diagnostic diagnostic{
      .where = client.at(first->key),
      .message = fmt::format("clients before 5.3.5.7 want '{}' to be the last option", key),
      .notes = {{client.at(behind->key),
                 fmt::format("they read the value of '{}' as another preference",
                             client.show(behind->key))}},
      .fix = once ? moved_to_the_end(client, *first, first[1]) : std::nullopt};
  if (!any_version) diagnostic.severity = Severity::error;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_ip_protocol_prefer_not_last() {
  return {.severity = Severity::note, .check = check, .fixable = true, .preset = Preset::pedantic};
}

}  // namespace ampslint
