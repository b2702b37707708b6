#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ampslint/file_reader.hpp"
#include "check/rule.hpp"

namespace ampslint {

/// The level of a rule, or of a family (`uri-*`).
struct RuleLevel {
  std::string rules;
  std::optional<Severity> severity;  ///< nothing: not enabled
  std::string place = {};            ///< where that is said, to lead messages
};

/// Levels for files whose paths one of the patterns covers.
struct RuleOverride {
  std::vector<std::string> paths;
  std::vector<RuleLevel> levels;
};

/// Which rules are enabled, and how bad they are. Verdicts do not depend on it.
struct RuleChoice {
  std::vector<std::string> select;  ///< ids, or prefixes that end in `*`; empty: the presets
  std::vector<Preset> presets;      ///< beside the default one
  bool host = false;                ///< also the rules that need this host's files
  std::vector<std::string> ignore;
  std::vector<std::pair<std::string, Severity>> severities;
  std::vector<RuleLevel> levels = {};  ///< what the workspace says; the rest goes before it
  std::vector<RuleOverride> overrides = {};
  std::string folder = {};      ///< that the overrides' patterns are of; empty: where paths begin
  FileReader* files = &disk();  ///< that the paths are of
  /// The rules that there are; nothing: ours, and the workspace, which may add some, is not read.
  std::optional<std::span<const NamedRule>> rules = {};
};

/// The severity that each rule of a run is reported with; nothing for one that is not enabled.
class RuleTable {
 public:
  /// An error names an unknown rule and the nearest known one.
  static Result<RuleTable> of(const RuleChoice& choice);

  /// Somewhere at least.
  bool enabled(std::uint16_t rule) const { return enabled_[rule]; }
  const std::vector<bool>& enabled() const { return enabled_; }  ///< the same, by rule
  /// The levels that hold in a file, by rule.
  class Levels {
   public:
    bool enabled(std::uint16_t rule) const { return enabled_[rule]; }
    /// The severity that a rule is given; nothing: its own.
    std::optional<Severity> severity(std::uint16_t rule) const { return severities_[rule]; }

   private:
    friend class RuleTable;
    Result<void> set(const RuleLevel& level, const RuleTable& table);
    std::vector<bool> enabled_;
    std::vector<std::optional<Severity>> severities_;
  };
  const Levels& usual() const { return usual_; }
  /// Those of a file at that path, where an override gives others.
  std::optional<Levels> at(const std::string& path) const;

 private:
  template <typename Set>
  Result<void> for_rules(const std::string& pattern, Set set) const;

  std::vector<std::string> ids_;
  bool is_complete_ = false;  ///< no other rules are to come
  Levels usual_;
  std::vector<bool> enabled_;
  std::vector<RuleOverride> overrides_;
  std::string folder_;
  FileReader* files_ = nullptr;
};

}  // namespace ampslint
