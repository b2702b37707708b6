#include "check/string_places.hpp"

#include <algorithm>
#include <numeric>

namespace ampslint {

StringPlaces::StringPlaces(const LintResult& result)
    : result_(result), order_(result.connections.size()) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::ranges::sort(order_, {}, [&](std::size_t i) { return result.connections[i].where(); });
}

std::optional<std::size_t> StringPlaces::around(Span where) const {
  const Span behind{.source = where.source, .begin = where.begin + 1, .end = 0};
  const auto after = std::ranges::lower_bound(
      order_, behind, {}, [this](std::size_t i) { return result_.connections[i].where(); });
  if (after == order_.begin()) return std::nullopt;
  const std::size_t found = *std::prev(after);
  const Span string = result_.connections[found].where();
  const bool inside = string.source == where.source && where.end <= string.end;
  return inside ? std::optional(found) : std::nullopt;
}

}  // namespace ampslint
