#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const Text& name = instance.name;
  if (!is_known(name)) return;
  const std::size_t at = name.value.find_first_of(" \t\r\n/\\$~!");
  if (at == std::string_view::npos) return;
  const std::string_view sign = name.value.substr(at, 1);
  const bool blank = sign.find_first_of(" \t\r\n") == 0;
  found.push_back({.where = name.span(at, 1),
                   .message = fmt::format("{} in the instance's name",
                                          blank ? "a space" : fmt::format("'{}'", sign))});
}

}  // namespace

Rule instance_name_characters() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
