#include "check/json_depth.hpp"

#include <fmt/core.h>

#include "base/limits.hpp"

namespace ampslint {

std::string depth_fault(std::string_view json) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (c == '"') quoted = !quoted;
    if (quoted && c == '\\') ++at;
    if (quoted) continue;
    if ((c == '[' || c == '{') && ++depth > limits::json_depth) {
      return fmt::format("it nests deeper than {} levels", limits::json_depth);
    }
    if ((c == ']' || c == '}') && depth > 0) --depth;
  }
  return {};
}

}  // namespace ampslint
