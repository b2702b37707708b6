#include <fmt/core.h>

#include <optional>

#include "base/units.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check_in(const Element& element, Diagnostics& found) {
  constexpr double short_age = 1;  // a second
  const Text age = text_of(&element, "ClientMessageAgeLimit");
  const std::optional<double> seconds = is_known(age) ? parse_interval(age.value) : std::nullopt;
  if (!seconds || *seconds >= short_age) return;
  // Which unit a bare number has is not documented.
  const bool bare = age.value.find_first_not_of("0123456789.") == std::string_view::npos;
  if (bare && *seconds > 0) return;
  found.push_back(
      {.where = age.where,
       .message = *seconds > 0
                      ? fmt::format("a client whose answer takes longer than '{}' is disconnected",
                                    age.value)
                      : fmt::format("'{}' is not an age; to set no limit, leave the element out",
                                    age.value)});
}

void check(const Instance& instance, Diagnostics& found) {
  check_in(instance.root(), found);
  for (const Transport& transport : instance.transports) check_in(*transport.element, found);
}

}  // namespace

Rule limit_age_short() { return {Severity::warning, check}; }

}  // namespace ampslint
