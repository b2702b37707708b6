// Configurations that real servers run, and connection strings that real programs use, where the
// folder with them stands beside the project; and the project's own corpus.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "driver/lint.hpp"
#include "report/frame.hpp"
#include "support/project.hpp"
#include "support/temporary.hpp"

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

/// The text with the first element of that name renamed, both of its tags.
std::string with_renamed(const std::string& text, const std::string& name,
                         const std::string& other) {
  const std::size_t begin = text.find("<" + name + ">");
  std::string renamed = text;
  std::size_t depth = 0;
  for (std::size_t at = begin; at < text.size(); ++at) {
    const bool opens = text.compare(at, name.size() + 2, "<" + name + ">") == 0;
    const bool closes = text.compare(at, name.size() + 3, "</" + name + ">") == 0;
    if (opens) ++depth;
    if (!closes || --depth > 0) continue;
    renamed.replace(at + 2, name.size(), other);
    break;
  }
  return renamed.replace(begin + 1, name.size(), other);
}

/// The one configuration with every element has no finding, and each slip in it has one.
TEST(OwnCorpus, EveryElementIsKnown) {
  std::stringstream text;
  text << std::ifstream(project_path("corpus/reference/every-element.xml")).rdbuf();
  const TemporaryFolder folder;
  const auto findings_in = [&folder](const std::string& configuration) {
    Request request;
    request.paths = {folder.write("amps.xml", configuration)};
    const Result<LintResult> result = lint(request);
    std::string findings;
    for (const Diagnostic& diagnostic : result->diagnostics) {
      findings += one_line(*result, diagnostic) + "\n";
    }
    return findings;
  };
  EXPECT_EQ(findings_in(text.str()), "");
  std::set<std::string> names;
  static const std::regex start("<([A-Za-z_]+)>");
  const std::string all = text.str();
  for (std::sregex_iterator at(all.begin(), all.end(), start), end; at != end; ++at) {
    names.insert((*at)[1].str());
  }
  names.erase("AMPSConfig");
  EXPECT_GE(names.size(), 150U);
  for (const std::string& name : names) {
    const std::string other = name.substr(0, name.size() - 1) + (name.back() == 'x' ? 'y' : 'x');
    EXPECT_NE(findings_in(with_renamed(all, name, other)).find("'" + other + "'"),
              std::string::npos)
        << name;
  }
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
