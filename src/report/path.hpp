#pragma once

#include <string_view>

namespace ampslint {

/// The path without the `./` that keeps services from finding it in a repository.
inline std::string_view without_dot(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  return path;
}

}  // namespace ampslint
