#include "check/fix_choice.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "check/rule.hpp"

namespace ampslint {
namespace {

bool conflicting(const FileEdit& a, const FileEdit& b) {
  return a.file == b.file && a.made != b.made && conflict(a.made, b.made);
}

}  // namespace

bool fit_together(const std::vector<FileEdit>& edits, const std::set<FileEdit>& taken) {
  if (std::ranges::adjacent_find(edits, conflicting) != edits.end()) return false;
  return std::ranges::all_of(edits, [&taken](const FileEdit& edit) {
    const auto next = taken.lower_bound(edit);
    return (next == taken.end() || !conflicting(edit, *next)) &&
           (next == taken.begin() || !conflicting(edit, *std::prev(next)));
  });
}

std::optional<std::string> objection(const LintResult& before, const LintResult& after,
                                     const std::vector<const Candidate*>& fixes) {
  if (after.errors.size() > before.errors.size() ||
      after.summary.instances < before.summary.instances) {
    return "the file could no longer be read";
  }
  const std::optional<Severity> least = fixes.front()->found->severity;
  std::vector<int> fewer(before.inputs.rules.size());
  std::map<std::pair<std::uint16_t, std::string_view>, int> fewer_of;
  for (const Candidate* fix : fixes) {
    --fewer[fix->found->rule];
    --fewer_of[{fix->found->rule, fix->found->message}];
  }
  for (const auto& [result, step] : {std::pair(&before, 1), std::pair(&after, -1)}) {
    for (const Diagnostic& found : result->diagnostics) {
      if (found.severity >= least) fewer[found.rule] += step;
      const auto fixed = fewer_of.find({found.rule, found.message});
      if (fixed != fewer_of.end()) fixed->second += step;
    }
  }
  if (std::ranges::any_of(fewer_of, [](const auto& entry) { return entry.second < 0; })) {
    return "the finding would remain";
  }
  const auto more = std::ranges::find_if(fewer, [](int number) { return number < 0; });
  if (more == fewer.end()) return std::nullopt;
  return fmt::format("it would cause '{}'",
                     before.inputs.rules[static_cast<std::size_t>(more - fewer.begin())].id);
}

}  // namespace ampslint
