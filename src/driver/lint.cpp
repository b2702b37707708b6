#include "driver/lint.hpp"

#include <fmt/core.h>

#include <ostream>

#include "base/plural.hpp"
#include "check/baseline.hpp"
#include "check/finish.hpp"
#include "check/since.hpp"
#include "driver/configurations.hpp"
#include "driver/connection_strings.hpp"
#include "driver/run.hpp"
#include "driver/settings.hpp"
#include "report/commands.hpp"

namespace ampslint {

void limit_reported(const Request& request, LintResult& result) {
  if (!request.keeps_all) keep_at_most(limits::diagnostics, result);
  std::size_t unreported = 0;
  for (const std::size_t number : result.unreported) unreported += number;
  if (unreported == 0) return;
  result.notices.push_back(fmt::format("{} reported, {} more only counted",
                                       counted(result.diagnostics.size(), "finding"), unreported));
}

Result<LintResult> lint(const Request& request) {
  Result<Run> made = run(request);
  if (!made) return tl::unexpected(made.error());
  auto& [settings, result] = *made;
  finish(settings.table, result);
  if (!request.baseline.empty()) {
    const auto read = leave_out_known(*request.files, request.baseline, settings.table, result);
    if (!read) return tl::unexpected(read.error());
  }
  if (!request.since.empty()) {
    const auto compared = leave_out_unchanged(request.since, result);
    if (!compared) return tl::unexpected(compared.error());
  }
  limit_reported(request, result);
  return std::move(result);
}

Result<void> write_parsed(const Request& request, bool json, const ReportOptions& style,
                          std::ostream& out) {
  if (request.clients.empty() && request.client_files.empty() && request.scanned.empty()) {
    return tl::unexpected(Error{.what = "no connection string given",
                                .help = "give them as arguments, or in a file with --clients"});
  }
  Inputs inputs;
  load_strings(request, {}, inputs);
  if (auto read = all_read(inputs); !read) return read;
  std::vector<ConnectionString> clients;
  for (const StringInput& given : inputs.strings.all) {
    clients.push_back(read_connection_string(given.text, given.client));
  }
  if (json) {
    write_parsed_json(clients, out);
  } else {
    write_parsed_text(clients, style, out);
  }
  return {};
}

Result<std::vector<Offer>> offers(const Request& request) {
  Inputs inputs;
  load_configurations(request, load_workspace(request, inputs), inputs);
  if (auto read = all_read(inputs); !read) return tl::unexpected(read.error());
  std::vector<Offer> offers;
  for (const auto& instance : inputs.instances) {
    for (Offer& offer : offers_of(*instance, inputs)) offers.push_back(std::move(offer));
  }
  return offers;
}

Inputs known_rules(const Request& request) {
  Inputs inputs;
  add_policies(load_workspace(request, inputs), inputs);
  clean_policies(inputs);
  return inputs;
}

Result<LintResult> write_expanded(const Request& request, bool origins, std::ostream& out) {
  Inputs inputs;
  load_configurations(request, load_workspace(request, inputs), inputs);
  if (auto read = all_read(inputs); !read) return tl::unexpected(read.error());
  for (const auto& instance : inputs.instances) {
    write_expanded(instance->document, inputs, origins, out);
  }
  RuleChoice choice{.select = {"xml-*"}, .presets = {}, .ignore = {}, .severities = {}};
  for (const NamedRule& rule : all_rules()) {
    if (rule.rule.preset != Preset::standard) choice.ignore.emplace_back(rule.id);
  }
  const Result<RuleTable> table = RuleTable::of(choice);
  if (!table) return tl::unexpected(table.error());
  LintResult result = check(std::move(inputs), *table, {.threads = request.threads});
  if (request.today) result.today = *request.today;
  finish(*table, result);
  return result;
}

}  // namespace ampslint
