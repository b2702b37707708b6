#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const Inclusion& inclusion : instance.document.inclusions) {
    const Text& name = inclusion.name;
    // What a variable begins is its business: AMPS_CONFIG_DIRECTORY may be relative here only.
    const bool by_variable = !name.pieces.empty() && !name.pieces.front().verbatim;
    if (by_variable || name.value.starts_with('/')) continue;
    found.push_back({.where = name.where,
                     .message = fmt::format(
                         "AMPS does not document from which folder it reads '{}'", name.value)});
  }
}

}  // namespace

Rule xml_include_relative() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
