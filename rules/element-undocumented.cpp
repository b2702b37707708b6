#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  std::set<const Element*> undocumented;
  std::map<const SchemaElement*, std::size_t> reported;
  std::vector<Diagnostic> diagnostics;
  for (const SchemaNode& node : instance.nodes) {
    if (node.schema == nullptr || node.schema->standing != Standing::undocumented) continue;
    undocumented.insert(node.element);
    // What stands in such an element is not documented either.
    if (undocumented.contains(node.element->parent)) continue;
    const Span where = node.element->name().where;
    const auto [first, is_first] = reported.try_emplace(node.schema, diagnostics.size());
    if (!is_first) {
      diagnostics[first->second].notes.push_back({where, "here again"});
      continue;
    }
    std::string message = fmt::format("the manual does not describe '{}' in '{}'",
                                      node.schema->name, node.model()->name);
    if (!node.schema->synonym_of.empty()) {
      message += fmt::format("; there it is called '{}'", node.schema->synonym_of);
    }
    diagnostics.push_back({.where = where, .message = std::move(message)});
  }
  std::ranges::move(diagnostics, std::back_inserter(found));
}

}  // namespace

Rule element_undocumented() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
