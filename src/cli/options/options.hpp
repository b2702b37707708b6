#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "ampslint/ampslint.hpp"
#include "ampslint/attest.hpp"
#include "cli/options/fix.hpp"

namespace ampslint {

enum class Command : std::uint8_t {
  check,
  probe,
  parse,
  connections,
  expand,
  init,
  rules,
  explain,
  lsp,
  diff,
  why,
  verify
};

/// What is printed: the report, or something instead of it.
enum class Show : std::uint8_t { report, suppressions, statistics, files, settings };

/// A file that nobody named, for the CI service that this runs in: to lose it is no failure.
enum class Service : std::uint8_t { none, appended_to, replaced };

/// `--format FORMAT[=FILE]`; no file: standard output.
struct Output {
  std::string format;
  std::string file;
  Service service = Service::none;
  std::string notice = {};  ///< for standard error, once it is written
};

/// What a command line asks for.
struct Options {
  Command command = Command::check;
  LintOptions lint;
  Inputs inputs;
  ProbeOptions probe;
  bool serves = false;  ///< `probe --serve`
  ServeOptions serve;
  FixOptions fixing;  ///< of `check`
  std::vector<Output> outputs;
  std::vector<std::string> files_from;  ///< lists of paths
  bool json = false;                    ///< `--format json` of the commands that only print
  bool origins = false;
  bool list = false;    ///< `probe --list`
  bool schema = false;  ///< `init --schema`
  bool color = false;
  bool show_suppressed = false;
  Show show = Show::report;
  bool watch = false;               ///< `check --watch`
  bool searches_workspace = false;  ///< the nearest one counts
  bool no_sandbox = false;
  std::vector<Setting> settings;  ///< of the command line alone, for `--show-settings`
  bool checks_nothing = false;    ///< a list of paths was empty, which `--allow-empty` permits
  std::string stdin_name = {};    ///< the file that standard input is read in place of; or empty
  std::string printed_format = "text";  ///< of the commands that only print
  std::string fail_on_change = "any";   ///< of `diff`
  bool own_workspaces = true;           ///< likewise: no workspace file was named, or ruled out
  std::vector<std::string> asked = {};  ///< of `why`
  std::string attest = {};              ///< the file of `check --attest`; or empty
  std::string attested = {};            ///< of `verify`
  VerifyOptions verify = {};
  std::vector<std::string> topics;  ///< of `explain`
};

/// The options, or the exit status where help was asked for or the command line makes no sense
/// (the reason is on standard error, with the nearest right name).
std::variant<Options, int> read_options(int argc, const char* const* argv);

}  // namespace ampslint
