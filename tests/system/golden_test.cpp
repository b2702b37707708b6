// Whole runs of the tool: tests/golden/<case>/ holds `command` (a shell line), what it reads, and
// the expected `out`, `err` and `status`. UPDATE_GOLDEN=1 writes them anew: the diff is what the
// reviewer reads.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/process.hpp"
#include "support/project.hpp"

namespace ampslint::testing {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(project_path("tests/golden"))) {
    names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

/// The version is the build's alone.
std::string without_version(std::string text) {
  for (const std::string before : {"ampslint ", "\"version\":\"", "\"version\": \""}) {
    const std::string shown = before + AMPSLINT_VERSION;
    for (std::size_t at = 0; (at = text.find(shown, at)) != std::string::npos;) {
      text.replace(at, shown.size(), before + "VERSION");
    }
  }
  return text;
}

class Golden : public ::testing::TestWithParam<std::string> {};

TEST_P(Golden, RunsAsExpected) {
  const std::string folder = project_path("tests/golden/" + GetParam());
  Ran run = run_ampslint(read_text(folder + "/command"), folder);
  run.out = without_version(run.out);
  const std::string status = std::to_string(run.status) + "\n";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(folder + "/out") << run.out;
    std::ofstream(folder + "/err") << run.err;
    std::ofstream(folder + "/status") << status;
    return;
  }
  EXPECT_EQ(run.out, read_text(folder + "/out"));
  EXPECT_EQ(run.err, read_text(folder + "/err"));
  EXPECT_EQ(status, read_text(folder + "/status"));
}

/// The screen that the README shows is what the tool prints.
TEST(Readme, ShowsWhatIsPrinted) {
  const std::string readme = read_text(project_path("README.md"));
  const std::string printed = read_text(project_path("tests/golden/readme/out"));
  const std::string command = "$ ampslint check corpus/example";
  std::istringstream screen(readme.substr(readme.find(command)));
  std::size_t lines = 0;
  std::string line;
  std::getline(screen, line);
  for (; std::getline(screen, line) && line != "```"; ++lines) {
    if (line.starts_with('[')) continue;
    EXPECT_NE(printed.find(line + "\n"), std::string::npos) << line;
  }
  EXPECT_GT(lines, 20U);
}

INSTANTIATE_TEST_SUITE_P(Case, Golden, ::testing::ValuesIn(cases()), [](const auto& tested) {
  std::string name = tested.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

}  // namespace
}  // namespace ampslint::testing
