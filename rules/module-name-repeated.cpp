#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/repeated_names.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  report_repeated_names(instance.modules, "module", found);
}

}  // namespace

Rule module_name_repeated() { return {Severity::error, check}; }

}  // namespace ampslint
