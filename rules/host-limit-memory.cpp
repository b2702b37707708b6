#include <unistd.h>

#include <optional>
#include <vector>

#include "base/units.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

/// The memory of this host in bytes; 0 where the system does not say.
double host_memory() {
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long size = sysconf(_SC_PAGESIZE);
  return pages > 0 && size > 0 ? static_cast<double>(pages) * static_cast<double>(size) : 0;
}

void check(const Instance& instance, Diagnostics& found) {
  constexpr double advised = 0.2;
  std::vector<Span> limits;
  double sum = 0;
  const auto add = [&](const Element& element) {
    const Text limit = text_of(&element, "MessageMemoryLimit");
    const std::optional<double> bytes = is_known(limit) ? parse_bytes(limit.value) : std::nullopt;
    if (!bytes) return;
    limits.push_back(limit.where);
    sum += *bytes;
  };
  add(instance.root());
  for (const Transport& transport : instance.transports) add(*transport.element);
  const double memory = host_memory();
  if (limits.empty() || memory == 0 || sum <= memory * advised) return;
  Diagnostic& reported = found.emplace_back(
      Diagnostic{.where = limits.front(),
                 .message = "messages for slow clients may take more than a fifth of this host's "
                            "memory"});
  for (std::size_t i = 1; i < limits.size(); ++i) {
    reported.notes.push_back({limits[i], "this pool comes on top"});
  }
}

}  // namespace

Rule host_limit_memory() { return {Severity::warning, check}; }

}  // namespace ampslint
