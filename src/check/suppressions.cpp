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
  Suppressor(const Telling& telling, Outcome& outcome)
      : telling_(telling), outcome_(outcome), scopes_(outcome.sources) {
    for (const NamedRule& rule : all_rules()) ids_.push_back(rule.id);
    all_read_ = outcome.troubles.empty() && !outcome.interrupted &&
                std::ranges::all_of(outcome.instances, [](const auto& instance) {
                  return instance->readable && !instance->incomplete;
                });
  }

  void run() {
    drop_repeated();
    for (const Defect& defect : outcome_.ignores.defects) tell(defect);
    const std::vector<Ignore>& ignores = outcome_.ignores.all;
    for (std::size_t i = 0; i < ignores.size(); ++i) {
      named_.push_back(understand(ignores[i]));
      if (!named_.back().active) continue;
      for (const Span scope : scopes_of(ignores[i])) {
        for (const std::uint16_t rule : named_.back().rules) scopes_.add(rule, scope, i);
      }
    }
    scopes_.sort();
    const std::vector<bool> used = move_covered();
    find_undecided();
    for (std::size_t i = 0; i < ignores.size(); ++i) {
      if (!named_[i].active || used[i] || !would_all_run(named_[i].rules)) continue;
      if (!have_all_run(named_[i].rules) || covers_undecided(ignores[i])) continue;
      tell_unused(ignores[i]);
    }
    std::ranges::move(told_, std::back_inserter(outcome_.diagnostics));
  }

 private:
  void tell(const Defect& defect) { ampslint::tell(defect, rules_, telling_, told_); }
  void tell(DefectKind kind, Span where, std::string message) {
    tell({.kind = kind, .diagnostic = {.where = where, .message = std::move(message)}});
  }

  /// Those of a file that is included, or given, twice.
  void drop_repeated() {
    std::set<std::tuple<std::string_view, std::uint32_t>> seen;
    std::erase_if(outcome_.ignores.all, [&](const Ignore& ignore) {
      const std::string& path = outcome_.sources[ignore.where.source].path;
      return !ignore.is_external() && !seen.emplace(path, ignore.where.begin).second;
    });
  }

  /// Tells why it suppresses nothing, or not all that it means to.
  Named understand(const Ignore& ignore) {
    Named named;
    if (ignore.reason.empty()) {
      tell_no_reason(ignore);
      return named;
    }
    for (const IgnoredRule& rule : ignore.rules) add_rules(rule, named.rules);
    std::ranges::sort(named.rules);
    const auto repeated = std::ranges::unique(named.rules);
    named.rules.erase(repeated.begin(), repeated.end());
    named.active = !named.rules.empty();
    if (ignore.until && *ignore.until < outcome_.today) {
      tell(DefectKind::ignore_expired, ignore.where,
           fmt::format("expired after {} and no longer suppresses anything",
                       format_day(*ignore.until)));
      named.active = false;
    }
    return named;
  }

  void tell_no_reason(const Ignore& ignore) {
    std::string message = "has no reason, so it suppresses nothing";
    if (!ignore.is_external()) {
      message += fmt::format("; expected '{} {}: why'", ignore_marker,
                             printable(ignore.rules.front().name));
    }
    tell(DefectKind::ignore_reason_missing, ignore.where, std::move(message));
  }

  void add_rules(const IgnoredRule& wanted, std::vector<std::uint16_t>& rules) {
    bool own = false;
    const std::size_t before = rules.size();
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      if (!may_be_ignored(wanted.name) || !names_rule(wanted.name, ids_[i])) continue;
      own |= family(ids_[i]) == own_family;
      if (!own) rules.push_back(static_cast<std::uint16_t>(i));
    }
    if (own) {
      return tell(DefectKind::ignore_malformed, wanted.where,
                  fmt::format("'{0}' cannot be suppressed this way; '--ignore {0}' turns it off",
                              wanted.name));
    }
    if (rules.size() > before) return;
    tell(DefectKind::ignore_rule_unknown, wanted.where,
         fmt::format("no rule is called '{}'{}", printable(wanted.name), hint_for(wanted.name)));
  }

  /// What was meant; to find that out takes long, and is worth it a few times.
  std::string hint_for(const std::string& word) {
    constexpr std::size_t longest_name = 64;
    constexpr std::size_t max_hints = 100;
    const bool is_family = word.ends_with('*');
    std::string near;
    if (word.size() <= longest_name && ++hints_ <= max_hints) {
      near = is_family ? did_you_mean_family(word) : did_you_mean(word, ids_);
    }
    return near.empty() && is_family ? "; a family is written as in 'uri-*'" : near;
  }

  std::string did_you_mean_family(const std::string& word) const {
    std::vector<std::string> families;
    for (const std::string_view id : ids_) families.push_back(fmt::format("{}-*", family(id)));
    const std::vector<std::string_view> views(families.begin(), families.end());
    return did_you_mean(word, views);
  }

  std::vector<Span> scopes_of(const Ignore& ignore) const {
    if (!ignore.is_external()) return {ignore.scope};
    return ignore.element.empty() ? files_of(ignore) : elements_of(ignore);
  }

  std::vector<Span> files_of(const Ignore& ignore) const {
    std::vector<Span> files;
    std::set<std::string_view> seen;
    for (SourceId id = 0; id < outcome_.sources.size(); ++id) {
      const std::string& path = outcome_.sources[id].path;
      if (!seen.insert(path).second || !ignore.files(path)) continue;
      files.push_back({.source = id, .begin = 0, .end = std::numeric_limits<std::uint32_t>::max()});
    }
    return files;
  }

  std::vector<Span> elements_of(const Ignore& ignore) const {
    std::vector<Span> elements;
    for (const auto& instance : outcome_.instances) {
      if (!instance->readable) continue;
      const std::string& path = outcome_.sources[instance->document.source].path;
      for (const Span place : places_of(instance->root(), ignore.element)) {
        const std::string& own = outcome_.sources[place.source].path;
        if (ignore.files(path) || ignore.files(own)) elements.push_back(place);
      }
    }
    return elements;
  }

  /// Moves what is covered; whether each ignore covers something.
  std::vector<bool> move_covered() {
    std::vector<bool> used(named_.size());
    std::erase_if(outcome_.diagnostics, [&](Diagnostic& diagnostic) {
      const auto ignore = scopes_.find(diagnostic.rule, diagnostic.where);
      if (!ignore) return false;
      used[*ignore] = true;
      outcome_.suppressed.push_back({std::move(diagnostic), *ignore});
      return true;
    });
    return used;
  }

  /// Strings that not every rule has looked at.
  void find_undecided() {
    for (const Connection& connection : outcome_.connections) {
      if (connection.verdict != Verdict::unknown && connection.verdict != Verdict::invalid)
        continue;
      undecided_.emplace_back(path_of(connection.where()), connection.where().begin);
    }
    std::ranges::sort(undecided_);
  }

  bool covers_undecided(const Ignore& ignore) const {
    return std::ranges::any_of(scopes_of(ignore), [this](Span scope) {
      const auto found = std::ranges::lower_bound(undecided_, Place(path_of(scope), scope.begin));
      return found != undecided_.end() && *found < Place(path_of(scope), scope.end);
    });
  }

  std::string_view path_of(Span where) const { return outcome_.sources[where.source].path; }

  bool would_all_run(const std::vector<std::uint16_t>& rules) const {
    return all_read_ && std::ranges::all_of(rules, [this](std::uint16_t rule) {
             const Rule& known = all_rules()[rule].rule;
             const bool silent =
                 known.when == When::no_instance_to_ask && !outcome_.instances.empty();
             return telling_.tells(rule) && !silent;
           });
  }

  bool have_all_run(const std::vector<std::uint16_t>& rules) const {
    decltype(outcome_.ran) wanted;
    for (const std::uint16_t rule : rules) wanted.set(all_rules()[rule].rule.check.index());
    return (wanted & ~outcome_.ran).none();
  }

  void tell_unused(const Ignore& ignore) {
    std::string rules;
    for (const IgnoredRule& rule : ignore.rules) {
      if (!rules.empty()) rules += ", ";
      rules += fmt::format("'{}'", printable(rule.name));
    }
    tell(DefectKind::ignore_unused, ignore.where,
         fmt::format("{} {} nothing to suppress here", rules,
                     ignore.rules.size() == 1 ? "finds" : "find"));
  }

  using Place = std::pair<std::string_view, std::uint32_t>;

  const Telling& telling_;
  Outcome& outcome_;
  Scopes scopes_;
  bool all_read_ = false;  ///< else rules may not have said all that they would
  std::vector<std::string_view> ids_;
  std::vector<RuleOf<DefectKind>> rules_ = rules_that_look_at<DefectKind>();
  std::size_t hints_ = 0;
  std::vector<Named> named_;
  std::vector<Place> undecided_;
  Diagnostics told_;
};

/// A rule whose every word on a string is suppressed did not speak on it.
void retract(Outcome& outcome) {
  if (outcome.suppressed.empty()) return;
  const StringPlaces strings(outcome);
  std::set<std::pair<std::size_t, std::uint16_t>> silenced;
  for (const Suppressed& suppressed : outcome.suppressed) {
    const Diagnostic& diagnostic = suppressed.diagnostic;
    if (const auto on = strings.around(diagnostic.where)) silenced.emplace(*on, diagnostic.rule);
  }
  if (silenced.empty()) return;
  for (const Diagnostic& diagnostic : outcome.diagnostics) {
    if (const auto on = strings.around(diagnostic.where)) silenced.erase({*on, diagnostic.rule});
  }
  for (const auto& [on, rule] : silenced) std::erase(outcome.connections[on].rules, rule);
}

}  // namespace

void suppress(const Telling& telling, Outcome& outcome) {
  if (outcome.ignores.all.empty() && outcome.ignores.defects.empty()) return;
  Suppressor(telling, outcome).run();
  retract(outcome);
}

}  // namespace ampslint
