#include "cli/options/fix.hpp"

#include <fmt/core.h>

#include "base/suggest.hpp"
#include "cli/options/usage.hpp"

namespace ampslint {
namespace {

Fixes fixes_named(std::string_view option, const std::string& word) {
  // What CLI11 makes of an option without a value.
  if (word == "true") return Fixes::safe;
  if (word == "unsafe") return Fixes::all;
  constexpr std::string_view known[] = {"unsafe"};
  throw UsageError{fmt::format("unknown fixes '{}'{} (either {} or {}=unsafe)", word,
                               did_you_mean(word, known), option, option)};
}

void refuse_together(const CLI::App& command, const char* one, const char* other) {
  if (was_given(command, one) && was_given(command, other)) {
    throw UsageError{fmt::format("'{}' and '{}' cannot be used together", one, other)};
  }
}

}  // namespace

void add_fix_options(CLI::App* command, FixOptions& options, RawFix& raw, LintOptions& lint) {
  command
      ->add_flag("--diff", raw.diff,
                 "Print a patch of the safe fixes (or all of them) instead of the report")
      ->option_text("[=unsafe]");
  command
      ->add_flag("--fix", raw.fix, "Apply the safe fixes (or all of them) and report what remains")
      ->option_text("[=unsafe]");
  command
      ->add_option("--baseline", lint.baseline,
                   "Leave out the findings recorded in this file by --write-baseline")
      ->type_name("FILE");
  command
      ->add_option("--write-baseline", options.new_baseline,
                   "Record all findings in a file; later runs report only new ones")
      ->type_name("FILE");
  command
      ->add_option("--since", lint.since,
                   "Report only findings on lines changed since a git revision")
      ->type_name("REVISION");
}

void understand(const CLI::App& command, const RawFix& raw, FixOptions& options) {
  refuse_together(command, "--diff", "--fix");
  for (const char* other : {"--diff", "--fix", "--baseline", "--since"}) {
    refuse_together(command, "--write-baseline", other);
  }
  for (const char* option : {"--baseline", "--write-baseline", "--since"}) {
    if (was_given(command, option) && command[option]->as<std::string>().empty()) {
      throw UsageError{fmt::format("'{}' needs a value", option)};
    }
  }
  if (was_given(command, "--write-baseline")) options.mode = FixOptions::Mode::baseline;
  if (was_given(command, "--diff")) {
    options.mode = FixOptions::Mode::diff;
    options.wanted = fixes_named("--diff", raw.diff);
  }
  if (was_given(command, "--fix")) {
    options.mode = FixOptions::Mode::write;
    options.wanted = fixes_named("--fix", raw.fix);
  }
}

}  // namespace ampslint
