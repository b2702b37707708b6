#include "host/file_texts.hpp"

#include <system_error>

namespace ampslint {

std::string file_key(const std::filesystem::path& path) {
  std::error_code failed;
  const std::filesystem::path found = std::filesystem::weakly_canonical(path, failed);
  return (failed ? path.lexically_normal() : found).string();
}

}  // namespace ampslint
