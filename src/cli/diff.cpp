#include "cli/diff.hpp"

#include <iostream>

#include "ampslint/ampslint.hpp"

namespace ampslint {
namespace {

bool counts(const Difference& difference, const std::string& fail_on) {
  if (fail_on == "never") return false;
  return fail_on == "breaking" ? difference.breaks() : difference.any();
}

}  // namespace

Result<int> print_difference(const Options& options, const Linter& linter) {
  constexpr int same = 0;
  constexpr int different = 1;
  constexpr int failed = 2;
  const Result<Difference> difference =
      linter.diff(options.inputs, {.own_workspaces = options.own_workspaces});
  if (!difference) return tl::unexpected(difference.error());
  for (const std::string& notice : difference->notices) {
    write_message("ampslint: " + notice, std::cerr);
  }
  for (const InputError& error : difference->errors) {
    write_message("ampslint: " + error.message, std::cerr);
  }
  if (!difference->compared) return failed;
  const auto written =
      write_difference(*difference, options.printed_format, {.color = options.color}, std::cout);
  if (!written) return tl::unexpected(written.error());
  if (!difference->errors.empty()) return failed;
  return counts(*difference, options.fail_on_change) ? different : same;
}

}  // namespace ampslint
