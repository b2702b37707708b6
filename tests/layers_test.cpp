// Who may include whom in src/, as a table.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

namespace ampslint::testing {
namespace {

namespace fs = std::filesystem;

using Layers = std::map<std::string, std::set<std::string>>;

/// The folders whose headers a folder may include; "" is the root of src/.
const Layers allowed{
    {"", {"", "load", "model", "check", "report", "probe"}},
    {"load", {"", "load"}},
    {"model", {"", "load", "model"}},
    {"check", {"", "load", "model", "check"}},
    {"probe", {"", "model", "probe"}},
    {"report", {"", "load", "model", "check", "report"}},
    {"cli", {"", "cli"}},
};

std::string folder_of(const std::string& include) {
  const std::size_t slash = include.find('/');
  return slash == std::string::npos ? "" : include.substr(0, slash);
}

void expect_allowed(const fs::path& file, const std::string& folder, const Layers& table) {
  const bool is_public = file.stem().string().starts_with("ampslint");
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("#include \"")) continue;
    const std::string include = line.substr(10, line.rfind('"') - 10);
    const bool words_only = folder.empty() && !is_public;
    const std::string from = folder_of(include);
    EXPECT_TRUE(words_only ? from.empty() : table.at(folder).contains(from))
        << file << " includes " << include;
  }
}

TEST(Layers, IncludeDownwardsOnly) {
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(AMPSLINT_SOURCE_DIR "/src")) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".hpp" && extension != ".cpp") continue;
    const fs::path relative = fs::relative(entry.path(), AMPSLINT_SOURCE_DIR "/src");
    expect_allowed(entry.path(), folder_of(relative.string()), allowed);
    ++files;
  }
  EXPECT_GT(files, 40U);
}

TEST(Layers, RulesKnowNothingOfOutput) {
  for (const auto& entry : fs::directory_iterator(AMPSLINT_SOURCE_DIR "/rules")) {
    if (entry.path().extension() != ".cpp") continue;
    expect_allowed(entry.path(), "rules", {{"rules", {"", "check", "model", "load"}}});
  }
}

/// Each heavy library stays behind one place.
TEST(Layers, HeavyLibrariesStayInTheirPlace) {
  const std::map<std::string, std::vector<std::string>> places{
      {"<pugixml.hpp>", {"load/xml.cpp"}},
      {"<CLI/", {"cli/"}},
      {"<nlohmann/", {"report/", "probe/"}},
      {"<boost/", {"probe/"}},
      {"<openssl/", {"probe/"}},
      {"<zlib.h>", {"probe/"}},
      {"<pcre2.h>", {"pattern.cpp"}}};
  for (const auto& entry : fs::recursive_directory_iterator(AMPSLINT_SOURCE_DIR "/src")) {
    if (!entry.is_regular_file()) continue;
    const std::string relative = fs::relative(entry.path(), AMPSLINT_SOURCE_DIR "/src").string();
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
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
