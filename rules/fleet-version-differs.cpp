#include <fmt/core.h>

#include "check/fleet.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/version.hpp"

namespace ampslint {
namespace {

struct Required {
  const Instance* instance = nullptr;
  Text text;
  Version version;
};

void check(const Fleet& fleet, Diagnostics& found) {
  for (const Together& fabric : fleet.fabrics()) {
    std::vector<Required> all;
    for (const Instance* instance : fabric) {
      const Text text = text_of(&instance->root(), "RequiredMinimumVersion");
      if (!is_known(text)) continue;
      if (const auto version = parse_version(text.value)) all.push_back({instance, text, *version});
    }
    for (const Required& own : all) {
      const Required& first = all.front();
      const bool same = own.version.numbers[0] == first.version.numbers[0] &&
                        own.version.numbers[1] == first.version.numbers[1];
      if (same) continue;
      found.push_back(
          {.where = own.text.where,
           .message = fmt::format(
               "version '{}' here, but '{}' for {}, which replicates with this instance",
               own.text.value, first.text.value, called(*first.instance)),
           .notes = {{first.text.where, "the other version is here"}}});
    }
  }
}

}  // namespace

Rule fleet_version_differs() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
