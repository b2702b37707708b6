#include "driver/run.hpp"

#include <algorithm>

#include "check/match/read_proxies.hpp"
#include "driver/configurations.hpp"
#include "driver/connection_strings.hpp"
#include "driver/secrets.hpp"

namespace ampslint {
namespace {

void load(const Request& request, const Workspace& workspace, Inputs& inputs) {
  load_instances(request, workspace, inputs);
  load_strings(request, workspace, inputs);
  load_proxies(request, workspace, inputs);
  collect_uris(inputs.strings, inputs);
}

CheckOptions check_options(const Request& request, const Workspace& workspace,
                           const Inputs& inputs) {
  // Findings that may still be left out must all be kept until then.
  const bool compared = request.keeps_all || !request.baseline.empty() || !request.since.empty() ||
                        !inputs.suppressions.all.empty() || !workspace.overrides.empty();
  return {.threads = request.threads,
          .most_diagnostics = compared ? limits::compared_diagnostics : limits::diagnostics,
          .upgrade = parse_version(request.compared_version)};
}

}  // namespace

void load_instances(const Request& request, const Workspace& workspace, Inputs& inputs) {
  if (!request.no_suppressions) add_suppressions(request, workspace, inputs);
  // Of two that could be meant equally, messages name the first: whatever the command line's order.
  Request ordered = request;
  std::ranges::sort(ordered.paths);
  load_configurations(ordered, workspace, inputs);
}

void load_proxies(const Request& request, const Workspace& workspace, Inputs& inputs) {
  std::vector<std::string> problems;
  inputs.proxies = read_proxies(*request.files, workspace, inputs.instances, *inputs.regexes,
                                inputs.sources, problems, inputs.notices);
  for (std::string& problem : problems) inputs.errors.push_back({std::move(problem)});
}

Result<Run> run(const Request& request) {
  Inputs inputs;
  Result<Settings> settings = resolve(request, inputs);
  if (!settings) return tl::unexpected(settings.error());
  Run run{.settings = std::move(*settings), .result = {}};
  if (inputs.errors.empty()) {
    load(request, run.settings.workspace, inputs);
    const CheckOptions options = check_options(request, run.settings.workspace, inputs);
    run.result = check(std::move(inputs), run.settings.table, options);
  } else {
    // A workspace that is not understood could make the rest seem wrong, or right.
    run.result.errors = std::move(inputs.errors);
    run.result.inputs = std::move(inputs);
  }
  run.result.fail_on = run.settings.fail_on;
  if (request.today) run.result.today = *request.today;
  return run;
}

Result<void> all_read(const Inputs& inputs) {
  if (inputs.errors.empty()) return {};
  return tl::unexpected(Error{.what = inputs.errors.front().message});
}

}  // namespace ampslint
