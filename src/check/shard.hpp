#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"

namespace ampslint {

struct Outcome;
struct Strings;

inline constexpr std::size_t max_shards = 10'000;

/// One of several runs that share the work of one.
struct Shard {
  std::size_t number = 1;
  std::size_t of = 1;
};

/// The shard that `2/7` names; nothing where that makes no sense.
std::optional<Shard> shard_named(std::string_view text);

/// The connection strings that cannot be judged because of one mistake, as far as a shard knows.
struct Consequence {
  Span cause;  ///< of the diagnostic that tells the mistake
  std::uint16_t rule = 0;
  std::string message;
  std::size_t slot = 0;  ///< its place among all of the run
  Span first;            ///< of the strings
  std::size_t count = 0;
};

/// A finding that the baseline knows.
struct KnownFinding {
  Diagnostic diagnostic;
  std::size_t entry = 0;  ///< its number in the baseline
};

/// An entry of the baseline: how many findings it knows, and how people call them; no name for
/// those that this run would not have met.
struct BaselineEntry {
  std::size_t count = 0;
  std::string name;
};

/// What a shard holds back, since it can be decided of the whole only.
struct ShardPart {
  Shard shard;
  SourceId behind_instances = 0;          ///< the first source that is no instance's
  std::string inputs = {};                ///< the same for all shards of one run
  std::vector<std::uint32_t> ranks = {};  ///< of the sources, in the order of reports
  std::vector<Consequence> consequences = {};
  std::map<Span, unsigned long> wanted_kinds = {};  ///< of rules, by place of an unused ignore
  Diagnostics unused = {};                          ///< ignores that suppress nothing here
  std::map<Span, std::size_t> unused_entries = {};  ///< in the baseline, by place of the ignore
  std::string baseline = {};
  std::vector<BaselineEntry> entries = {};
  std::vector<KnownFinding> known = {};
};

/// The numbers [begin, end) of the strings that are this run's: all, or the shard's. The split is
/// by position, so that the parts one behind the other are the whole in its order; strings that are
/// used together stay together.
std::pair<std::size_t, std::size_t> own_strings(const Outcome& outcome, const Strings& strings);

/// Leaves in a finished outcome what is this shard's to tell: all of its strings, the instances of
/// its part, and in the first shard also what belongs to neither.
void keep_part(Outcome& outcome);

}  // namespace ampslint
