// The ledger of candidate rules, `tests/pages/catalogue.tsv`: a name, and the ids that cover it or
// `declined: reason`.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "check/rule.hpp"
#include "support/project.hpp"

namespace ampslint::testing {
namespace {

namespace fs = std::filesystem;

const fs::path facts = project_path("../shared/facts");
constexpr std::string_view declined = "declined: ";

/// What becomes of each candidate, by its name.
std::map<std::string, std::string> ledger() {
  std::map<std::string, std::string> lines;
  std::ifstream in(project_path("tests/pages/catalogue.tsv"));
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("#")) continue;
    const std::size_t tab = line.find('\t');
    EXPECT_NE(tab, std::string::npos) << line;
    EXPECT_TRUE(lines.emplace(line.substr(0, tab), line.substr(tab + 1)).second) << line;
  }
  return lines;
}

/// The names in the first column of the tables between two headings.
std::set<std::string> names_between(const fs::path& file, const std::string& begin,
                                    const std::string& end) {
  std::set<std::string> names;
  std::ifstream in(file);
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(begin)) inside = true;
    if (line.starts_with(end)) inside = false;
    if (!inside || !line.starts_with("| `")) continue;
    names.insert(line.substr(3, line.find('`', 3) - 3));
  }
  return names;
}

TEST(Catalogue, NamesRulesThatThereAre) {
  for (const auto& [candidate, covered] : ledger()) {
    if (covered.starts_with(declined)) {
      EXPECT_GT(covered.size(), declined.size() + 10) << candidate << " needs a reason";
      continue;
    }
    std::istringstream ids(covered);
    std::size_t count = 0;
    for (std::string id; ids >> id; ++count) {
      EXPECT_NE(std::ranges::find(all_rules(), id, &NamedRule::id), all_rules().end())
          << candidate << ": no rule is called " << id;
    }
    EXPECT_GT(count, 0U) << candidate;
  }
}

TEST(Catalogue, DeclinesNoMoreThanOneInSix) {
  const auto lines = ledger();
  const auto count = std::ranges::count_if(
      lines, [](const auto& line) { return line.second.starts_with(declined); });
  EXPECT_LE(static_cast<std::size_t>(count) * 6, lines.size());
}

TEST(Catalogue, HasALineForEveryCandidate) {
  if (!fs::exists(facts)) GTEST_SKIP() << "no folder " << facts;
  std::set<std::string> names = names_between(facts / "amps-config.md", "## 6.", "## 7.");
  EXPECT_GE(names.size(), 460U);
  const auto clients = names_between(facts / "amps-clients.md", "### 6.1", "### 6.2");
  EXPECT_GE(clients.size(), 79U);
  names.insert(clients.begin(), clients.end());
  const auto elements = names_between(facts / "amps-elements.md", "## 17.", "## 18.");
  EXPECT_GE(elements.size(), 209U);
  names.insert(elements.begin(), elements.end());
  const auto lines = ledger();
  for (const std::string& name : names) EXPECT_TRUE(lines.contains(name)) << name;
  for (const auto& [name, covered] : lines) EXPECT_TRUE(names.contains(name)) << name;
}

}  // namespace
}  // namespace ampslint::testing
