#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  const Text types = transport.message_type();
  if (!types || types.unresolved) return;
  if (types.value.find_first_of(" ,;|") == std::string_view::npos) return;
  if (transport.instance->knows_message_type(types.value)) return;
  found.push_back(
      {.where = types.where,
       .message = fmt::format(
           "'{}' is not one message type; without a 'MessageType', {} accepts all of them",
           types.value, transport.label())});
}

}  // namespace

Rule transport_message_type_list() { return {Severity::error, check}; }

}  // namespace ampslint
