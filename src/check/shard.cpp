#include "check/shard.hpp"

#include <algorithm>
#include <charconv>

#include "check/apply.hpp"
#include "check/run.hpp"
#include "check/suppressions.hpp"

namespace ampslint {
namespace {

std::optional<std::size_t> number_in(std::string_view text) {
  std::size_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Where the part behind `parts` of `of` begins.
std::size_t cut(std::size_t all, std::size_t parts, std::size_t of) {
  return all / of * parts + all % of * parts / of;
}

std::size_t cut_between_lists(const Strings& strings, std::size_t parts, std::size_t of) {
  const std::size_t at = cut(strings.all.size(), parts, of);
  const auto list =
      std::ranges::upper_bound(strings.lists, at, {}, &std::pair<std::size_t, std::size_t>::second);
  return list != strings.lists.end() && list->first < at ? list->second : at;
}

bool is_one_of(std::size_t kind, std::initializer_list<std::size_t> kinds) {
  return std::ranges::find(kinds, kind) != kinds.end();
}

/// Knows which findings are a shard's to tell.
class Owner {
 public:
  explicit Owner(const Outcome& outcome) : shard_(outcome.part->shard) {
    for (const auto& instance : outcome.instances) {
      begins_.push_back(instance->document.source);
    }
    const SourceId behind = outcome.part->behind_instances;
    begins_.push_back(behind);
    begin_ = cut(outcome.instances.size(), shard_.number - 1, shard_.of);
    end_ = cut(outcome.instances.size(), shard_.number, shard_.of);
  }

  bool owns(const Diagnostic& diagnostic) const {
    const std::size_t kind = all_rules()[diagnostic.rule].rule.check.index();
    // Only its own strings were judged.
    if (is_one_of(kind, {kind_of<StringCheck>, kind_of<FailoverCheck>, kind_of<MatchCheck>,
                         kind_of<ProxiedCheck>})) {
      return true;
    }
    const SourceId source = diagnostic.where.source;
    const bool neither =
        kind == kind_of<FleetCheck> || source < begins_.front() || source >= begins_.back();
    if (neither) return shard_.number == 1;
    return source >= begins_[begin_] && source < begins_[end_];
  }

 private:
  Shard shard_;
  std::vector<SourceId> begins_;  ///< the first source of each instance, and the one behind all
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace

std::optional<Shard> shard_named(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto number = number_in(text.substr(0, slash));
  const auto of = number_in(text.substr(slash + 1));
  if (!number || !of || *number == 0 || *number > *of || *of > max_shards) return std::nullopt;
  return Shard{.number = *number, .of = *of};
}

std::pair<std::size_t, std::size_t> own_strings(const Outcome& outcome, const Strings& strings) {
  if (!outcome.part) return {0, strings.all.size()};
  const Shard shard = outcome.part->shard;
  return {cut_between_lists(strings, shard.number - 1, shard.of),
          cut_between_lists(strings, shard.number, shard.of)};
}

void keep_part(Outcome& outcome) {
  ShardPart& part = *outcome.part;
  const Owner owner(outcome);
  for (const Diagnostic& diagnostic : outcome.diagnostics) {
    if (tells_unused_ignore(diagnostic)) part.unused.push_back(diagnostic);
  }
  leave_out(outcome, [&](const Diagnostic& diagnostic) {
    return tells_unused_ignore(diagnostic) || !owner.owns(diagnostic);
  });
  std::erase_if(part.known, [&](const KnownFinding& k) { return !owner.owns(k.diagnostic); });
  std::erase_if(outcome.suppressed, [&](const Suppressed& s) { return !owner.owns(s.diagnostic); });
  outcome.summary.suppressed = outcome.suppressed.size();
  if (part.shard.number != 1) outcome.remarks.clear();
}

}  // namespace ampslint
