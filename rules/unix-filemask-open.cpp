#include <fmt/core.h>

#include <charconv>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Transport& transport, Diagnostics& found) {
  constexpr unsigned everybody_writes = 0002;
  const Text text = transport.child_text("FileMask");
  if (!transport.is_unix() || !text || text.unresolved) return;
  unsigned mask = 0;
  const char* end = text.value.data() + text.value.size();
  const auto parsed = std::from_chars(text.value.data(), end, mask, 8);
  if (parsed.ec != std::errc() || parsed.ptr != end || (mask & everybody_writes) == 0) return;
  found.push_back(
      {.where = text.where,
       .message = fmt::format("with mask '{}', every user on the host can connect", text.value)});
}

}  // namespace

Rule unix_filemask_open() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
