#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const ModuleDefinition& module, Diagnostics& found) {
  const Text library = module.library();
  if (!is_known(library) || library.value.starts_with('/')) return;
  // A bare file name is looked up in the distribution.
  if (library.value.find('/') == std::string_view::npos) return;
  const bool dotted = library.value.starts_with("./") || library.value.starts_with("../");
  found.push_back(
      {.where = library.where,
       .message = dotted
                      ? fmt::format(
                            "the location of '{}' depends on the directory that AMPS is started in",
                            library.value)
                      : fmt::format("'{}' is relative and does not begin with './'", library.value),
       .severity = dotted ? Severity::note : Severity::warning});
}

}  // namespace

Rule module_library_relative() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
