#include "cli/ci_service.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "base/files.hpp"

namespace ampslint {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

bool runs_in_ci() { return variable("CI") == "true" || variable("CI") == "1"; }

std::string repository_root() {
  std::error_code failed;
  const std::filesystem::path here = disk().key(".");
  for (const char* name : {"GITHUB_WORKSPACE", "CI_PROJECT_DIR"}) {
    const std::filesystem::path root = variable(name);
    if (!root.is_absolute()) continue;
    const std::filesystem::path real = std::filesystem::weakly_canonical(root, failed);
    const auto [below, above] = std::ranges::mismatch(real, here);
    if (below == real.end() || above == here.end()) return real.string();
  }
  return repository_of(disk(), here).string();
}

void choose_outputs(Options& options) {
  options.outputs.push_back({.format = "text", .file = {}});
  if (variable("GITHUB_ACTIONS") == "true") {
    options.outputs.push_back({.format = "github", .file = {}});
    const std::string summary = variable("GITHUB_STEP_SUMMARY");
    if (!summary.empty()) {
      options.outputs.push_back(
          {.format = "markdown", .file = summary, .service = Service::appended_to});
    }
  } else if (variable("GITLAB_CI") == "true") {
    // The name that GitLab's own templates give the report.
    const std::string report = "gl-code-quality-report.json";
    options.outputs.push_back({.format = "gitlab",
                               .file = report,
                               .service = Service::replaced,
                               .notice = "the Code Quality report is in '" + report + "'"});
  }
}

}  // namespace ampslint
