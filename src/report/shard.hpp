#pragma once

#include <functional>
#include <ostream>
#include <string>

#include "check/result.hpp"
#include "report/report.hpp"

namespace ampslint {

/// How a format writes what a shard holds back, as JSON objects.
struct ShardFormat {
  std::function<std::string(const Diagnostic&)> finding;
  /// The place of a note, without its words.
  std::function<std::string(Span)> note;
  bool shows_suppressed = false;
};

/// The version of what shards keep for `merge`.
inline constexpr int shard_version = 1;

/// Writes what a shard's report adds for `merge`: which part it is, the order of its findings, and
/// what can be decided of the whole only.
void write_shard(const Outcome& outcome, const ShardFormat& format, std::ostream& out);

}  // namespace ampslint
