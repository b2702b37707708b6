#include <fmt/core.h>

#include "base/units.hpp"
#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/translations.hpp"

namespace ampslint {
namespace {

/// What is wrong, behind the quoted option; nothing where it is well formed.
std::string_view fault_of(const Translation& option) {
  if (option.names.empty()) {
    return option.conflated ? "is not of the form 'original:translated:interval'"
                            : "is not of the form 'original:translated'";
  }
  if (option.conflated && !parse_interval(option.interval)) {
    return "does not end in an interval, as in 'original:translated:1s'";
  }
  if (option.original.empty() && !option.undecided) {
    return "does not begin with a valid regular expression";
  }
  return {};
}

void check(const Instance& instance, Diagnostics& found) {
  for (const Translation& option : translations(instance)) {
    const std::string_view fault = fault_of(option);
    if (fault.empty()) continue;
    found.push_back(
        {.where = option.text.where, .message = fmt::format("'{}' {}", option.text.value, fault)});
  }
}

}  // namespace

Rule transport_filter_malformed() { return {Severity::error, check}; }

}  // namespace ampslint
