#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/repeated_names.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  report_repeated_names(instance.protocols, "protocol", found);
}

}  // namespace

Rule protocol_name_repeated() { return {Severity::error, check}; }

}  // namespace ampslint
