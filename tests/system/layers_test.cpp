// The house: its floors, and who may include whom.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "support/project.hpp"

namespace ampslint::testing {
namespace {

namespace fs = std::filesystem;

/// From the ground up. A folder includes itself and what lies on the floors below its own.
const std::vector<std::vector<std::string>> floors{
    {"ampslint"},        {"base"},   {"host", "load"}, {"model"}, {"scan", "check", "probe"},
    {"rules", "report"}, {"driver"}, {"lsp"},          {"cli"},
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
      EXPECT_TRUE(from == "ampslint" || from == "base" || from == "lsp" || from == "cli")
          << file << ": " << line;
    }
  }
  for (const fs::path& file : files_below("src/lsp")) {
    for (const std::string& line : lines_of(file)) {
      if (!line.starts_with("#include \"")) continue;
      const std::string from = first_part(line.substr(10));
      EXPECT_TRUE(from == "ampslint" || from == "lsp") << file << ": " << line;
    }
  }
}

/// Inputs are read through a FileReader; `host` has the one of the disk.
TEST(Layers, NothingBetweenOpensFiles) {
  for (const std::string folder : {"load", "model", "scan", "check", "driver"}) {
    for (const fs::path& file : files_below("src/" + folder)) {
      for (const std::string& line : lines_of(file)) {
        for (const char* word : {"<fstream>", "fs::exists", "directory_iterator", "canonical(",
                                 "current_path", "is_regular_file"}) {
          EXPECT_EQ(line.find(word), std::string::npos) << file << ": " << line;
        }
      }
    }
  }
}

TEST(Layers, RulesIncludeDownwardsOnly) {
  for (const fs::path& file : files_below("rules")) expect_downwards(file, "rules");
}

/// Each heavy library stays behind one place.
TEST(Layers, HeavyLibrariesStayInTheirPlace) {
  const std::map<std::string, std::vector<std::string>> places{
      {"<pugixml.hpp>", {"load/xml/tree.cpp", "load/xml/xpath.cpp"}},
      {"<CLI/", {"cli/"}},
      {"<nlohmann/", {"report/", "probe/", "lsp/", "check/baseline.cpp", "check/json_depth.cpp"}},
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

/// A function of namespace scope or a class that a line begins to declare or define; else nothing.
std::string name_begun(const std::string& line) {
  static const std::regex type("(?:struct|class) ([A-Za-z_]\\w*).*\\{");
  static const std::regex function(
      "(?! |#|template|inline|constexpr|static|using|return)[\\w:<>,&* ]+?[ &*>]"
      "((?:\\w+::)*\\w+)\\(.*");
  std::smatch found;
  const bool named = std::regex_match(line, found, type) || std::regex_match(line, found, function);
  return named ? found[1].str() : std::string();
}

/// The functions that a file defines for others, members under their class.
std::set<std::string> names_in(const fs::path& file) {
  std::set<std::string> names;
  bool hidden = false;
  for (const std::string& line : lines_of(file)) {
    if (line == "namespace {" || line == "}  // namespace") hidden = line == "namespace {";
    const std::string name = hidden ? std::string() : name_begun(line);
    if (!name.empty()) names.insert(name.substr(0, name.find("::")));
  }
  return names;
}

/// `report_json` is found in `json.cpp`, whoever declares it.
bool is_named_after(const std::string& function, const fs::path& file) {
  return ("_" + function + "_").find("_" + file.stem().string() + "_") != std::string::npos;
}

/// `instance_admin.cpp` would be a part of `instance.hpp`.
bool is_part_of(const fs::path& file, const fs::path& header) {
  const fs::path own = fs::path(file).replace_extension(".hpp");
  return header == own || (header.parent_path() == file.parent_path() &&
                           file.stem().string().starts_with(header.stem().string() + "_"));
}

TEST(Layers, FunctionsAreDefinedWhereTheyAreDeclared) {
  std::map<std::string, std::vector<fs::path>> headers;
  const std::vector<fs::path> files = files_below("src");
  for (const fs::path& file : files) {
    if (file.extension() != ".hpp") continue;
    for (const std::string& name : names_in(file)) headers[name].push_back(file);
  }
  for (const fs::path& file : files) {
    // The functions of the library, in driver/, bear the names of those that they call.
    const bool library = first_part(fs::relative(file, project_path("src"))) == "driver";
    if (file.extension() != ".cpp" || library) continue;
    for (const std::string& name : names_in(file)) {
      const auto in = [&](const fs::path& header) { return is_part_of(file, header); };
      const auto declared = headers.find(name);
      if (declared == headers.end() || is_named_after(name, file)) continue;
      EXPECT_TRUE(std::ranges::any_of(declared->second, in))
          << name << " is declared in " << declared->second.front() << ", defined in " << file;
    }
  }
}

}  // namespace
}  // namespace ampslint::testing
