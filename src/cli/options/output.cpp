#include "cli/options/output.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "ampslint/output_file.hpp"
#include "cli/ci_service.hpp"
#include "cli/describe/choices.hpp"
#include "cli/options/usage.hpp"

namespace ampslint {
namespace {

bool makes_reports(const Options& options) {
  return options.command == Command::check || options.command == Command::probe;
}

/// Of the commands that only print.
void read_printed(const std::vector<std::string>& formats, Options& options) {
  const bool compares = options.command == Command::diff;
  const std::vector<std::string> known = choices_of(compares ? "REPORT" : "FORMAT").words;
  for (const std::string& format : formats) {
    check_known("format", format, known);
    options.json = format == "json";
    options.printed_format = format;
  }
}

/// A patch, or a new baseline, takes the place of a report.
void choose_by_itself(Options& options) {
  const FixOptions::Mode mode = options.fixing.mode;
  if (options.show != Show::report || options.watch) {
    options.outputs.push_back({.format = "text", .file = {}});
  } else if (mode == FixOptions::Mode::report || mode == FixOptions::Mode::write) {
    choose_outputs(options);
  }
}

Output output_of(const std::string& text, const Options& options) {
  const bool probe = options.command == Command::probe;
  const std::size_t equals = text.find('=');
  const std::string name = text.substr(0, equals);
  check_known("format", name,
              choices_of(options.show != Show::report ? "FORMAT" : "FORMAT[=FILE]", probe).words);
  const std::string file = equals == std::string::npos ? "" : text.substr(equals + 1);
  if (equals != std::string::npos && file.empty()) {
    throw UsageError{fmt::format("'--format {}=' has no file name", name)};
  }
  return {.format = name, .file = file};
}

void refuse_crowd_on_standard_output(const Options& options) {
  const auto crowd = std::ranges::count(options.outputs, std::string(), &Output::file);
  if (crowd > 1) {
    throw UsageError{
        "only one '--format' can go to standard output; give the others a file, as in "
        "'--format sarif=FILE'"};
  }
  if (crowd > 0 && options.fixing.mode == FixOptions::Mode::diff) {
    throw UsageError{
        "'--diff' writes to standard output; give '--format' a file, as in '--format sarif=FILE'"};
  }
}

void refuse_same_files(const Options& options) {
  std::map<std::string, std::string> written;  // the option, by key
  const auto add = [&written](const std::string& file, std::string option) {
    if (file.empty() || OutputFile::is_in_place(file)) return;
    const auto [other, is_new] = written.emplace(disk().key(file), option);
    if (is_new) return;
    throw UsageError{fmt::format("'{}' and '{}' write to the same file", other->second, option)};
  };
  for (const Output& output : options.outputs) {
    add(output.file, fmt::format("--format {}={}", output.format, output.file));
  }
  add(options.fixing.new_baseline, "--write-baseline " + options.fixing.new_baseline);
  add(options.attest, "--attest " + options.attest);
}

/// What was written last time holds the same strings once more.
void note_own_files(Options& options) {
  std::vector<std::string>& own = options.inputs.own_files;
  for (const Output& output : options.outputs) own.push_back(output.file);
  own.push_back(options.lint.baseline);
  own.push_back(options.fixing.new_baseline);
  own.push_back(options.attest);
  std::erase(own, "");
}

}  // namespace

void read_formats(const std::vector<std::string>& formats, Options& options) {
  if (!makes_reports(options)) return read_printed(formats, options);
  if (formats.empty()) {
    choose_by_itself(options);
  } else {
    for (const std::string& text : formats) options.outputs.push_back(output_of(text, options));
    refuse_crowd_on_standard_output(options);
  }
  refuse_same_files(options);
  note_own_files(options);
}

bool wants_color(const std::string& when) {
  check_known("colour choice", when, choices_of("WHEN").words);
  if (when != "auto") return when == "always";
  const auto is_set = [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
  };
  if (is_set("NO_COLOR")) return false;
  const char* force = std::getenv("CLICOLOR_FORCE");
  if (force != nullptr && *force != '\0' && std::string_view(force) != "0") return true;
  const char* terminal = std::getenv("TERM");
  if (terminal != nullptr && std::string_view(terminal) == "dumb") return false;
  return ::isatty(STDOUT_FILENO) == 1;
}

}  // namespace ampslint
