#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "check/check_strings.hpp"

namespace ampslint {

/// Checks connection strings, one block after the other. What they are checked by is made once.
class BlockChecker {
 public:
  /// Against the instances of `inputs`, which have to stay where they are.
  BlockChecker(const Inputs& inputs, const RuleTable& table, std::size_t most_diagnostics,
               std::size_t threads);

  /// Adds what is found; the strings that cannot be checked are returned.
  BlockedStrings check(std::span<const StringInput> strings, LintResult& result);

 private:
  CheckContext context_;
  std::vector<VerdictCache> caches_;  ///< one for each thread
};

}  // namespace ampslint
