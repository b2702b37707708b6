#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const SchemaNode& node, Diagnostics& found) {
  if (node.schema == nullptr || node.schema->name != "SecureSocketProtocols") return;
  const Text text = node.element->text();
  if (!node.applies() || !is_known(text)) return;
  const std::vector<std::string_view> versions = words(node.schema->choices);
  const std::vector<std::string_view> given = words(text.value);
  const auto is_given = [&given](std::string_view v) { return std::ranges::count(given, v) != 0; };
  const auto first = std::ranges::find_if(versions, is_given);
  const auto last = std::find_if(versions.rbegin(), versions.rend(), is_given).base();
  if (first >= last) return;
  const auto missing = std::find_if_not(first, last, is_given);
  if (missing == last) return;
  found.push_back({.where = text.where,
                   .message = fmt::format("'{}' is left out between '{}' and '{}'", *missing,
                                          *first, *std::prev(last))});
}

}  // namespace

Rule tls_protocol_gap() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
