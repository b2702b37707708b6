#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/version_needs.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const Need& need : needs_of_values(instance)) {
    if (instance.version >= need.version) continue;
    found.push_back({.where = need.where,
                     .message = fmt::format("{} requires version {}", need.what, need.since)});
  }
}

}  // namespace

Rule value_too_new() { return {Severity::warning, check}; }

}  // namespace ampslint
