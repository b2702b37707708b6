#include "support/version_needs.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>

#include "model/children.hpp"

namespace ampslint {

std::vector<Need> needs_of_elements(const Instance& instance) {
  std::vector<Need> needs;
  for (const SchemaNode& node : instance.nodes) {
    if (node.schema == nullptr || node.schema->since.empty() || !node.applies()) continue;
    needs.push_back({.where = node.element->name().where,
                     .what = fmt::format("'{}'", node.schema->name),
                     .since = node.schema->since,
                     .version = *parse_version(node.schema->since)});
  }
  return needs;
}

std::vector<Need> needs_of_values(const Instance& instance) {
  // "Using IPv6 For Connections" of the AMPS manual.
  constexpr std::string_view ipv6_since = "5.3.3";
  std::vector<Need> needs;
  for (const SchemaNode& node : instance.nodes) {
    const Text text = node.element->text();
    if (node.schema == nullptr || node.schema->value != ValueKind::address || !node.applies() ||
        !text || text.unresolved) {
      continue;
    }
    AddressFault fault;
    const std::optional<Address> address = parse_address(text.value, fault);
    if (!address || !address->ip || !address->ip->v6) continue;
    needs.push_back({.where = text.where,
                     .what = fmt::format("the IPv6 address '{}'", text.value),
                     .since = ipv6_since,
                     .version = *parse_version(ipv6_since)});
  }
  return needs;
}

std::vector<Need> needs_of(const Instance& instance) {
  std::vector<Need> needs = needs_of_elements(instance);
  std::ranges::move(needs_of_values(instance), std::back_inserter(needs));
  return needs;
}

std::string shown(Version version) {
  const auto& numbers = version.numbers;
  std::string text = fmt::format("{}.{}.{}", numbers[0], numbers[1], numbers[2]);
  if (numbers[3] != 0) text += fmt::format(".{}", numbers[3]);
  return text;
}

std::string Minimum::refusal() const {
  const std::string_view value = text.value;
  return required ? fmt::format("does not start: '{}' is required", value)
                  : fmt::format("warns: '{}' is suggested", value);
}

std::vector<Minimum> minimums_of(const Instance& instance) {
  std::vector<Minimum> minimums;
  for (const bool required : {true, false}) {
    const std::string_view name = required ? "RequiredMinimumVersion" : "SuggestedMinimumVersion";
    const Text text = text_of(&instance.root(), name);
    const std::optional<Version> version =
        is_known(text) ? parse_version(text.value) : std::nullopt;
    if (version) minimums.push_back({.text = text, .version = *version, .required = required});
  }
  return minimums;
}

}  // namespace ampslint
