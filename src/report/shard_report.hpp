#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "check/result.hpp"
#include "report/merge.hpp"

namespace ampslint {

/// Where a finding stands among all of a run; not by the source, which one path may have several
/// of.
struct FindingOrder {
  std::uint32_t rank = 0;  ///< of the path
  std::uint32_t source = 0;
  std::uint32_t begin = 0;
  std::uint32_t rule = 0;
  std::uint32_t end = 0;
  std::string message;

  auto key() const { return std::tie(rank, begin, rule, end, message); }
  auto key_with_source() const { return std::tie(rank, source, begin, rule, end, message); }
};

/// A finding of a shard's report, as its format writes it.
struct ShardFinding {
  FindingOrder order;
  std::string text;
  Severity severity = Severity::error;
  std::optional<std::size_t> entry = {};  ///< of the baseline, which may know it
};

/// An ignore that suppresses nothing in a shard, and the kinds of rules that would have to run.
struct ShardUnused {
  ShardFinding finding;
  unsigned long wants = 0;
};

/// The connection strings of a shard that cannot be judged because of one finding.
struct ShardConsequence {
  FindingOrder cause;
  std::size_t slot = 0;
  std::size_t count = 0;
  std::string note;  ///< its place, as the format writes it
};

/// A shard's report.
struct ShardReport {
  MergeFormat format = MergeFormat::json;
  Shard shard;
  std::string inputs;
  Threshold fail_on = Threshold::error;
  std::vector<std::string> troubles;
  unsigned long ran = 0;  ///< kinds of rules
  std::vector<ShardFinding> findings;
  std::vector<ShardFinding> suppressed;
  bool shows_suppressed = false;
  std::vector<ShardFinding> known;
  std::vector<ShardUnused> unused;
  std::vector<ShardConsequence> consequences;
  std::string baseline;
  std::vector<BaselineEntry> entries;
  std::vector<std::string> connections;                      ///< of JSON
  Summary summary;                                           ///< of JSON
  std::vector<std::pair<std::string, std::string>> members;  ///< what else the format writes
};

/// Reads a report that `check --shard` has written.
Result<ShardReport> read_shard_report(const std::string& file);

/// A finding's text with notes behind its own: their places, and what is said there.
std::string with_notes(MergeFormat format, const std::string& finding,
                       const std::vector<std::pair<std::string, std::string>>& notes);

}  // namespace ampslint
