#include "cli/options/suppressions.hpp"

#include <fmt/core.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <string_view>

#include "cli/options/usage.hpp"

namespace ampslint {

void add_suppression_options(CLI::App* command, Options& options, bool probe) {
  command->add_flag("--no-ignores", options.lint.no_suppressions,
                    "Also report what 'ampslint-ignore' comments suppress");
  command->add_flag("--show-suppressed", options.show_suppressed,
                    "Also print what is suppressed, and why (text, json, sarif)");
  if (probe) return;
  command->add_flag_callback(
      "--list-ignores", [&options] { options.show = Show::suppressions; },
      "Print all suppressions and how many findings each suppresses (text, json), "
      "then exit with 0");
}

void read_suppressions(Options& options) {
  const bool lists = options.show == Show::suppressions;
  if (options.lint.no_suppressions && (options.show_suppressed || lists)) {
    throw UsageError{fmt::format("'--no-ignores' leaves nothing for '{}' to print",
                                 lists ? "--list-ignores" : "--show-suppressed")};
  }
  if (lists) options.lint.fail_on = "never";
  const char* const given = std::getenv("SOURCE_DATE_EPOCH");
  if (given == nullptr || *given == '\0') return;
  const std::string_view text(given);
  // As much as any calendar holds.
  constexpr std::int64_t last = 253'402'300'799;  // 9999-12-31T23:59:59Z
  std::int64_t seconds = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size() || seconds < 0 || seconds > last) {
    throw UsageError{
        fmt::format("SOURCE_DATE_EPOCH is '{}'; expected seconds since 1970-01-01", text)};
  }
  options.lint.today = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds(std::chrono::seconds(seconds)));
}

}  // namespace ampslint
