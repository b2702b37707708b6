#include <fmt/core.h>

#include <optional>

#include "base/units.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

/// Two values of an element, of which the second should be the greater one.
struct Order {
  std::string_view model;
  std::string_view lesser;
  std::string_view greater;
  bool equal = false;  ///< they may also be equal
  std::string_view because = {};
};
constexpr std::string_view expires_first = "a message expires before its second delivery";
constexpr std::string_view out_of_reach = "no subscription can reach it";
constexpr Order orders[] = {
    {"History", "Granularity", "Window", true, "at most one state of a message is kept"},
    {"Queue", "LeasePeriod", "Expiration", false, expires_first},
    {"GroupLocalQueue", "LeasePeriod", "Expiration", false, expires_first},
    {"Queue", "MaxPerSubscriptionBacklog", "MaxBacklog", true, out_of_reach},
    {"GroupLocalQueue", "MaxPerSubscriptionBacklog", "MaxBacklog", true, out_of_reach},
};

std::optional<double> amount(const Text& text) {
  return is_known(text) ? parse_interval(text.value) : std::nullopt;
}

void check(const Instance& instance, Diagnostics& found) {
  for (const SchemaParent& parent : instance.parents) {
    for (const Order& order : orders) {
      if (parent.model->name != order.model) continue;
      const Text lesser = text_of(parent.element, order.lesser);
      const Text greater = text_of(parent.element, order.greater);
      const std::optional<double> less = amount(lesser);
      const std::optional<double> more = amount(greater);
      // Nothing at all may mean that there is no limit.
      if (!less || !more || *more == 0) continue;
      if (*less < *more || (order.equal && *less == *more)) continue;
      found.push_back(
          {.where = lesser.where,
           .message = fmt::format("'{}' is {} and '{}' only {}: {}", order.lesser, lesser.value,
                                  order.greater, greater.value, order.because),
           .notes = {{greater.where, "the other value is here"}}});
    }
  }
}

}  // namespace

Rule value_order() { return {Severity::warning, check}; }

}  // namespace ampslint
