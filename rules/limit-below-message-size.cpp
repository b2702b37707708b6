#include <fmt/core.h>

#include <optional>

#include "base/units.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

constexpr double largest_message = 200.0 * 1024 * 1024;

/// The part of the memory that one client may take, by what is said here, else for the instance.
std::optional<double> share(const Instance& instance, const Element& element) {
  for (const Element* at : {&element, &instance.root()}) {
    Text text = text_of(at, "ClientMaxCapacity");
    if (!text) continue;
    if (text.value.ends_with('%')) text.value.remove_suffix(1);
    const std::optional<double> percent = is_known(text) ? parse_bytes(text.value) : std::nullopt;
    return percent ? std::optional(*percent / 100) : std::nullopt;
  }
  return instance.version < *parse_version("5.3.4") ? 1 : 0.5;
}

void check_in(const Instance& instance, const Element& element, Diagnostics& found) {
  const Text limit = text_of(&element, "MessageMemoryLimit");
  const std::optional<double> bytes = is_known(limit) ? parse_bytes(limit.value) : std::nullopt;
  const std::optional<double> part = share(instance, element);
  if (!bytes || !part || *part <= 0 || *bytes * *part >= largest_message) return;
  found.push_back(
      {.where = limit.where,
       .message = fmt::format(
           "one client can use {:g}% of '{}', which is less than the largest message, 200MB",
           *part * 100, limit.value)});
}

void check(const Instance& instance, Diagnostics& found) {
  check_in(instance, instance.root(), found);
  for (const Transport& transport : instance.transports) {
    check_in(instance, *transport.element, found);
  }
}

}  // namespace

Rule limit_below_message_size() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
