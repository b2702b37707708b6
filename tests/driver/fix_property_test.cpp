// Fixes do good only, whatever the configuration: the rules' examples, changed at random from a
// fixed seed.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "driver/fix.hpp"
#include "support/examples.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

/// How many findings each rule has that are at least as bad.
std::map<std::uint16_t, int> counts(const LintResult& result, Severity least) {
  std::map<std::uint16_t, int> counts;
  for (const Diagnostic& found : result.diagnostics) {
    if (found.severity >= least) ++counts[found.rule];
  }
  return counts;
}

void expect_no_more(const LintResult& before, const LintResult& after, Severity least,
                    const std::string& about) {
  std::map<std::uint16_t, int> had = counts(before, least);
  for (const auto& [rule, number] : counts(after, least)) {
    EXPECT_LE(number, had[rule]) << all_rules()[rule].id << about;
  }
}

/// The worst finding that has a fix of the wanted kind.
std::optional<Severity> worst(const LintResult& result, Fixes wanted) {
  std::optional<Severity> worst;
  for (const Diagnostic& found : result.diagnostics) {
    if (!found.fix || (wanted == Fixes::safe && !found.fix->safe)) continue;
    worst = std::max(worst, found.severity);
  }
  return worst;
}

class FixProperty : public ::testing::Test {
 protected:
  /// Tries the fixes of one wish; how many findings were fixed.
  std::size_t fixed(const std::string& configuration, const std::string& clients, Fixes wanted) {
    Request request;
    request.paths = {folder_.write("amps.xml", configuration)};
    if (!clients.empty()) request.client_files = {folder_.write("clients.txt", clients)};
    request.rules.presets = {Preset::pedantic};
    const std::string about = "\n" + configuration + clients;
    const Result<Fixing> fixing = find_fixes(request, wanted);
    EXPECT_TRUE(fixing.has_value()) << about;
    if (!fixing) return 0;
    const std::optional<Severity> least = worst(fixing->reported, wanted);
    EXPECT_EQ(fixing->findings > 0, !fixing->files.empty()) << about;
    if (!least) {
      EXPECT_EQ(fixing->findings, 0U) << about;
      return 0;
    }
    // What a fix brings to light is less bad than what it fixes, and can be fixed in turn.
    request.files = fixing->texts.get();
    const Result<LintResult> left = lint(request);
    expect_no_more(fixing->reported, *left, *least, about);
    expect_no_more(fixing->reported, *left, Severity::error, about);
    EXPECT_TRUE(!worst(*left, wanted) || !fixing->notices.empty()) << about;
    EXPECT_EQ(find_fixes(request, wanted)->findings, 0U) << about;
    return fixing->findings;
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(FixProperty, AFixRemovesItsFindingAndBringsNoneAsBad) {
  Dealer dealer(20261123);
  std::size_t repaired = 0;
  for (std::size_t round = 0; round < 2; ++round) {
    for (const PageText& page : page_texts()) {
      const Fixes wanted = dealer.one_in(3) ? Fixes::safe : Fixes::all;
      repaired += fixed(mutated(page.configuration, dealer), page.clients, wanted);
      if (HasFailure()) return;
    }
  }
  EXPECT_GT(repaired, 100U);
}

}  // namespace
}  // namespace ampslint::testing
