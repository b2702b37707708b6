#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "ampslint/linter.hpp"

// What a run looked at, and what it went by.
namespace ampslint::api {

/// A file that a run read, and one reason for that.
struct FileRead {
  std::string path;
  std::string_view role;   ///< `configuration`, `include`, `workspace` …
  std::string reason;      ///< for people, in a few words
  std::string place = {};  ///< `path:line:column` of what names it; empty where nothing does
};

/// The files of `read` (`ReadLog::files`), each with all reasons that are known, by path.
std::vector<FileRead> files_read(const LintResult& result, const LintOptions& options,
                                 const Inputs& inputs, const std::vector<std::string>& read);

/// Who gave a setting its value.
enum class SetBy : std::uint8_t { standard, workspace, option, environment };

struct Setting {
  std::string name;  ///< as in the workspace file, else as the option
  std::string value;
  SetBy by = SetBy::standard;
  std::string where = {};  ///< `path:line:column`, the option, or the environment variable
};

/// What a run went by, in groups: what holds for all, variables, rules, instances, clients.
std::vector<Setting> settings_of(const LintResult& result, const LintOptions& options);

/// Both for people, or as JSON.
void write_files(const std::vector<FileRead>& files, bool json, std::ostream& out);
void write_settings(const std::vector<Setting>& settings, bool json, std::ostream& out);

}  // namespace ampslint::api
