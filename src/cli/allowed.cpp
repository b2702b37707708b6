#include "cli/allowed.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "ampslint/output_file.hpp"
#include "base/files.hpp"

namespace ampslint {
namespace {

/// The folder in which a file is made anew, wherever links lead.
std::string folder_of(const std::string& file) {
  std::error_code failed;
  const std::filesystem::path whole = std::filesystem::absolute(file, failed);
  return std::filesystem::weakly_canonical(whole, failed).parent_path().string();
}

/// Where files are that may be fixed: what is read, and so what is included, is not elsewhere.
std::vector<std::string> fixed_folders(const Options& options) {
  if (!options.lint.confined) return {"/"};
  std::vector<std::string> paths{options.inputs.folder};
  for (const auto* more : {&options.inputs.configurations, &options.inputs.client_lists,
                           &options.inputs.failover_lists, &options.inputs.scanned}) {
    paths.insert(paths.end(), more->begin(), more->end());
  }
  if (!options.lint.workspace.empty()) paths.push_back(options.lint.workspace);
  std::vector<std::string> folders;
  for (const std::string& path : paths) {
    const bool is_folder = disk().kind(path) == FileKind::folder;
    folders.push_back(is_folder ? disk().key(path) : folder_of(path));
    folders.push_back(repository_of(disk(), folders.back()).string());
  }
  return folders;
}

/// Whether something may be a git revision, which git is asked for.
bool names_revision(const Options& options) {
  return options.command == Command::diff &&
         std::ranges::any_of(options.inputs.configurations, [](const std::string& path) {
           return path != "-" && disk().kind(path) == FileKind::nothing;
         });
}

}  // namespace

Allowed allowed_by(const Options& options) {
  Allowed allowed{.written_files = {},
                  .written_folders = {},
                  .programs = !options.lint.since.empty() || names_revision(options)};
  for (const Output& output : options.outputs) {
    if (output.file.empty()) continue;
    if (output.service == Service::appended_to || OutputFile::is_in_place(output.file)) {
      allowed.written_files.push_back(output.file);
    } else {
      allowed.written_folders.push_back(folder_of(output.file));
    }
  }
  if (!options.attest.empty()) allowed.written_folders.push_back(folder_of(options.attest));
  if (options.command == Command::init) {
    allowed.written_folders.push_back(folder_of(std::string(workspace_file_name)));
  }
  if (options.fixing.mode == FixOptions::Mode::baseline) {
    allowed.written_folders.push_back(folder_of(options.fixing.new_baseline));
  }
  if (options.fixing.mode == FixOptions::Mode::write) {
    std::ranges::copy(fixed_folders(options), std::back_inserter(allowed.written_folders));
  }
  return allowed;
}

}  // namespace ampslint
