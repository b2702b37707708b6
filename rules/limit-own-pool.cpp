#include <fmt/core.h>

#include <optional>

#include "base/units.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

std::optional<double> bytes_of(const Text& text) {
  return is_known(text) ? parse_bytes(text.value) : std::nullopt;
}

void check(const Transport& transport, Diagnostics& found) {
  if (transport.is_replication()) return;
  for (const std::string_view name : {"MessageMemoryLimit", "MessageDiskLimit"}) {
    const Text own = transport.child_text(name);
    const std::optional<double> bytes = bytes_of(own);
    if (!bytes) continue;
    const Text all = text_of(&transport.instance->root(), name);
    const std::optional<double> others = bytes_of(all);
    const bool larger = others && *bytes > *others;
    Diagnostic& reported = found.emplace_back(
        Diagnostic{.where = own.where,
                   .message = fmt::format("'{}' is a separate pool in addition to the instance's{}",
                                          own.value, larger ? ", and larger" : "")});
    if (all) reported.notes.push_back({all.where, "the instance's pool is set here"});
  }
}

}  // namespace

Rule limit_own_pool() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
