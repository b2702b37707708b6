#include "driver/run.hpp"

#include <algorithm>

#include "check/match/read_proxies.hpp"
#include "driver/connection_strings.hpp"
#include "driver/secrets.hpp"

namespace ampslint {
namespace {

void load_others(const Request& request, const Workspace& workspace, const Request* strings_of,
                 Inputs& inputs) {
  if (strings_of == nullptr) {
    load_strings(request, workspace, inputs);
  } else {
    load_strings(*strings_of, load_workspace(*strings_of, inputs), inputs);
  }
  load_proxies(request, workspace, inputs);
  collect_uris(inputs.strings, inputs);
}

/// Whether rules look at what is not among the inputs.
bool looks_at_host(const RuleTable& table) {
  const auto all = all_rules();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (table.enabled()[i] && level(all[i].id) == "host") return true;
  }
  return false;
}

/// The inputs of a linter that remembers, from what it knows to what it will know.
class Remembering {
 public:
  Remembering(const Request& request, const Settings& settings, Inputs& inputs)
      : request_(request), settings_(settings) {
    if (!request.memory) return;
    if (!request.workspace.empty()) run_.workspace = inputs.sources[0];
    run_.rules = settings.table.enabled();
    last_ = request.memory->last(run_.workspace);
    inputs.regexes = request.memory->regexes();
  }

  void load(Inputs& inputs) {
    remembered_ = load_instances(request_, settings_.workspace, inputs, last_);
    if (!request_.memory || looks_at_host(settings_.table)) return;
    const bool same_rules = last_->rules == run_.rules;
    for (const RememberedConfiguration& one : remembered_) {
      inputs.findings.push_back(one.kept && same_rules ? one.kept->findings : nullptr);
    }
  }

  void keep(const Inputs& inputs) {
    if (!request_.memory) return;
    for (std::size_t i = 0; i < remembered_.size(); ++i) {
      auto& [fresh, kept] = remembered_[i];
      const InstanceFindings found = inputs.findings.empty() ? nullptr : inputs.findings[i];
      // They may be found with other rules now.
      if (kept && kept->findings != found) fresh = std::make_unique<KeptConfiguration>(*kept);
      if (fresh) {
        fresh->findings = found;
        kept = std::move(fresh);
      }
      run_.configurations.emplace(kept->given.path, std::move(kept));
    }
    request_.memory->keep(std::move(run_));
  }

 private:
  const Request& request_;
  const Settings& settings_;
  Memory::Run run_;
  std::shared_ptr<const Memory::Run> last_;
  std::vector<RememberedConfiguration> remembered_;
};

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

std::vector<RememberedConfiguration> load_instances(const Request& request,
                                                    const Workspace& workspace, Inputs& inputs,
                                                    std::shared_ptr<const Memory::Run> last) {
  if (!request.no_suppressions) add_suppressions(request, workspace, inputs);
  // Of two that could be meant equally, messages name the first: whatever the command line's order.
  Request ordered = request;
  std::ranges::sort(ordered.paths);
  return load_configurations(ordered, workspace, inputs, std::move(last));
}

void load_proxies(const Request& request, const Workspace& workspace, Inputs& inputs) {
  std::vector<std::string> problems;
  inputs.proxies = read_proxies(*request.files, workspace, inputs.instances, *inputs.regexes,
                                inputs.sources, problems, inputs.notices);
  for (std::string& problem : problems) inputs.errors.push_back({std::move(problem)});
}

Result<Run> run(const Request& request, const Request* strings_of) {
  Inputs inputs;
  Result<Settings> settings = resolve(request, inputs);
  if (!settings) return tl::unexpected(settings.error());
  Run run{.settings = std::move(*settings), .result = {}};
  if (inputs.errors.empty()) {
    Remembering remembering(request, run.settings, inputs);
    remembering.load(inputs);
    load_others(request, run.settings.workspace, strings_of, inputs);
    const CheckOptions options = check_options(request, run.settings.workspace, inputs);
    run.result = check(std::move(inputs), run.settings.table, options);
    remembering.keep(run.result.inputs);
  } else {
    // A workspace that is not understood could make the rest seem wrong, or right.
    run.result.errors = std::move(inputs.errors);
    run.result.inputs = std::move(inputs);
  }
  run.result.workspace = std::make_shared<const Workspace>(std::move(run.settings.workspace));
  run.result.fail_on = run.settings.fail_on;
  if (request.today) run.result.today = *request.today;
  return run;
}

Result<void> all_read(const Inputs& inputs) {
  if (inputs.errors.empty()) return {};
  return tl::unexpected(Error{.what = inputs.errors.front().message});
}

}  // namespace ampslint
