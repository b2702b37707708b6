#include <fmt/core.h>

#include <set>

#include "base/limits.hpp"
#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/missing_elements.hpp"

namespace ampslint {
namespace {

std::string listed(std::span<const std::string_view> names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string_view before = i == 0 ? "" : i + 1 < names.size() ? ", " : " or ";
    list += fmt::format("{}'{}'", before, names[i]);
  }
  return list;
}

void check(const Instance& instance, Diagnostics& found) {
  if (all_known(instance.nodes)) return;
  std::set<const Element*> reported;
  for_each_missing(instance, [&](const Missing& missing) {
    if (missing.child != nullptr) reported.insert(missing.child);
  });
  std::size_t number = 0;
  for (const SchemaNode& node : instance.nodes) {
    if (node.schema != nullptr || reported.contains(node.element)) continue;
    const std::string_view name = node.element->name().value;
    const std::span<const std::string_view> places = contents_with(name);
    if (places.empty()) continue;
    // element-unknown reports the options of modules.
    if (is_of_module(*node.model())) continue;
    if (++number > limits::unknown_elements) {
      found.back().message += fmt::format("; more than {} such elements, the rest are not reported",
                                          limits::unknown_elements);
      return;
    }
    found.push_back({.where = node.element->name().where,
                     .message = fmt::format("'{}' does not belong in '{}'; it belongs in {}", name,
                                            node.model()->name, listed(places))});
    // AMPS does not start with one that it does not know at this place ("… is unrecognized").
    if (node.element->parent == &instance.root()) found.back().severity = Severity::error;
  }
}

}  // namespace

Rule element_misplaced() { return {Severity::warning, check}; }

}  // namespace ampslint
