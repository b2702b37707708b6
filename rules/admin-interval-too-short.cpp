#include <fmt/core.h>

#include "check/rule.hpp"
#include "suggest.hpp"
#include "units.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const SchemaNode& node : instance.nodes) {
    const Text& text = node.element->text;
    if (node.model != "Admin" || node.schema == nullptr || node.schema->name != "Interval")
      continue;
    if (!text || text.unresolved) continue;
    // The unit of a bare number is not documented.
    const bool has_unit = text.value.find_last_not_of("0123456789.") != std::string_view::npos;
    const std::optional<double> seconds = parse_interval(text.value);
    if (!seconds || !has_unit || *seconds >= 1) continue;
    found.push_back({.where = text.where,
                     .message = fmt::format("statistics are taken every 1s at most, not every '{}'",
                                            printable(text.value))});
  }
}

}  // namespace

Rule admin_interval_too_short() { return {Severity::warning, check}; }

}  // namespace ampslint
