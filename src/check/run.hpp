#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ampslint/file_reader.hpp"
#include "check/match/proxy.hpp"
#include "check/result.hpp"
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
};

/// The severity that each rule of `all_rules()` is reported with; nothing for one that is not
/// enabled.
class RuleTable {
 public:
  /// An error names an unknown rule and the nearest known one.
  static Result<RuleTable> of(const RuleChoice& choice);

  /// Somewhere at least.
  bool enabled(std::uint16_t rule) const { return enabled_[rule]; }
  /// The levels that hold in a file, by rule.
  class Levels {
   public:
    bool enabled(std::uint16_t rule) const { return enabled_[rule]; }
    /// The severity that a rule is given; nothing: its own.
    std::optional<Severity> severity(std::uint16_t rule) const { return severities_[rule]; }

   private:
    friend class RuleTable;
    Result<void> set(const RuleLevel& level);
    std::vector<bool> enabled_;
    std::vector<std::optional<Severity>> severities_;
  };
  const Levels& usual() const { return usual_; }
  /// Those of a file at that path, where an override gives others.
  std::optional<Levels> at(const std::string& path) const;

 private:
  Levels usual_;
  std::vector<bool> enabled_;
  std::vector<RuleOverride> overrides_;
  std::string folder_;
  FileReader* files_ = nullptr;
};

/// How a run checks what it has read.
struct CheckOptions {
  std::size_t threads = 1;
  std::size_t most_diagnostics = limits::compared_diagnostics;  ///< the rest is only counted
  std::optional<Version> upgrade = {};  ///< another version of the server to compare with
};

/// Runs the static rules over all inputs, and the connection strings against the instances. The
/// result is the same with any number of threads, and not finished yet.
LintResult check(Inputs inputs, const RuleTable& table, const CheckOptions& options);

/// Runs the live rules over what was seen of the result's instances and connections. One that is
/// not ready gets at least one error.
void check_probes(const RuleTable& table, LintResult& result);

/// Applies the suppressions, takes secrets out of all words, puts the diagnostics in order, gives
/// them the severities that were asked for, and counts.
void finish(const RuleTable& table, LintResult& result);

/// Drops the diagnostics of a finished result beyond `most`, and counts them as unreported.
void keep_at_most(std::size_t most, LintResult& result);

/// What rules found, and how many findings of each severity were too many to keep.
struct Findings {
  Diagnostics reported;
  std::array<std::size_t, 3> unreported{};
};

/// Keeps what is found, as far as the result has room.
void add_findings(Findings&& found, const RuleTable& table, LintResult& result);

/// Drops the findings beyond `most`, and counts those that would be told. What is told otherwise in
/// some files only, or is covered by a comment, is not looked at: such runs have a higher limit.
void keep_within_limit(std::size_t most, const RuleTable& table, Diagnostics& found,
                       std::array<std::size_t, 3>& unreported);

/// Takes findings away from a finished result, and out of its counts; verdicts stay.
void leave_out(LintResult& result, const std::function<bool(const Diagnostic&)>& unwanted);

}  // namespace ampslint
