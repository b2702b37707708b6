#include <utility>

#include "base/ascii.hpp"
#include "base/lists.hpp"
#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/log_targets.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const LogTarget& target : read_log_targets(instance.root())) {
    for (const Text& text : {target.level(), target.levels()}) {
      if (!is_known(text)) continue;
      for (const std::string_view level : between_commas(text.value)) {
        if (!equal_ignoring_case(level, "debug")) continue;
        const auto begin = static_cast<std::size_t>(level.data() - text.value.data());
        Diagnostic diagnostic{.where = text.span(begin, level.size()),
                              .message = "'debug' is obsolete and logs no more than 'info'"};
        if (text.pieces.empty()) diagnostic.fix = {{{diagnostic.where, "info"}}, true};
        found.push_back(std::move(diagnostic));
      }
    }
  }
}

}  // namespace

Rule logging_level_obsolete() {
  return {.severity = Severity::note, .check = check, .fixable = true, .preset = Preset::pedantic};
}

}  // namespace ampslint
