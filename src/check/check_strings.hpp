#pragma once

#include <bitset>
#include <span>
#include <variant>
#include <vector>

#include "check/apply.hpp"
#include "check/blocked_strings.hpp"
#include "check/match/address_index.hpp"
#include "check/result.hpp"
#include "check/run.hpp"
#include "check/verdict_cache.hpp"

namespace ampslint {

/// What connection strings are checked against. Several threads may use it.
struct CheckContext {
  const Inputs& inputs;
  const RuleTable& table;
  std::size_t most_diagnostics;
  AddressIndex index = AddressIndex(inputs.instances);
  std::vector<RuleOf<StringCheck>> string_rules = rules_that_look_at<StringCheck>();
  std::vector<RuleOf<MatchCheck>> match_rules = rules_that_look_at<MatchCheck>();
  std::vector<RuleOf<ProxiedCheck>> proxied_rules = rules_that_look_at<ProxiedCheck>();
};

/// What is said of some connection strings: a part of a result.
struct StringFindings {
  Findings found;
  std::vector<Connection> connections;
  std::vector<Span> secrets;
  BlockedStrings blocked;
  std::bitset<std::variant_size_v<Check>> ran;
};

/// Checks each by itself, and against the instances. `cache` are of the same context, and get
/// more.
StringFindings check_strings(std::span<const StringInput> strings, const CheckContext& context,
                             VerdictCache& cache);

/// A transport that was considered for a string, and what it came to.
struct Considered {
  const Transport* transport = nullptr;  ///< null: what a proxy's route leads to is not known
  AddressFit fit = AddressFit::elsewhere;
  Verdict verdict = Verdict::refused;
  std::vector<Diagnostic> findings = {};
  bool decides = false;  ///< the verdict on the string is the one on this one
};

/// How one string comes to its verdict.
struct StringSteps {
  std::vector<Diagnostic> alone;       ///< what is found in it by itself
  const Proxy* proxy = nullptr;        ///< at its address; null: it is direct
  std::vector<Considered> considered;  ///< in the order that they were
  Verdict verdict = Verdict::unknown;
};

/// The steps of what `check_strings` does with one string.
StringSteps steps_of(const StringInput& string, const CheckContext& context);

}  // namespace ampslint
