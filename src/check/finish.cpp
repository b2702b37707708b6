#include "check/finish.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <tuple>

#include "check/suppressions.hpp"

namespace ampslint {
namespace {

/// The sources' places in an order by path, so that sorting compares numbers.
std::vector<std::uint32_t> path_ranks(const Sources& sources) {
  std::vector<SourceId> order(sources.size());
  for (SourceId id = 0; id < order.size(); ++id) order[id] = id;
  const auto key = [&sources](SourceId id) {
    return std::tie(sources[id].path, sources[id].first_line);
  };
  std::ranges::stable_sort(order, [&](SourceId a, SourceId b) { return key(a) < key(b); });
  std::vector<std::uint32_t> ranks(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    const bool same = i > 0 && key(order[i]) == key(order[i - 1]);
    ranks[order[i]] = same ? ranks[order[i - 1]] : i;
  }
  return ranks;
}

/// By path, start, rule; what is said twice of one place (a file included twice) is kept once.
template <typename Items, typename DiagnosticOf>
void sort_by_place(Items& items, const std::vector<std::uint32_t>& ranks, const Inputs& inputs,
                   DiagnosticOf of) {
  const auto key = [&](const auto& item) {
    const Diagnostic& d = std::invoke(of, item);
    return std::tuple(ranks[d.where.source], d.where.begin, inputs.rule_of(d).id, d.where.end,
                      std::string_view(d.message));
  };
  std::ranges::stable_sort(items, {}, key);
  const auto repeated = std::ranges::unique(items, {}, key);
  items.erase(repeated.begin(), repeated.end());
}

void count_severities(LintResult& result) {
  result.summary.severities = result.unreported;
  for (const Diagnostic& diagnostic : result.diagnostics) {
    ++result.summary.severities.at(static_cast<std::size_t>(*diagnostic.severity));
  }
}

void count(LintResult& result) {
  Summary& summary = result.summary;
  summary.instances = static_cast<std::size_t>(
      std::ranges::count_if(result.inputs.instances, [](const auto& i) { return i->readable; }));
  for (const auto& instance : result.inputs.instances)
    summary.transports += instance->transports.size();
  summary.connections = result.connections.size();
  count_severities(result);
  summary.suppressed = result.suppressed.size();
  for (const Connection& connection : result.connections) {
    ++summary.verdicts.at(static_cast<std::size_t>(connection.verdict));
  }
}

/// Drops what is not reported in its file, and gives the rest the severities that were asked for.
void settle_levels(const RuleTable& table, LintResult& result) {
  std::map<SourceId, std::optional<RuleTable::Levels>> by_file;
  const auto levels_at = [&](SourceId source) -> const RuleTable::Levels& {
    const auto [at, is_new] = by_file.try_emplace(source);
    if (is_new) at->second = table.at(result.inputs.sources[source].path);
    return at->second ? *at->second : table.usual();
  };
  std::erase_if(result.diagnostics, [&](const Diagnostic& diagnostic) {
    return !levels_at(diagnostic.where.source).enabled(diagnostic.rule);
  });
  const auto settle = [&](Diagnostic& diagnostic) {
    const auto severity = levels_at(diagnostic.where.source).severity(diagnostic.rule);
    if (severity) diagnostic.severity = severity;
  };
  for (Diagnostic& diagnostic : result.diagnostics) settle(diagnostic);
  for (Suppressed& suppressed : result.suppressed) settle(suppressed.diagnostic);
}

/// Of the sources with findings, frames and patches will be shown.
void hide_named_secrets(LintResult& result) {
  const auto hide_in = [&result](const Diagnostic& diagnostic) {
    result.inputs.redactor.hide_named(result.inputs.sources, diagnostic.where.source);
    for (const Note& note : diagnostic.notes) {
      result.inputs.redactor.hide_named(result.inputs.sources, note.where.source);
    }
  };
  std::ranges::for_each(result.diagnostics, hide_in);
  for (const Suppressed& suppressed : result.suppressed) hide_in(suppressed.diagnostic);
}

void clean(LintResult& result) {
  hide_named_secrets(result);
  clean_policies(result.inputs);
  Surroundings surroundings(result.inputs.redactor, result.inputs.sources);
  for (Diagnostic& diagnostic : result.diagnostics) clean(diagnostic, surroundings);
  for (Suppressed& suppressed : result.suppressed) clean(suppressed.diagnostic, surroundings);
  for (InputError& error : result.errors) {
    error.message = result.inputs.redactor.clean(std::move(error.message));
  }
  for (std::string& notice : result.notices) {
    notice = result.inputs.redactor.clean(std::move(notice));
  }
}

}  // namespace

void clean(Diagnostic& diagnostic, Surroundings& surroundings) {
  std::vector<Span> places{diagnostic.where};
  for (const Note& note : diagnostic.notes) places.push_back(note.where);
  const auto clean_words = [&](std::string& words) {
    words = surroundings.clean(std::move(words), places);
  };
  clean_words(diagnostic.message);
  for (Note& note : diagnostic.notes) clean_words(note.message);
}

// A page that is clean stays: little is kept twice, however often this is called.
void clean_policies(Inputs& inputs) {
  for (std::size_t i = all_rules().size(); i < inputs.rules.size(); ++i) {
    std::string hidden = inputs.redactor.hidden(std::string(inputs.rules[i].page));
    if (hidden == inputs.rules[i].page) continue;
    std::vector<NamedRule> rules(inputs.rules.begin(), inputs.rules.end());
    rules[i].page = inputs.kept(hidden);
    inputs.rules = inputs.kept(rules);
  }
}

void finish(const RuleTable& table, LintResult& result) {
  suppress(table, result);
  clean(result);
  settle_levels(table, result);
  const std::vector<std::uint32_t> ranks = path_ranks(result.inputs.sources);
  sort_by_place(result.diagnostics, ranks, result.inputs, std::identity());
  sort_by_place(result.suppressed, ranks, result.inputs, &Suppressed::diagnostic);
  count(result);
}

namespace {

void keep_at_most(std::size_t most, std::vector<Diagnostic>& found,
                  Diagnostics::Counts& unreported) {
  for (std::size_t i = most; i < found.size(); ++i) {
    ++unreported.at(static_cast<std::size_t>(*found[i].severity));
  }
  if (found.size() > most) found.resize(most);
}

}  // namespace

void keep_at_most(std::size_t most, LintResult& result) {
  keep_at_most(most, result.diagnostics, result.unreported);
}

void keep_within_limit(std::size_t most, const RuleTable& table, std::vector<Diagnostic>& found,
                       Diagnostics::Counts& unreported) {
  if (found.size() <= most) return;
  const auto beyond = found.begin() + static_cast<std::ptrdiff_t>(most);
  found.erase(
      std::remove_if(beyond, found.end(),
                     [&](const Diagnostic& one) { return !table.usual().enabled(one.rule); }),
      found.end());
  std::for_each(beyond, found.end(), [&](Diagnostic& one) {
    if (const auto asked = table.usual().severity(one.rule)) one.severity = asked;
  });
  keep_at_most(most, found, unreported);
}

void keep_within_limit(std::size_t most, const RuleTable& table, Diagnostics& found,
                       Diagnostics::Counts& unreported) {
  keep_within_limit(most, table, found.kept(), unreported);
  const Diagnostics::Counts beyond = found.take_beyond();
  const RuleTable::Levels& levels = table.usual();
  if (!levels.enabled(found.last_rule())) return;
  const std::optional<Severity> asked = levels.severity(found.last_rule());
  for (std::size_t i = 0; i < beyond.size(); ++i) {
    unreported.at(asked ? static_cast<std::size_t>(*asked) : i) += beyond.at(i);
  }
}

void leave_out(LintResult& result, const std::function<bool(const Diagnostic&)>& unwanted) {
  std::erase_if(result.diagnostics, unwanted);
  count_severities(result);
}

}  // namespace ampslint
