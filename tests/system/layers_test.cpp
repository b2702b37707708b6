// The house: its floors, and who may include whom.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "support/project.hpp"

namespace ampslint::testing {
namespace {

namespace fs = std::filesystem;

/// From the ground up. A folder includes itself and what lies on the floors below its own.
const std::vector<std::vector<std::string>> floors{
    {"ampslint"},        {"base"},   {"host"}, {"load"}, {"model"}, {"scan", "check", "probe"},
    {"rules", "report"}, {"driver"}, {"cli"},
};

/// The number of a folder's floor; nothing for a folder that is on none.
std::size_t floor_of(const std::string& folder) {
  const auto holds = [&](const auto& floor) { return std::ranges::count(floor, folder) != 0; };
  return static_cast<std::size_t>(std::ranges::find_if(floors, holds) - floors.begin());
}

std::string first_part(const fs::path& path) { return path.begin()->string(); }

std::vector<std::string> lines_of(const fs::path& file) {
  std::vector<std::string> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// The C++ files below a folder of the project.
std::vector<fs::path> files_below(const std::string& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(project_path(folder))) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".hpp" || extension == ".cpp") files.push_back(entry.path());
  }
  return files;
}

void expect_downwards(const fs::path& file, const std::string& folder) {
  ASSERT_LT(floor_of(folder), floors.size()) << file << " stands on no floor";
  for (const std::string& line : lines_of(file)) {
    if (!line.starts_with("#include \"")) continue;
    const std::string include = line.substr(10, line.rfind('"') - 10);
    // What only rules use is included as "support/…".
    const std::string from = include.starts_with("support/") ? "rules" : first_part(include);
    EXPECT_TRUE(from == folder || floor_of(from) < floor_of(folder))
        << file << " includes " << include;
  }
}

TEST(Layers, IncludeDownwardsOnly) {
  const std::vector<fs::path> files = files_below("src");
  for (const fs::path& file : files) {
    expect_downwards(file, first_part(fs::relative(file, project_path("src"))));
  }
  EXPECT_GT(files.size(), 200U);
}

/// The program is a client of the library, like anybody's.
TEST(Layers, TheProgramIncludesTheLibraryOnly) {
  for (const fs::path& file : files_below("src/cli")) {
    for (const std::string& line : lines_of(file)) {
      if (!line.starts_with("#include \"")) continue;
      const std::string from = first_part(line.substr(10));
      EXPECT_TRUE(from == "ampslint" || from == "base" || from == "cli") << file << ": " << line;
    }
  }
}

TEST(Layers, RulesIncludeDownwardsOnly) {
  for (const fs::path& file : files_below("rules")) expect_downwards(file, "rules");
}

/// Each heavy library stays behind one place.
TEST(Layers, HeavyLibrariesStayInTheirPlace) {
  const std::map<std::string, std::vector<std::string>> places{
      {"<pugixml.hpp>", {"load/xml/tree.cpp"}},
      {"<CLI/", {"cli/"}},
      {"<nlohmann/", {"report/", "probe/", "check/baseline.cpp", "check/json_depth.cpp"}},
      {"<boost/", {"probe/"}},
      {"<openssl/", {"probe/"}},
      {"<zlib.h>", {"probe/"}},
      {"<pcre2.h>", {"base/regex.cpp"}},
      {"<seccomp.h>", {"cli/sandbox.cpp"}},
      {"<md4c.h>", {"report/html/pages_to_html.cpp"}}};
  for (const fs::path& file : files_below("src")) {
    const std::string relative = fs::relative(file, project_path("src")).string();
    for (const std::string& line : lines_of(file)) {
      for (const auto& [library, allowed_in] : places) {
        if (line.find("#include " + library) == std::string::npos) continue;
        const bool fine = std::ranges::any_of(
            allowed_in, [&](const std::string& place) { return relative.starts_with(place); });
        EXPECT_TRUE(fine) << relative << " includes " << library;
      }
    }
  }
}

}  // namespace
}  // namespace ampslint::testing
