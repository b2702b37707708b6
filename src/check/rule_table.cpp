#include "check/rule_table.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "check/paths.hpp"

namespace ampslint {
/// Applies `set` to every rule that the pattern names; an error where it names none.
template <typename Set>
Result<void> RuleTable::for_rules(const std::string& pattern, Set set) const {
  bool any = false;
  for (std::size_t i = 0; i < ids_.size(); ++i) {
    if (!names_rule(pattern, ids_[i])) continue;
    set(i);
    any = true;
  }
  const bool may_come = !is_complete_ && pattern.starts_with(policy_prefix);
  if (any || may_come || pattern == all_policies) return {};
  return tl::unexpected(Error{
      .what = fmt::format(
          "no rule is called '{}'{}", pattern,
          did_you_mean_rule(pattern, std::vector<std::string_view>(ids_.begin(), ids_.end()))),
      .help = "'ampslint rules' lists them"});
}

Result<void> RuleTable::Levels::set(const RuleLevel& level, const RuleTable& table) {
  auto done = table.for_rules(level.rules, [&](std::size_t rule) {
    enabled_[rule] = level.severity.has_value();
    severities_[rule] = level.severity;
  });
  if (!done && !level.place.empty()) {
    done.error().what = fmt::format("{}: {}", level.place, done.error().what);
  }
  return done;
}

Result<RuleTable> RuleTable::of(const RuleChoice& choice) {
  RuleTable table;
  Levels& usual = table.usual_;
  const std::span<const NamedRule> rules = choice.rules.value_or(all_rules());
  table.is_complete_ = choice.rules.has_value();
  for (const NamedRule& rule : rules) {
    table.ids_.emplace_back(rule.id);
    const Preset preset = rule.rule.preset;
    usual.enabled_.push_back(preset == Preset::standard ||
                             std::ranges::count(choice.presets, preset) != 0);
  }
  usual.severities_.resize(rules.size());
  for (const RuleLevel& level : choice.levels) {
    if (auto done = usual.set(level, table); !done) return tl::unexpected(done.error());
  }
  if (!choice.select.empty()) usual.enabled_.assign(rules.size(), false);
  for (const std::string& pattern : choice.select) {
    const auto done = table.for_rules(pattern, [&](std::size_t i) { usual.enabled_[i] = true; });
    if (!done) return tl::unexpected(done.error());
  }
  for (const std::string& pattern : choice.ignore) {
    const auto done = table.for_rules(pattern, [&](std::size_t i) { usual.enabled_[i] = false; });
    if (!done) return tl::unexpected(done.error());
  }
  for (std::size_t i = 0; i < rules.size() && !choice.host; ++i) {
    if (level(rules[i].id) == "host") usual.enabled_[i] = false;
  }
  for (const auto& [pattern, severity] : choice.severities) {
    const auto done =
        table.for_rules(pattern, [&](std::size_t i) { usual.severities_[i] = severity; });
    if (!done) return tl::unexpected(done.error());
  }
  table.enabled_ = usual.enabled_;
  table.overrides_ = choice.overrides;
  table.folder_ = choice.folder;
  table.files_ = choice.files;
  for (const RuleOverride& override : choice.overrides) {
    Levels levels = usual;
    for (const RuleLevel& level : override.levels) {
      if (auto done = levels.set(level, table); !done) return tl::unexpected(done.error());
    }
    for (std::size_t i = 0; i < table.enabled_.size(); ++i) {
      table.enabled_[i] = table.enabled_[i] || levels.enabled_[i];
    }
  }
  return table;
}

std::optional<RuleTable::Levels> RuleTable::at(const std::string& path) const {
  std::optional<Levels> levels;
  if (overrides_.empty()) return levels;
  const std::string inside = path_inside(*files_, path, folder_);
  for (const RuleOverride& override : overrides_) {
    const auto covers_it = [&](const std::string& pattern) { return covers(pattern, inside); };
    if (std::ranges::none_of(override.paths, covers_it)) continue;
    if (!levels) levels = usual_;
    // `of` has seen that all names are known.
    for (const RuleLevel& level : override.levels) static_cast<void>(levels->set(level, *this));
  }
  return levels;
}

}  // namespace ampslint
