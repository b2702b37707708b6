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
#include <map>
#include <sstream>

#include "base/files.hpp"
#include "driver/fix.hpp"
#include "driver/lint.hpp"
#include "load/env_file.hpp"
#include "pages/observed.hpp"
#include "report/frame.hpp"
#include "support/project.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// What one example runs on, and what it must report.
struct Example {
  std::string rule;
  std::size_t line = 0;
  bool bad = false;
  std::map<std::string, std::string> files;
  std::map<std::string, std::string> modes;  ///< of files that need others than usual
  std::vector<std::string> instances;
  std::string scanned;
  std::string client_kind;
  std::string client_version;
  std::string observed;
  std::string admin;
  std::string running;
  std::string versions;
  std::string rules;
  std::string diagnostics;
  std::size_t diagnostics_begin = 0;  ///< the line behind the opening fence; 0: there is no block
  std::size_t diagnostics_end = 0;

  bool is_live() const { return !observed.empty() || !admin.empty(); }
};

struct Block {
  std::string role;
  std::string name;
  std::string mode;
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;
};

Block read_block(const std::vector<std::string>& lines, std::size_t& at) {
  std::istringstream header(lines[at].substr(3));
  std::string language;
  Block block;
  header >> language >> block.role >> block.name >> block.mode;
  block.begin = ++at;
  for (; at < lines.size() && lines[at] != "```"; ++at) block.text += lines[at] + "\n";
  block.end = at;
  return block;
}

void add_block(Example& example, const Block& block) {
  if (block.role == "instance") {
    const std::string file = block.name.empty() ? "instance" : block.name;
    if (block.name.empty()) example.instances.clear();
    if (std::ranges::find(example.instances, file) == example.instances.end()) {
      example.instances.push_back(file);
    }
    example.files[file] = block.text;
  } else if (block.role == "client") {
    example.client_kind = block.name;
    example.client_version = block.mode;
    example.files["client"] = block.text;
  } else if (block.role == "failover") {
    example.client_kind = block.name;
    example.files["failover"] = block.text;
  } else if (block.role == "scan") {
    example.scanned = block.name;
    example.files[block.name] = block.text;
  } else if (block.role == "version") {
    example.versions = block.text;
  } else if (block.role == "observed") {
    example.observed = block.text;
  } else if (block.role == "admin") {
    example.admin = block.text;
  } else if (block.role == "running") {
    example.running = block.text;
  } else if (block.role == "rules") {
    example.rules = block.text;
  } else if (block.role == "env" || block.role == "workspace") {
    example.files[block.role] = block.text;
  } else if (block.role == "include") {
    example.files[block.name] = block.text;
    if (!block.mode.empty()) example.modes[block.name] = block.mode;
  }
}

std::vector<Example> examples_of(const std::string& rule, const std::string& page) {
  std::vector<Example> examples;
  Example current;
  current.rule = rule;
  bool open = false;
  const auto finish = [&] {
    if (open) examples.push_back(current);
    open = false;
    current.diagnostics.clear();
    current.diagnostics_begin = 0;
  };
  const std::vector<std::string> lines = lines_of(page);
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (lines[at].starts_with("## ")) {
      finish();
      current.bad = lines[at].starts_with("## Bad");
    }
    if (!lines[at].starts_with("```")) continue;
    const Block block = read_block(lines, at);
    if (block.role == "diagnostics") {
      current.diagnostics = block.text;
      current.diagnostics_begin = block.begin;
      current.diagnostics_end = block.end;
      finish();
      continue;
    }
    if (!open) current.line = block.begin;
    open = true;
    add_block(current, block);
  }
  finish();
  return examples;
}

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

void write_files(const Example& example, const TemporaryFolder& folder) {
  for (const auto& [name, text] : example.files) folder.write(name, text);
  for (const auto& [name, mode] : example.modes) {
    fs::permissions(fs::path(folder.path()) / name, fs::perms(std::stoul(mode, nullptr, 8)));
  }
}

/// What an example asks for in the folder of its files.
Request request_of(const Example& example, const std::string& folder) {
  Request request;
  request.rules.select = lines_of(example.rules);
  request.rules.select.push_back(example.rule);
  request.paths = example.instances;
  if (example.files.contains("client")) request.client_files = {"client"};
  if (example.files.contains("failover")) request.failover_files = {"failover"};
  if (!example.scanned.empty()) request.scanned = {example.scanned};
  request.rules.host = true;
  std::istringstream(example.versions) >> request.amps_version >> request.compared_version;
  if (example.versions.empty()) request.amps_version = default_amps_version;
  request.client_version = example.client_version;
  if (!example.client_kind.empty()) request.client_kind = client_kind_named(example.client_kind);
  if (example.files.contains("workspace")) request.workspace = "workspace";
  if (example.files.contains("env")) {
    EXPECT_TRUE(read_env_file("env", read_file(disk(), "env"), request.variables).has_value());
  }
  if (request.paths.empty()) request.paths = {folder};
  request.allows_empty = true;
  return request;
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
