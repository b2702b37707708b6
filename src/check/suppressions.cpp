#include "check/suppressions.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/suggest.hpp"
#include "check/apply.hpp"
#include "check/element_paths.hpp"
#include "check/scopes.hpp"
#include "check/string_places.hpp"
#include "load/suppressions/comment.hpp"

namespace ampslint {
namespace {

constexpr std::string_view own_family = "ignore";

/// The rules that an ignore names.
struct Named {
  std::vector<std::uint16_t> rules;
  bool active = false;
};

/// No prefix but a family's: an ignore says what it is for.
bool may_be_ignored(std::string_view word) { return !word.ends_with('*') || word.ends_with("-*"); }

/// What a run's ignores are for, and what is wrong with them.
class Suppressor {
 public:
  Suppressor(const RuleTable& table, LintResult& result)
      : table_(table), result_(result), scopes_(result.inputs.sources) {
    for (const NamedRule& rule : result.inputs.rules) ids_.push_back(rule.id);
    all_read_ = result.errors.empty() && !result.interrupted &&
                std::ranges::all_of(result.inputs.instances, [](const auto& instance) {
                  return instance->readable && !instance->incomplete;
                });
  }

  void run() {
    drop_repeated();
    for (const Defect& defect : result_.inputs.suppressions.defects) report(defect);
    const std::vector<Suppression>& suppressions = result_.inputs.suppressions.all;
    for (std::size_t i = 0; i < suppressions.size(); ++i) {
      named_.push_back(understand(suppressions[i]));
      if (!named_.back().active) continue;
      for (const Span scope : scopes_of(suppressions[i])) {
        for (const std::uint16_t rule : named_.back().rules) scopes_.add(rule, scope, i);
      }
    }
    scopes_.sort();
    const std::vector<bool> used = move_covered();
    find_undecided();
    for (std::size_t i = 0; i < suppressions.size(); ++i) {
      if (!named_[i].active || used[i] || !would_all_run(named_[i].rules)) continue;
      if (!have_all_run(named_[i].rules) || !were_checked(suppressions[i])) continue;
      if (covers_undecided(suppressions[i])) continue;
      report_unused(suppressions[i]);
    }
    std::ranges::move(enabled_, std::back_inserter(result_.diagnostics));
  }

 private:
  void report(const Defect& defect) { ampslint::report(defect, rules_, table_, enabled_); }
  void report(DefectKind kind, Span where, std::string message) {
    report({.kind = kind, .diagnostic = {.where = where, .message = std::move(message)}});
  }

  /// Those of a file that is included, or given, twice.
  void drop_repeated() {
    std::set<std::tuple<std::string_view, std::uint32_t>> seen;
    std::erase_if(result_.inputs.suppressions.all, [&](const Suppression& suppression) {
      const std::string& path = result_.inputs.sources[suppression.where.source].path;
      return !suppression.is_external() && !seen.emplace(path, suppression.where.begin).second;
    });
  }

  /// Reports why it suppresses nothing, or not all that it means to.
  Named understand(const Suppression& suppression) {
    Named named;
    if (suppression.reason.empty()) {
      report_no_reason(suppression);
      return named;
    }
    for (const SuppressedRule& rule : suppression.rules) add_rules(rule, named.rules);
    std::ranges::sort(named.rules);
    const auto repeated = std::ranges::unique(named.rules);
    named.rules.erase(repeated.begin(), repeated.end());
    named.active = !named.rules.empty();
    if (suppression.until && *suppression.until < result_.today) {
      report(DefectKind::suppression_expired, suppression.where,
             fmt::format("expired after {} and no longer suppresses anything",
                         format_day(*suppression.until)));
      named.active = false;
    }
    return named;
  }

  void report_no_reason(const Suppression& suppression) {
    std::string message = "has no reason, so it suppresses nothing";
    if (!suppression.is_external()) {
      message += fmt::format("; expected '{} {}: why'", suppression_marker,
                             suppression.rules.front().name);
    }
    report(DefectKind::suppression_reason_missing, suppression.where, std::move(message));
  }

  void add_rules(const SuppressedRule& wanted, std::vector<std::uint16_t>& rules) {
    bool own = false;
    const std::size_t before = rules.size();
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      if (!may_be_ignored(wanted.name) || !names_rule(wanted.name, ids_[i])) continue;
      own |= family(ids_[i]) == own_family;
      if (!own) rules.push_back(static_cast<std::uint16_t>(i));
    }
    if (own) {
      return report(DefectKind::suppression_malformed, wanted.where,
                    fmt::format("'{0}' cannot be suppressed this way; '--ignore {0}' turns it off",
                                wanted.name));
    }
    if (rules.size() > before) return;
    report(DefectKind::suppression_rule_unknown, wanted.where,
           fmt::format("no rule is called '{}'{}", wanted.name, hint_for(wanted.name)));
  }

  /// What was meant; to find that out takes long, and is worth it a few times.
  std::string hint_for(const std::string& word) {
    constexpr std::size_t longest_name = 64;
    constexpr std::size_t max_hints = 100;
    const bool is_family = word.ends_with('*');
    std::string near;
    if (word.size() <= longest_name && ++hints_ <= max_hints) {
      near = is_family ? did_you_mean_family(word) : did_you_mean_rule(word, ids_);
    }
    return near.empty() && is_family ? "; a family is written as in 'uri-*'" : near;
  }

  std::string did_you_mean_family(const std::string& word) const {
    std::vector<std::string> families;
    for (const std::string_view id : ids_) families.push_back(fmt::format("{}-*", family(id)));
    const std::vector<std::string_view> views(families.begin(), families.end());
    return did_you_mean(word, views);
  }

  std::vector<Span> scopes_of(const Suppression& suppression) const {
    if (!suppression.is_external()) return {suppression.scope};
    return suppression.element.empty() ? files_of(suppression) : elements_of(suppression);
  }

  std::vector<Span> files_of(const Suppression& suppression) const {
    std::vector<Span> files;
    std::set<std::string_view> seen;
    for (SourceId id = 0; id < result_.inputs.sources.size(); ++id) {
      const std::string& path = result_.inputs.sources[id].path;
      if (!seen.insert(path).second || !suppression.files(path)) continue;
      files.push_back({.source = id, .begin = 0, .end = std::numeric_limits<std::uint32_t>::max()});
    }
    return files;
  }

  std::vector<Span> elements_of(const Suppression& suppression) const {
    std::vector<Span> elements;
    for (const auto& instance : result_.inputs.instances) {
      if (!instance->readable) continue;
      const std::string& path = result_.inputs.sources[instance->document.source].path;
      for (const Span place : places_of(instance->root(), suppression.element)) {
        const std::string& own = result_.inputs.sources[place.source].path;
        if (suppression.files(path) || suppression.files(own)) elements.push_back(place);
      }
    }
    return elements;
  }

  /// Moves what is covered; whether each ignore covers something.
  std::vector<bool> move_covered() {
    std::vector<bool> used(named_.size());
    std::erase_if(result_.diagnostics, [&](Diagnostic& diagnostic) {
      const auto suppression = scopes_.find(diagnostic.rule, diagnostic.where);
      if (!suppression) return false;
      used[*suppression] = true;
      result_.suppressed.push_back({std::move(diagnostic), *suppression});
      return true;
    });
    return used;
  }

  /// Strings that not every rule has looked at.
  void find_undecided() {
    for (const Connection& connection : result_.connections) {
      if (connection.verdict != Verdict::unknown && connection.verdict != Verdict::invalid)
        continue;
      undecided_.emplace_back(path_of(connection.where()), connection.where().begin);
    }
    std::ranges::sort(undecided_);
  }

  bool covers_undecided(const Suppression& suppression) const {
    return std::ranges::any_of(scopes_of(suppression), [this](Span scope) {
      const auto found = std::ranges::lower_bound(undecided_, Place(path_of(scope), scope.begin));
      return found != undecided_.end() && *found < Place(path_of(scope), scope.end);
    });
  }

  std::string_view path_of(Span where) const { return result_.inputs.sources[where.source].path; }

  /// Whether all the files that it is for have been checked.
  bool were_checked(const Suppression& suppression) const {
    if (!suppression.is_external()) return true;
    const Sources& sources = result_.inputs.sources;
    for (SourceId id = 0; id < sources.size(); ++id) {
      if (suppression.files(sources[id].path)) {
        return !result_.inputs.is_partial || !suppression.is_for_patterns;
      }
    }
    return false;
  }

  bool would_all_run(const std::vector<std::uint16_t>& rules) const {
    return all_read_ && std::ranges::all_of(rules, [this](std::uint16_t rule) {
             const Rule& known = result_.inputs.rules[rule].rule;
             const bool silent =
                 known.when == When::no_instance_to_ask && !result_.inputs.instances.empty();
             return table_.enabled(rule) && !silent;
           });
  }

  bool have_all_run(const std::vector<std::uint16_t>& rules) const {
    decltype(result_.ran) wanted;
    for (const std::uint16_t rule : rules)
      wanted.set(result_.inputs.rules[rule].rule.check.index());
    return (wanted & ~result_.ran).none();
  }

  void report_unused(const Suppression& suppression) {
    std::string rules;
    for (const SuppressedRule& rule : suppression.rules) {
      if (!rules.empty()) rules += ", ";
      rules += fmt::format("'{}'", rule.name);
    }
    report(DefectKind::suppression_unused, suppression.where,
           fmt::format("{} {} nothing to suppress here", rules,
                       suppression.rules.size() == 1 ? "finds" : "find"));
  }

  using Place = std::pair<std::string_view, std::uint32_t>;

  const RuleTable& table_;
  LintResult& result_;
  Scopes scopes_;
  bool all_read_ = false;  ///< else rules may not have said all that they would
  std::vector<std::string_view> ids_;
  std::vector<RuleOf<DefectKind>> rules_ = rules_that_look_at<DefectKind>();
  std::size_t hints_ = 0;
  std::vector<Named> named_;
  std::vector<Place> undecided_;
  std::vector<Diagnostic> enabled_;
};

/// A rule whose every word on a string is suppressed did not speak on it.
void retract(LintResult& result) {
  if (result.suppressed.empty()) return;
  const StringPlaces strings(result);
  std::set<std::pair<std::size_t, std::uint16_t>> silenced;
  for (const Suppressed& suppressed : result.suppressed) {
    const Diagnostic& diagnostic = suppressed.diagnostic;
    if (const auto on = strings.around(diagnostic.where)) silenced.emplace(*on, diagnostic.rule);
  }
  if (silenced.empty()) return;
  for (const Diagnostic& diagnostic : result.diagnostics) {
    if (const auto on = strings.around(diagnostic.where)) silenced.erase({*on, diagnostic.rule});
  }
  for (const auto& [on, rule] : silenced) std::erase(result.connections[on].rules, rule);
}

}  // namespace

void suppress(const RuleTable& table, LintResult& result) {
  if (result.inputs.suppressions.all.empty() && result.inputs.suppressions.defects.empty()) return;
  Suppressor(table, result).run();
  retract(result);
}

}  // namespace ampslint
