#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

/// The folder, where everybody may make files in it.
std::string_view shared_folder(std::string_view path) {
  const std::string_view folder = path.substr(0, path.rfind('/'));
  constexpr std::string_view shared[] = {"/tmp", "/var/tmp", "/dev/shm"};
  return std::ranges::count(shared, folder) != 0 ? folder : std::string_view();
}

void check(const Transport& transport, Diagnostics& found) {
  const Text path = transport.file_name();
  if (!transport.is_unix() || !path || path.unresolved || !path.value.starts_with('/')) return;
  const std::string_view folder = shared_folder(path.value);
  if (folder.empty()) return;
  found.push_back(
      {.where = path.where,
       .message = fmt::format("anyone can create files in '{}', even at the path of socket '{}'",
                              folder, path.value)});
}

}  // namespace

Rule unix_filename_shared() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
