// Configurations that real servers run, and connection strings that real programs use, where the
// folder with them stands beside the project; and the project's own corpus.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "driver/lint.hpp"
#include "report/frame.hpp"
#include "support/project.hpp"

namespace ampslint::testing {
namespace {

namespace fs = std::filesystem;

const fs::path real = project_path("../shared/corpus");

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

std::string errors_of(const LintResult& result) {
  std::string errors;
  for (const Diagnostic& diagnostic : result.diagnostics) {
    if (diagnostic.severity == Severity::error) errors += one_line(result, diagnostic) + "\n";
  }
  return errors;
}

TEST(RealCorpus, NoConfigurationHasAnError) {
  if (!fs::exists(real)) GTEST_SKIP() << "no folder " << real;
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(real)) {
    if (entry.path().extension() != ".xml") continue;
    Request request;
    request.paths = {entry.path().string()};
    const Result<LintResult> result = lint(request);
    ASSERT_TRUE(result.has_value());
    EXPECT_EQ(errors_of(*result), "");
    for (const Diagnostic& diagnostic : result->diagnostics) {
      EXPECT_EQ(all_rules()[diagnostic.rule].id, "xml-variable-undefined")
          << one_line(*result, diagnostic);
    }
    ++files;
  }
  EXPECT_GE(files, 9U);
}

TEST(RealCorpus, EveryStringHasItsVerdict) {
  if (!fs::exists(real)) GTEST_SKIP() << "no folder " << real;
  std::ifstream in(real / "connections.tsv");
  std::size_t rows = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("#")) continue;
    const std::vector<std::string> fields = split(line, '\t');
    ASSERT_GE(fields.size(), 3U) << line;
    Request request;
    for (const std::string& path : split(fields[0], ',')) {
      request.paths.push_back((real / path).string());
    }
    request.clients = {fields[1]};
    const Result<LintResult> result = lint(request);
    ASSERT_TRUE(result.has_value());
    EXPECT_EQ(to_string(result->connections.at(0).verdict), fields[2]) << line << "\n"
                                                                       << errors_of(*result);
    ++rows;
  }
  EXPECT_GE(rows, 14U);
}

TEST(OwnCorpus, ValidIsSilent) {
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(project_path("corpus/valid"))) {
    if (entry.path().extension() != ".xml") continue;
    Request request;
    request.paths = {entry.path().string()};
    const Result<LintResult> result = lint(request);
    ASSERT_TRUE(result.has_value());
    for (const Diagnostic& diagnostic : result->diagnostics) {
      ADD_FAILURE() << one_line(*result, diagnostic);
    }
    ++files;
  }
  EXPECT_GT(files, 0U);
}

TEST(OwnCorpus, BrokenIsReported) {
  for (const auto& entry : fs::directory_iterator(project_path("corpus/broken"))) {
    Request request;
    request.paths = {entry.path().string()};
    const Result<LintResult> result = lint(request);
    ASSERT_TRUE(result.has_value());
    EXPECT_TRUE(result->errors.empty());
    EXPECT_NE(errors_of(*result), "") << entry.path();
  }
}

}  // namespace
}  // namespace ampslint::testing
