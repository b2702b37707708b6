#include "driver/lint.hpp"

#include <fmt/core.h>

#include <ostream>

#include "base/plural.hpp"
#include "base/suggest.hpp"
#include "check/baseline.hpp"
#include "check/since.hpp"
#include "driver/configurations.hpp"
#include "driver/settings.hpp"
#include "model/element_help.hpp"
#include "report/commands.hpp"

namespace ampslint {

namespace {

/// Tells no more than anybody reads; the rest counts.
void limit_told(const Request& request, Outcome& outcome) {
  if (!request.keeps_all) keep_at_most(limits::diagnostics, outcome);
  std::size_t untold = 0;
  for (const std::size_t number : outcome.untold) untold += number;
  if (untold == 0) return;
  outcome.remarks.push_back(fmt::format("{} reported, {} more only counted",
                                        counted(outcome.diagnostics.size(), "finding"), untold));
}

}  // namespace

Result<Outcome> check(const Request& request) {
  Result<Judged> run = judged(request);
  if (!run) return tl::unexpected(run.error());
  Outcome& outcome = run->outcome;
  finish(run->telling, outcome);
  if (!request.baseline.empty()) {
    const auto read = leave_out_known(request.baseline, run->telling, outcome);
    if (!read) return tl::unexpected(read.error());
  }
  if (!request.since.empty()) {
    const auto compared = leave_out_unchanged(request.since, outcome);
    if (!compared) return tl::unexpected(compared.error());
  }
  limit_told(request, outcome);
  return std::move(outcome);
}

Result<void> parse(const Request& request, bool json, const Style& style, std::ostream& out) {
  if (request.clients.empty() && request.client_files.empty() && request.scanned.empty()) {
    return tl::unexpected(Error{.what = "no connection string given",
                                .help = "give them as arguments, or in a file with --clients"});
  }
  Outcome outcome = empty_outcome();
  const Strings strings = load_strings(request, {}, outcome);
  if (auto read = untroubled(outcome); !read) return read;
  std::vector<ConnectionString> clients;
  for (const GivenString& given : strings.all) {
    clients.push_back(read_connection_string(given.text, given.kind));
  }
  if (json) {
    write_parsed_json(clients, out);
  } else {
    write_parsed_text(clients, style, out);
  }
  return {};
}

Result<void> connections(const Request& request, bool json, std::ostream& out) {
  Outcome outcome = empty_outcome();
  load_configurations(request, load_workspace(request, outcome), outcome);
  if (auto read = untroubled(outcome); !read) return read;
  std::vector<Offer> offers;
  for (const auto& instance : outcome.instances) {
    for (Offer& offer : offers_of(*instance, outcome.sources)) offers.push_back(std::move(offer));
  }
  if (json) {
    write_offers_json(offers, out);
  } else {
    write_offers_text(offers, out);
  }
  return {};
}

Result<Outcome> expand(const Request& request, bool origins, std::ostream& out) {
  Outcome outcome = empty_outcome();
  load_configurations(request, load_workspace(request, outcome), outcome);
  if (auto read = untroubled(outcome); !read) return tl::unexpected(read.error());
  for (const auto& instance : outcome.instances) {
    write_expanded(instance->document, outcome.sources, origins, out);
  }
  RuleChoice choice{.select = {"xml-*"}, .presets = {}, .ignore = {}, .severities = {}};
  for (const NamedRule& rule : all_rules()) {
    if (rule.rule.preset != Preset::standard) choice.ignore.emplace_back(rule.id);
  }
  const Result<Telling> telling = Telling::of(choice);
  if (!telling) return tl::unexpected(telling.error());
  judge({}, {}, *telling, request.threads, outcome);
  finish(*telling, outcome);
  return outcome;
}

void list_rules(bool json, std::ostream& out) {
  if (json) {
    write_rules_json(out);
  } else {
    write_rules_text(out);
  }
}

Result<void> explain(const std::string& name, std::ostream& out) {
  std::vector<std::string_view> names;
  for (const NamedRule& rule : all_rules()) {
    if (rule.id == name) {
      out << rule.page;
      return {};
    }
    names.push_back(rule.id);
  }
  if (write_element(name, out)) return {};
  const std::vector<std::string> places = element_places();
  names.insert(names.end(), places.begin(), places.end());
  return tl::unexpected(Error{.what = fmt::format("no rule or element is called '{}'{}",
                                                  printable(name), did_you_mean(name, names)),
                              .help = "'ampslint rules' lists the rules"});
}

}  // namespace ampslint
