#include "check/block_checker.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <optional>

#include "base/ascii.hpp"
#include "base/parallel.hpp"
#include "base/placeholder.hpp"
#include "model/clients/percent.hpp"
#include "model/secret_values.hpp"

namespace ampslint {
namespace {

/// Whether it is a password for certain, and not what a broken string makes of its other parts.
bool is_password(std::string_view value) {
  return is_distinctive(value) && !is_digits(value) && first_placeholder(value).empty() &&
         value.find_first_of("/:@?#&='\"`<> \t\r\n") == npos;
}

/// The secret of a string, where it stands and wherever else it does.
void hide_secret(Span secret, Inputs& inputs) {
  inputs.redactor.hide(secret);
  const std::string_view value = inputs.sources.text(secret);
  if (!is_password(value)) return;
  inputs.redactor.hide_value(value);
  if (const auto plain = unescape(value)) inputs.redactor.hide_value(*plain);
}

}  // namespace

BlockChecker::BlockChecker(const Inputs& inputs, const RuleTable& table,
                           std::size_t most_diagnostics, std::size_t threads)
    : context_{.inputs = inputs, .table = table, .most_diagnostics = most_diagnostics} {
  const bool hosts_matter = !inputs.proxies.empty() || context_.index.knows_hosts();
  // Together they take little of what the strings themselves take.
  constexpr std::size_t most_cached = 100'000;
  for (std::size_t i = 0; i < threads; ++i) {
    caches_.emplace_back(hosts_matter, most_cached / threads);
  }
}

BlockedStrings BlockChecker::check(std::span<const StringInput> strings, LintResult& result) {
  BlockedStrings blocked;
  std::atomic<std::size_t> threads = 0;
  // Each thread has a copy of this function, and a cache of its own.
  const auto check_part = [&, own = std::optional<std::size_t>()](std::size_t begin,
                                                                  std::size_t end) mutable {
    if (!own) own = threads++;
    return check_strings(strings.subspan(begin, end - begin), context_, caches_[*own]);
  };
  const auto take = [&](StringFindings&& part) {
    add_findings(std::move(part.found), context_.table, result);
    std::ranges::move(part.connections, std::back_inserter(result.connections));
    for (const Span secret : part.secrets) hide_secret(secret, result.inputs);
    blocked.add(part.blocked);
    result.ran |= part.ran;
  };
  result.connections.reserve(strings.size());
  constexpr std::size_t worth_threads = 100;
  in_parts(strings.size(), strings.size() < worth_threads ? 1 : caches_.size(), check_part, take);
  return blocked;
}

}  // namespace ampslint
