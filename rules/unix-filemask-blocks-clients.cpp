#include <fmt/core.h>

#include <charconv>
#include <optional>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

std::optional<unsigned> octal(std::string_view text) {
  unsigned mask = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, mask, 8);
  return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(mask) : std::nullopt;
}

/// Who is kept out although the mask lets someone read; a mask such as 0600 shuts others out on
/// purpose.
std::string_view kept_out(unsigned mask) {
  constexpr unsigned owner_write = 0200;
  constexpr unsigned others_write = 0022;
  constexpr unsigned others_read = 0044;
  if ((mask & (owner_write | others_write)) == 0) return "nobody";
  if ((mask & others_write) == 0 && (mask & others_read) != 0) return "only the owner";
  return {};
}

void check(const Transport& transport, Diagnostics& found) {
  const Text text = transport.child_text("FileMask");
  if (!transport.is_unix() || !text || text.unresolved) return;
  const std::optional<unsigned> mask = octal(text.value);
  const std::string_view who = mask ? kept_out(*mask) : std::string_view();
  if (who.empty()) return;
  found.push_back(
      {.where = text.where,
       .message = fmt::format(
           "with mask '{}', {} can connect: connecting requires write permission, as in '0660'",
           text.value, who)});
}

}  // namespace

Rule unix_filemask_blocks_clients() { return {Severity::warning, check}; }

}  // namespace ampslint
