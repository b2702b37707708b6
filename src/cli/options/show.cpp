#include "cli/options/show.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "cli/ci_service.hpp"
#include "cli/options/usage.hpp"

namespace ampslint {
namespace {

bool is_in(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

[[noreturn]] void refuse(std::string_view one, std::string_view other) {
  throw UsageError{fmt::format("'{}' and '{}' cannot be used together", one, other)};
}

/// What prints something instead of the report, and what changes files.
void refuse_two_of(const CLI::App& command) {
  constexpr const char* alone[] = {"--list-ignores",  "--show-files", "--show-settings",
                                   "--statistics",    "--diff",       "--fix",
                                   "--write-baseline"};
  const char* first = nullptr;
  for (const char* option : alone) {
    if (!was_given(command, option)) continue;
    if (first != nullptr) refuse(first, option);
    first = option;
  }
}

bool reads_standard_input(const Options& options) {
  const Inputs& inputs = options.inputs;
  for (const auto* files : {&inputs.configurations, &inputs.client_lists, &inputs.failover_lists,
                            &options.lint.env_files, &options.files_from}) {
    if (is_in(*files, "-")) return true;
  }
  return false;
}

void check_watch(const CLI::App& command, const Options& options) {
  for (const char* option : {"--diff", "--fix", "--write-baseline", "--list-ignores",
                             "--show-files", "--show-settings"}) {
    if (was_given(command, option)) refuse("--watch", option);
  }
  if (reads_standard_input(options)) {
    throw UsageError{"'--watch' cannot read standard input ('-') again"};
  }
}

/// What only prints has no file to write.
void refuse_files(const Options& options) {
  for (const Output& output : options.outputs) {
    if (output.file.empty()) continue;
    throw UsageError{fmt::format("'{}' writes to standard output only; not to '{}'",
                                 options.show == Show::files ? "--show-files" : "--show-settings",
                                 output.file)};
  }
}

/// Options that are no settings of the tool alone: inputs, what is done, and those that the library
/// shows together with what the workspace says.
constexpr std::string_view not_of_tool =
    " help PATH client clients scan failover D stdin-filename env-file workspace isolated"
    " amps-version client-version client-kind compare fail-on baseline since host no-ignores"
    " allow-outside no-process-env preset select ignore severity diff fix write-baseline watch list"
    " list-ignores statistics show-files show-settings serve interval allow-remote ";

std::string name_of_option(const CLI::Option& option) {
  const auto& names = option.get_lnames().empty() ? option.get_snames() : option.get_lnames();
  return names.empty() ? option.get_name() : names.front();
}

/// The value of an option that was not given stands in its help.
std::string default_of(const CLI::Option& option) {
  if (option.get_expected_min() == 0) return "false";
  constexpr std::string_view before = "(default: ";
  const std::string help = option.get_description();
  const std::size_t begin = help.rfind(before);
  if (begin == std::string::npos) return "-";
  const std::size_t from = begin + before.size();
  return help.substr(from, help.rfind(')') - from);
}

Setting setting_of(const CLI::App& command, const CLI::Option& option, const std::string& name) {
  const std::string flag = "--" + name;
  if (!was_given(command, flag.c_str())) return {.name = name, .value = default_of(option)};
  const bool is_flag = option.get_expected_min() == 0;
  return {.name = name,
          .value = is_flag ? "true" : fmt::format("{}", fmt::join(option.results(), ", ")),
          .by = SetBy::option,
          .where = flag};
}

/// The settings that the workspace does not know.
std::vector<Setting> settings_of_tool(const CLI::App& command, const Options& options) {
  const std::string& file = options.lint.workspace;
  Setting workspace{.name = "workspace", .value = file.empty() ? "-" : file};
  for (const char* option : {"--workspace", "--isolated"}) {
    if (!was_given(command, option)) continue;
    workspace.by = SetBy::option;
    workspace.where = option;
  }
  std::vector<Setting> settings{workspace};
  for (const CLI::Option* option : command.get_options()) {
    const std::string name = name_of_option(*option);
    if (not_of_tool.find(fmt::format(" {} ", name)) != std::string_view::npos) continue;
    settings.push_back(setting_of(command, *option, name));
    Setting& color = settings.back();
    for (const char* variable : {"CLICOLOR_FORCE", "NO_COLOR"}) {
      if (name != "color" || color.by == SetBy::option || std::getenv(variable) == nullptr)
        continue;
      color.by = SetBy::environment;
      color.where = variable;
      color.value = options.color ? "true" : "false";
    }
  }
  return settings;
}

}  // namespace

void add_show_options(CLI::App* command, Options& options, bool probe) {
  const auto add = [&](const std::string& name, Show show, const std::string& help) {
    command->add_flag_callback(name, [&options, show] { options.show = show; }, help);
  };
  add("--statistics", Show::statistics,
      "Print how often each rule found something instead of the report (text, json)");
  add("--show-files", Show::files,
      "Print every file that is read, and why (text, json), then exit with 0");
  add("--show-settings", Show::settings,
      "Print each setting in force, and what set it (text, json), then exit with 0");
  if (probe) return;
  command->add_flag("--watch", options.watch,
                    "Check again whenever a file changes that was read, until Ctrl-C");
}

void read_show(const CLI::App& command, Options& options) {
  refuse_two_of(command);
  if (options.watch) check_watch(command, options);
  if (options.show == Show::files || options.show == Show::settings) refuse_files(options);
  if (options.show == Show::statistics) options.lint.keeps_all = true;
  if (options.show == Show::settings) options.settings = settings_of_tool(command, options);
}

}  // namespace ampslint
