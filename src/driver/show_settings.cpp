#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <ostream>
#include <utility>

#include "ampslint/show.hpp"
#include "base/printable.hpp"
#include "driver/public_form.hpp"
#include "load/workspace/workspace.hpp"
#include "model/redactor.hpp"
#include "model/secret_names.hpp"
#include "report/json_value.hpp"
#include "report/sink.hpp"

namespace ampslint::api {
namespace {

using Checked = ampslint::LintResult;

constexpr std::string_view set_by[] = {"default", "workspace", "option", "environment"};

std::string_view to_string(SetBy by) { return set_by[static_cast<std::size_t>(by)]; }

/// The settings of a run: the option goes before the workspace, and that before the default.
class Collector {
 public:
  Collector(const Checked& result, const LintOptions& options)
      : result_(result), options_(options), workspace_(*result.workspace) {}

  std::vector<Setting> take() {
    pick("amps-version", options_.amps_version, "--amps-version", workspace_.amps_version,
         default_amps_version);
    pick("client-version", options_.client_version, "--client-version", workspace_.client_version,
         "the newest");
    pick("client-kind", options_.client_kind, "--client-kind", {}, "by scheme and file");
    pick("compare", options_.compared_version, "--compare", {}, "-");
    pick("fail-on", options_.fail_on, "--fail-on", workspace_.fail_on, "error");
    pick("baseline", options_.baseline, "--baseline", {}, "-");
    pick("since", options_.since, "--since", {}, "-");
    flag("host", options_.host, "--host", false);
    flag("ignores", !options_.no_suppressions, "--no-ignores", true);
    flag("allow-outside", !options_.confined, "--allow-outside", false);
    add_process_environment();
    if (options_.today) add("today", day(), SetBy::environment, "SOURCE_DATE_EPOCH");
    add_rules();
    add_variables();
    add_instances();
    add_clients();
    return std::move(settings_);
  }

 private:
  void add(std::string name, std::string value, SetBy by, std::string where) {
    settings_.push_back({.name = std::move(name),
                         .value = result_.inputs.redactor.hidden(std::move(value)),
                         .by = by,
                         .where = std::move(where)});
  }

  void add(std::string name, const Text& value) {
    if (!value) return;
    add(std::move(name), std::string(value.value), SetBy::workspace, place_of_text(value));
  }

  void add(const std::string& name, const Texts& values) {
    for (const Text& value : values) add(name, value);
  }

  std::string place_of_text(const Text& text) const {
    return ampslint::place(result_.inputs.sources, text.where);
  }

  void pick(const std::string& name, const std::string& option, std::string_view option_name,
            const Text& declared, std::string_view otherwise) {
    if (!option.empty()) return add(name, option, SetBy::option, std::string(option_name));
    if (declared) return add(name, declared);
    add(name, std::string(otherwise), SetBy::standard, "");
  }

  void flag(const std::string& name, bool value, std::string_view option, bool otherwise) {
    const bool is_set = value != otherwise;
    add(name, value ? "true" : "false", is_set ? SetBy::option : SetBy::standard,
        std::string(is_set ? option : ""));
  }

  std::string day() const {
    const std::chrono::year_month_day date(*options_.today);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  }

  /// Which of its variables configurations may have.
  void add_process_environment() {
    const std::string name = "process-environment";
    if (!options_.process_environment) {
      return add(name, "not used", SetBy::option, "--no-process-env");
    }
    if (!options_.listed_environment) return add(name, "used", SetBy::standard, "");
    add(name, "only what the workspace lists", SetBy::environment, "CI");
    add("environment", workspace_.environment);
  }

  void add_rules() {
    for (const std::string& preset : options_.presets) {
      add("presets", preset, SetBy::option, "--preset");
    }
    add("presets", workspace_.presets);
    for (const std::string& rule : options_.select) add_rule(rule, "only these", "--select");
    for (const std::string& rule : options_.ignore) add_rule(rule, "off", "--ignore");
    for (const auto& [rule, level] : options_.severities) add_rule(rule, level, "--severity");
    for (const auto& [rule, level] : workspace_.rules) {
      add(fmt::format("rules.{}", rule.value), level);
    }
    for (const DeclaredOverride& one : workspace_.overrides) {
      std::vector<std::string> paths;
      for (const Text& path : one.paths) paths.emplace_back(path.value);
      for (const auto& [rule, level] : one.rules) {
        add(fmt::format("override[{}].{}", fmt::join(paths, ","), rule.value), level);
      }
    }
    for (const DeclaredSuppression& one : workspace_.suppressions) {
      for (const Text& rule : one.rules) {
        add(fmt::format("ignore.{}", rule.value), std::string(one.reason.value), SetBy::workspace,
            place_of_text(rule));
      }
    }
  }

  void add_rule(const std::string& rule, const std::string& level, std::string_view option) {
    add(fmt::format("rules.{}", rule), level, SetBy::option, std::string(option));
  }

  std::string value_of(std::string_view name, std::string_view value) const {
    return is_secret_name(name) ? "***" : std::string(value);
  }

  void add_variables() {
    for (const auto& [name, value] : options_.variables) {
      add("variables." + name, value_of(name, value), SetBy::option, "-D");
    }
    for (const std::string& file : options_.env_files) {
      add("env-files", file, SetBy::option, "--env-file");
    }
    add("env-files", workspace_.env_files);
    add_variables("variables", workspace_.variables);
  }

  /// Those that no option gives.
  void add_variables(const std::string& group, const Words& variables) {
    for (const auto& [name, value] : variables) {
      if (options_.variables.contains(std::string(name.value))) continue;
      add(fmt::format("{}.{}", group, name.value), value_of(name.value, value.value),
          SetBy::workspace, place_of_text(value));
    }
  }

  void add_instances() {
    for (const DeclaredInstance& one : workspace_.instances) {
      const auto name = [&one](std::string_view key) {
        return fmt::format("instance[{}].{}", one.configuration.value, key);
      };
      add(name("configuration"), one.configuration);
      add(name("hosts"), one.hosts);
      add(name("machine"), one.machine);
      if (options_.amps_version.empty()) add(name("amps-version"), one.amps_version);
      add_variables(name("variables"), one.variables);
      add(name("ports"), one.ports);
      add(name("container-names"), one.container_names);
    }
    for (const DeclaredProxy& one : workspace_.proxies) {
      const auto name = [&one](std::string_view key) {
        return fmt::format("proxy[{}].{}", one.name.value, key);
      };
      add(name("listen"), one.listen);
      add(name("nginx"), one.nginx);
      add(name("hosts"), one.hosts);
      for (const DeclaredRoute& route : one.routes) add(name("route"), route.path);
    }
  }

  void add_clients() {
    for (const ClientGroup& one : workspace_.clients) {
      const auto name = [&one](std::string_view key) {
        return fmt::format("clients[{}].{}", one.name.value, key);
      };
      add(name("scan"), one.scan);
      add(name("lists"), one.lists);
      add(name("failover"), one.failover);
      if (options_.client_kind.empty()) add(name("kind"), one.kind);
      if (options_.client_version.empty()) add(name("client-version"), one.version);
    }
  }

  const Checked& result_;
  const LintOptions& options_;
  const Workspace& workspace_;
  std::vector<Setting> settings_;
};

}  // namespace

std::vector<Setting> settings_of(const LintResult& result, const LintOptions& options) {
  return Collector(whole_of(result), options).take();
}

void write_settings(const std::vector<Setting>& settings, bool json, std::ostream& to) {
  if (json) {
    const auto to_json = [](const Setting& one) {
      return json::object({{"name", one.name},
                           {"value", one.value},
                           {"set_by", to_string(one.by)},
                           {"where", one.where.empty() ? json::Value() : json::Value(one.where)}});
    };
    to << json::indented(json::array_of(settings, to_json)) << '\n';
    return;
  }
  constexpr std::size_t most = 40;
  std::size_t names = 0;
  std::size_t values = 0;
  for (const Setting& one : settings) {
    names = std::min(most, std::max(names, one.name.size()));
    values = std::min(most, std::max(values, one.value.size()));
  }
  Sink out(to);
  for (const Setting& one : settings) {
    out << fmt::format("{:{}}  {:{}}  {}\n", printable(one.name), names, printable(one.value),
                       values,
                       printable(one.where.empty() ? std::string(to_string(one.by)) : one.where));
  }
}

}  // namespace ampslint::api
