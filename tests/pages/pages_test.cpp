// Every rule's page is its test. Fenced blocks are named by their second word: `instance`,
// `client`, `failover` (a list used together), `env`, `include NAME [MODE]` (any other file, MODE
// as chmod takes it), `version` (of the server; two: compared), `observed` (what a probe saw),
// `scan NAME` (a file that is searched), `workspace` (its file), `admin` (what an Admin interface
// answered), `running` (and its config.xml), `rules` (others that run, too), `diagnostics`. Under a
// heading `## Bad…` the diagnostics must be reported to the letter; under `## Good…` nothing may be
// reported. A block keeps the last one of its role when left out; a third word of `client` is the
// client kind and a fourth its version, of `instance` a file name for more than one instance.
// UPDATE_PAGES=1 rewrites the `diagnostics` blocks.
#include "pages/pages.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "driver/fix.hpp"
#include "driver/lint.hpp"
#include "pages/example.hpp"
#include "pages/observed.hpp"
#include "report/frame.hpp"
#include "support/project.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

namespace fs = std::filesystem;

std::string rendered(const LintResult& result) {
  std::string text;
  for (const Diagnostic& diagnostic : result.diagnostics) {
    text += one_line(result, diagnostic) + "\n";
    for (const Note& note : diagnostic.notes) {
      text += fmt::format("{}: note: {}\n", place(result.inputs.sources, note.where), note.message);
    }
    if (!diagnostic.fix) continue;
    for (const Edit& edit : diagnostic.fix->edits) {
      text += fmt::format("{}: {}: '{}' -> '{}'\n", place(result.inputs.sources, edit.where),
                          diagnostic.fix->safe ? "fix" : "suggestion",
                          result.inputs.shown(edit.where), edit.text);
    }
  }
  return text;
}

Result<LintResult> checked_live(const Request& request, const Example& example) {
  std::vector<Observation> seen;
  if (!example.observed.empty()) seen = read_observations(example.observed);
  std::optional<AdminSeen> admin;
  if (!example.admin.empty()) {
    admin = read_admin(example.admin);
    admin->configuration = example.running;
  }
  return check_observed(request, std::move(seen), std::move(admin));
}

std::string run(const Example& example) {
  const TemporaryFolder folder;
  write_files(example, folder);
  const InFolder in(folder.path());
  const Request request = request_of(example, folder.path());
  const Result<LintResult> result =
      example.is_live() ? checked_live(request, example) : lint(request);
  EXPECT_TRUE(result.has_value());
  EXPECT_TRUE(result->errors.empty());
  for (const Diagnostic& diagnostic : result->diagnostics) {
    EXPECT_TRUE(!diagnostic.fix || all_rules()[diagnostic.rule].rule.fixable)
        << "a rule that makes fixes must say so";
  }
  return rendered(*result);
}

/// The fixes that an example shows must repair what they are for and bring nothing else, and those
/// that are called safe may not need the others.
void expect_fixes_work(const Example& example) {
  const TemporaryFolder folder;
  write_files(example, folder);
  const InFolder in(folder.path());
  const Request request = request_of(example, folder.path());
  const Result<LintResult> before = lint(request);
  ASSERT_TRUE(before.has_value());
  for (const Fixes wanted : {Fixes::safe, Fixes::all}) {
    const auto has_fix = [wanted](const Diagnostic& found) {
      return found.fix && (found.fix->safe || wanted == Fixes::all);
    };
    const auto expected = std::ranges::count_if(before->diagnostics, has_fix);
    const Result<Fixing> fixing = find_fixes(request, wanted);
    ASSERT_TRUE(fixing.has_value());
    for (const std::string& notice : fixing->notices) ADD_FAILURE() << notice;
    EXPECT_GE(fixing->findings, static_cast<std::size_t>(expected));
    if (expected == 0) continue;
    Request again = request;
    again.files = fixing->texts.get();
    const Result<LintResult> left = lint(again);
    ASSERT_TRUE(left.has_value());
    EXPECT_EQ(std::ranges::count_if(left->diagnostics, has_fix), 0) << rendered(*left);
    EXPECT_LE(left->diagnostics.size() + fixing->findings, before->diagnostics.size());
  }
}

void rewrite(const Example& example, const std::string& text) {
  const fs::path path = project_path("rules/" + example.rule + ".md");
  std::ifstream in(path);
  std::stringstream page;
  page << in.rdbuf();
  const std::string before = "```text diagnostics\n" + example.diagnostics + "```";
  const std::string after = "```text diagnostics\n" + text + "```";
  std::string all = page.str();
  const std::size_t at = all.find(before);
  if (at != std::string::npos) all.replace(at, before.size(), after);
  std::ofstream(path) << all;
}

class PageTest : public ::testing::Test {
 public:
  explicit PageTest(Example example) : example_(std::move(example)) {}
  void TestBody() override {
    const std::string reported = run(example_);
    if (!example_.bad) {
      EXPECT_EQ(reported, "");
      return;
    }
    if (std::getenv("UPDATE_PAGES") != nullptr && example_.diagnostics_begin > 0) {
      rewrite(example_, reported);
      return;
    }
    EXPECT_NE(reported, "") << "a bad example must be reported";
    EXPECT_EQ(reported, example_.diagnostics);
    if (!example_.is_live()) expect_fixes_work(example_);
  }

 private:
  Example example_;
};

TEST(Pages, EveryRuleIsShownSpeakingAndSilent) {
  for (const NamedRule& rule : all_rules()) {
    const std::string page(rule.page);
    const std::vector<Example> examples = examples_of(std::string(rule.id), page);
    EXPECT_TRUE(page.starts_with(fmt::format("# {}\n\n", rule.id))) << rule.id;
    EXPECT_FALSE(summary(rule).empty()) << rule.id;
    EXPECT_TRUE(std::ranges::any_of(examples, &Example::bad)) << rule.id << " has no bad example";
    EXPECT_FALSE(std::ranges::all_of(examples, &Example::bad)) << rule.id << " has no good example";
  }
}

TEST(Pages, FixableIsShown) {
  for (const NamedRule& rule : all_rules()) {
    if (!rule.rule.fixable) continue;
    const bool shown = rule.page.find(": fix: ") != std::string_view::npos ||
                       rule.page.find(": suggestion: ") != std::string_view::npos;
    EXPECT_TRUE(shown) << rule.id << " says that it makes fixes but shows none";
  }
}

}  // namespace

void register_page_tests() {
  for (const NamedRule& rule : all_rules()) {
    for (const Example& example : examples_of(std::string(rule.id), std::string(rule.page))) {
      const std::string name = fmt::format("{}:{}", rule.id, example.line);
      ::testing::RegisterTest("Page", name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                              [example]() -> PageTest* { return new PageTest(example); });
    }
  }
}

}  // namespace ampslint::testing
