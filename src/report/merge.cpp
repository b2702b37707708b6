#include "report/merge.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <ostream>

#include "base/suggest.hpp"
#include "check/baseline.hpp"
#include "check/blocked_strings.hpp"
#include "report/formats/document_frame.hpp"
#include "report/shard_report.hpp"

namespace ampslint {
namespace {

using Findings = std::vector<ShardFinding>;

/// The report that was read, and where.
struct Given {
  std::string file;
  ShardReport report;
};

Error apart(const Given& one, const Given& other, std::string_view why) {
  return {.what = fmt::format("'{}' and '{}' cannot be merged: {}", printable(one.file),
                              printable(other.file), why)};
}

Result<void> check_alike(const Given& one, const Given& other) {
  const ShardReport& a = one.report;
  const ShardReport& b = other.report;
  std::string why;
  if (a.format != b.format) {
    why = fmt::format("one is {}, the other {}", to_string(a.format), to_string(b.format));
  } else if (a.shard.of != b.shard.of) {
    why = fmt::format("one is of {} shards, the other of {}", a.shard.of, b.shard.of);
  } else if (a.inputs != b.inputs || a.shows_suppressed != b.shows_suppressed) {
    why = "they are of runs with other inputs or options";
  }
  if (why.empty()) return {};
  return tl::unexpected(apart(one, other, why));
}

/// The shards of one run, in order.
Result<std::vector<Given>> read_all(const std::vector<std::string>& files) {
  std::vector<Given> all;
  for (const std::string& file : files) {
    Result<ShardReport> report = read_shard_report(file);
    if (!report) return tl::unexpected(report.error());
    all.push_back({file, std::move(*report)});
    if (auto alike = check_alike(all.front(), all.back()); !alike) {
      return tl::unexpected(alike.error());
    }
  }
  std::ranges::stable_sort(all, {}, [](const Given& g) { return g.report.shard.number; });
  const std::size_t of = all.front().report.shard.of;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].report.shard.number != all[i - 1].report.shard.number) continue;
    return tl::unexpected(
        apart(all[i - 1], all[i], fmt::format("both are shard {}", all[i].report.shard.number)));
  }
  for (std::size_t number = 1; number <= of; ++number) {
    if (number <= all.size() && all[number - 1].report.shard.number == number) continue;
    return tl::unexpected(Error{.what = fmt::format("shard {} of {} is missing", number, of)});
  }
  return all;
}

/// Decides what the shards could not, and puts all in the order of one run.
class Merging {
 public:
  explicit Merging(std::vector<Given>& all) : all_(all) {}

  void run() {
    for (Given& given : all_) {
      std::ranges::move(given.report.findings, std::back_inserter(told));
      std::ranges::move(given.report.known, std::back_inserter(told));
      std::ranges::move(given.report.suppressed, std::back_inserter(suppressed));
      summary.connections += given.report.summary.connections;
      for (std::size_t i = 0; i < verdict_count; ++i) {
        summary.verdicts.at(i) += given.report.summary.verdicts.at(i);
      }
    }
    add_unused();
    put_in_order(told);
    put_in_order(suppressed);
    leave_out_known();
    add_consequences();
    for (const ShardFinding& finding : told) {
      ++summary.severities.at(static_cast<std::size_t>(finding.severity));
    }
    const Summary& whole = all_.front().report.summary;
    summary.files = whole.files;
    summary.instances = whole.instances;
    summary.transports = whole.transports;
    summary.suppressed = suppressed.size();
  }

  Findings told;
  Findings suppressed;
  Summary summary;
  std::vector<std::string> stale;

 private:
  static void put_in_order(Findings& findings) {
    const auto key = [](const ShardFinding& finding) { return finding.order.key(); };
    std::ranges::stable_sort(findings, {}, key);
    const auto repeated = std::ranges::unique(findings, {}, key);
    findings.erase(repeated.begin(), repeated.end());
  }

  /// An ignore suppresses nothing where it does so in no shard, and all that it names has run.
  void add_unused() {
    unsigned long ran = 0;
    std::map<decltype(FindingOrder().key_with_source()), std::size_t> shards;
    for (const Given& given : all_) {
      ran |= given.report.ran;
      for (const ShardUnused& unused : given.report.unused) {
        ++shards[unused.finding.order.key_with_source()];
      }
    }
    for (const ShardUnused& unused : all_.front().report.unused) {
      const bool everywhere = shards.at(unused.finding.order.key_with_source()) == all_.size();
      if (everywhere && (unused.wants & ~ran) == 0) told.push_back(unused.finding);
    }
  }

  void leave_out_known() {
    std::vector<BaselineEntry>& entries = all_.front().report.entries;
    std::erase_if(told, [&entries](const ShardFinding& finding) {
      if (!finding.entry || *finding.entry >= entries.size()) return false;
      std::size_t& left = entries[*finding.entry].count;
      if (left == 0) return false;
      --left;
      return true;
    });
    for (const BaselineEntry& entry : entries) {
      if (entry.count > 0 && !entry.name.empty()) stale.push_back(entry.name);
    }
  }

  void add_consequences() {
    std::map<decltype(FindingOrder().key_with_source()), std::map<std::size_t, ShardConsequence>>
        causes;
    for (const Given& given : all_) {
      for (const ShardConsequence& one : given.report.consequences) {
        const auto [at, is_first] = causes[one.cause.key_with_source()].try_emplace(one.slot, one);
        if (!is_first) at->second.count += one.count;
      }
    }
    for (Findings* findings : {&told, &suppressed}) {
      for (ShardFinding& finding : *findings) {
        const auto cause = causes.find(finding.order.key_with_source());
        if (cause == causes.end()) continue;
        std::vector<std::pair<std::string, std::string>> notes;
        for (const auto& [slot, one] : cause->second) {
          notes.emplace_back(one.note, consequence_for(one.count));
        }
        finding.text = with_notes(all_.front().report.format, finding.text, notes);
      }
    }
  }

  std::vector<Given>& all_;
};

void write_json(const std::vector<Given>& all, const Merging& whole, std::ostream& out) {
  const auto text = [](const ShardFinding& finding) -> const std::string& { return finding.text; };
  std::vector<std::string_view> connections;
  for (const Given& given : all) {
    connections.insert(connections.end(), given.report.connections.begin(),
                       given.report.connections.end());
  }
  const ShardReport& first = all.front().report;
  JsonDocument document{
      .tool = first.members.front().second,
      .diagnostics = [&](std::ostream& to) { write_array(to, whole.told, "  ", text); },
      .connections =
          [&](std::ostream& to) {
            write_array(to, connections, "  ", [](std::string_view one) { return one; });
          },
      .summary = summary_json(whole.summary, first.shows_suppressed)};
  if (first.shows_suppressed) {
    document.suppressed = [&](std::ostream& to) { write_array(to, whole.suppressed, "  ", text); };
  }
  document.write(out);
}

void write_sarif(const std::vector<Given>& all, const Merging& whole, std::ostream& out) {
  const SarifDocument document{.members = all.front().report.members,
                               .results = [&](std::ostream& to) {
                                 std::string_view separator = "\n";
                                 for (const Findings* list : {&whole.told, &whole.suppressed}) {
                                   for (const ShardFinding& finding : *list) {
                                     to << separator << finding.text;
                                     separator = ",\n";
                                   }
                                 }
                               }};
  document.write(out);
}

}  // namespace

std::string_view to_string(MergeFormat format) {
  return format == MergeFormat::json ? "json" : "sarif";
}

std::optional<MergeFormat> merge_format_named(std::string_view name) {
  for (const MergeFormat format : {MergeFormat::json, MergeFormat::sarif}) {
    if (name == to_string(format)) return format;
  }
  return std::nullopt;
}

Result<Merged> merge(const std::vector<std::string>& files, std::optional<MergeFormat> wanted,
                     std::ostream& out) {
  Result<std::vector<Given>> all = read_all(files);
  if (!all) return tl::unexpected(all.error());
  const Given& first = all->front();
  if (wanted && *wanted != first.report.format) {
    return tl::unexpected(
        Error{.what = fmt::format("'{}' is {}, and cannot be merged as {}", printable(first.file),
                                  to_string(first.report.format), to_string(*wanted))});
  }
  Merging whole(*all);
  whole.run();
  (first.report.format == MergeFormat::json ? write_json : write_sarif)(*all, whole, out);
  Merged merged{.worth_failing = first.report.fail_on != Threshold::never &&
                                 std::ranges::any_of(whole.told,
                                                     [&](const ShardFinding& finding) {
                                                       return reaches(finding.severity,
                                                                      first.report.fail_on);
                                                     }),
                .troubles = first.report.troubles};
  if (!whole.stale.empty()) {
    merged.remarks.push_back(stale_remark(first.report.baseline, whole.stale));
  }
  return merged;
}

}  // namespace ampslint
