#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/repeated_names.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  report_repeated_names(instance.message_types, "message type", found);
}

}  // namespace

Rule message_type_name_repeated() { return {Severity::error, check}; }

}  // namespace ampslint
