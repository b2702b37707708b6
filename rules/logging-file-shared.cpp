#include <fmt/core.h>

#include <map>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/log_targets.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  std::map<std::string_view, Span> files;
  for (const LogTarget& target : read_log_targets(instance.root())) {
    const Text name = text_of(target.element, "FileName");
    if (!is_known(name)) continue;
    const auto [first, is_first] = files.try_emplace(name.value, name.where);
    if (is_first) continue;
    found.push_back({.where = name.where,
                     .message = fmt::format("another target already logs to '{}'", name.value),
                     .notes = {{first->second, "the other one is here"}}});
  }
}

}  // namespace

Rule logging_file_shared() { return {Severity::error, check}; }

}  // namespace ampslint
