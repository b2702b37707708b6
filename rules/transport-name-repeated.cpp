#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/repeated_names.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  report_repeated_names(instance.transports, "transport", found);
}

}  // namespace

Rule transport_name_repeated() { return {Severity::warning, check}; }

}  // namespace ampslint
