#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const Transport& transport : instance.transports) {
    const Text types = transport.message_type();
    if (!types || types.unresolved) continue;
    if (types.value.find_first_of(" ,;|") == std::string_view::npos) continue;
    if (instance.knows_message_type(types.value)) continue;
    found.push_back(
        {.where = types.where,
         .message = fmt::format(
             "'{}' is not one message type; without a 'MessageType', {} accepts all of them",
             types.value, transport.label())});
  }
}

}  // namespace

Rule transport_message_type_list() { return {Severity::error, check}; }

}  // namespace ampslint
