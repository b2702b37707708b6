#include "check/verdict.hpp"

#include <array>

namespace ampslint {

std::string_view to_string(Verdict verdict) {
  constexpr std::array<std::string_view, verdict_count> names{"compatible", "refused", "unserved",
                                                              "invalid", "unknown"};
  return names.at(static_cast<std::size_t>(verdict));
}

}  // namespace ampslint
