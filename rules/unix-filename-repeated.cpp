#include <fmt/core.h>

#include <map>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  std::map<std::string_view, const Transport*> seen;
  for (const Transport& transport : instance.transports) {
    if (!transport.is_unix()) continue;
    const Text path = transport.file_name();
    const bool may_be_disabled = transport.disabled || transport.initial_state().unresolved ||
                                 (!transport.initial_state() && transport.element->incomplete);
    if (!path || path.unresolved || may_be_disabled) continue;
    const auto [first, is_first] = seen.try_emplace(path.value, &transport);
    if (is_first) continue;
    found.push_back({.where = path.where,
                     .message = fmt::format("{} listens on the same socket as {}, '{}'",
                                            transport.label(), first->second->label(), path.value),
                     .notes = {{first->second->file_name().where,
                                fmt::format("{} is here", first->second->label())}}});
  }
}

}  // namespace

Rule unix_filename_repeated() { return {Severity::error, check}; }

}  // namespace ampslint
