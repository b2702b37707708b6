#include "cli/options/shard.hpp"

#include <fmt/core.h>

#include "base/suggest.hpp"
#include "cli/describe/choices.hpp"
#include "cli/options/usage.hpp"

namespace ampslint {

void add_shard_option(CLI::App* check, RawShard& raw) {
  check
      ->add_option("--shard", raw.part,
                   "Check the Ith of N parts only; 'ampslint merge' joins their reports")
      ->type_name("I/N");
}

void add_merge_options(CLI::App* merge, Options& options, RawShard& raw) {
  merge->add_option("FILE", options.merged, "The reports, all json or all sarif")->required();
  merge
      ->add_option("--format", raw.format,
                   fmt::format("What the reports are: {} (default: as they are)",
                               either(choices_of("REPORT").words)))
      ->type_name("REPORT");
}

void understand(const CLI::App& command, const RawShard& raw, Options& options) {
  if (options.command == Command::merge && command.count("--format") > 0) {
    options.merge_format =
        named("format", raw.format, merge_format_named(raw.format), choices_of("REPORT").words);
  }
  if (options.command != Command::check || command.count("--shard") == 0) return;
  options.request.shard = shard_named(raw.part);
  if (!options.request.shard) {
    throw UsageError{
        fmt::format("'{}' is no part; expected --shard I/N, as in 2/5", printable(raw.part))};
  }
  for (const char* other : {"--diff", "--fix", "--write-baseline", "--since", "--list-ignores"}) {
    if (command.count(other) == 0) continue;
    throw UsageError{fmt::format("'--shard' and '{}' do not go together", other)};
  }
}

}  // namespace ampslint
