#include "driver/settings.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/files.hpp"
#include "base/printable.hpp"
#include "check/paths.hpp"
#include "driver/secrets.hpp"
#include "load/env_file.hpp"
#include "load/suppressions/comment.hpp"
#include "load/suppressions/text.hpp"

namespace ampslint {
namespace {

std::vector<RuleLevel> levels_of(const Words& rules, const Sources& sources) {
  std::vector<RuleLevel> levels;
  for (const auto& [name, level] : rules) {
    levels.push_back({.rules = std::string(name.value),
                      .severity = severity_named(level.value),
                      .place = place(sources, name.where)});
  }
  return levels;
}

std::vector<std::string> strings_of(const Texts& texts) {
  std::vector<std::string> strings;
  for (const Text& text : texts) strings.emplace_back(text.value);
  return strings;
}

/// `29007:9007`, or `9007` for both.
std::optional<PortMapping> mapping_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto number = [](std::string_view digits) {
    std::uint16_t port = 0;
    const char* end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, port);
    return read.ec == std::errc() && read.ptr == end ? port : std::uint16_t{0};
  };
  const std::uint16_t outside = number(text.substr(0, colon));
  const std::uint16_t inside =
      colon == std::string_view::npos ? outside : number(text.substr(colon + 1));
  if (outside == 0 || inside == 0) return std::nullopt;
  return PortMapping{.outside = outside, .inside = inside};
}

/// Reads the declarations of instances, and reports what makes no sense.
class Declarations {
 public:
  explicit Declarations(Inputs& inputs) : inputs_(inputs) {}

  Placement placement(const DeclaredInstance& declared) {
    Placement placement{.hosts = strings_of(declared.hosts),
                        .container_names = strings_of(declared.container_names),
                        .machine = std::string(declared.machine.value)};
    for (const Text& text : declared.ports) {
      if (const std::optional<PortMapping> mapping = mapping_of(text.value)) {
        placement.ports.push_back(*mapping);
      } else {
        report(
            text,
            fmt::format(
                "'{}' is not a valid port mapping; expected 'outside:inside', as in '29007:9007'",
                text.value));
      }
    }
    return placement;
  }

  std::string version(const Text& text, const std::string& otherwise) {
    if (!text) return otherwise;
    if (parse_version(text.value)) return std::string(text.value);
    report(text, not_a_version(text.value));
    return otherwise;
  }

 private:
  void report(const Text& text, const std::string& message) {
    inputs_.errors.push_back({fmt::format("{}: {}", place(inputs_.sources, text.where), message)});
  }

  Inputs& inputs_;
};

void define(const Words& words, const Sources& sources, Variables& variables) {
  for (const auto& [name, value] : words) {
    const Span where = name.where;
    variables.define(std::string(name.value), std::string(value.value),
                     {.kind = VariableOrigin::Kind::workspace,
                      .path = sources[where.source].path,
                      .line = sources.position(where.source, where.begin).line});
  }
}

/// Whether `wanted` asks for another version of the tool than this one; nothing if it is no
/// version.
std::optional<bool> is_for_another(std::string_view wanted) {
  const bool or_later = wanted.starts_with(">=");
  if (or_later) wanted.remove_prefix(2);
  wanted.remove_prefix(std::min(wanted.find_first_not_of(' '), wanted.size()));
  const std::optional<Version> version = parse_version(wanted);
  if (!version) return std::nullopt;
  const auto own = parse_version(AMPSLINT_VERSION);
  return or_later ? own < version : own != version;
}

/// Reports where the file is for another version of the tool, which may read it differently.
bool reports_version(const Text& wanted, Inputs& inputs) {
  if (!wanted) return false;
  const std::optional<bool> other = is_for_another(wanted.value);
  if (other == false) return false;
  const std::string what =
      other ? fmt::format("this file is for ampslint {}, and this is ampslint {}",
                          printable(wanted.value), AMPSLINT_VERSION)
            : fmt::format("'{}' is not a version; expected '{}' or '>={}'", printable(wanted.value),
                          AMPSLINT_VERSION, AMPSLINT_VERSION);
  inputs.errors.push_back({fmt::format("{}: {}", place(inputs.sources, wanted.where), what)});
  return true;
}

}  // namespace

Version client_version(const Text& text, const Version& otherwise, Inputs& inputs) {
  if (!text) return otherwise;
  const std::optional<Version> version = parse_version(text.value);
  if (!version) {
    inputs.errors.push_back(
        {fmt::format("{}: {}", place(inputs.sources, text.where), not_a_version(text.value))});
  }
  return version.value_or(otherwise);
}

GivenClient client_of(const Request& request, const Workspace& workspace, Inputs& inputs) {
  GivenClient client{.kind = request.client_kind};
  client.version = parse_version(request.client_version)
                       .value_or(client_version(workspace.client_version, newest_version, inputs));
  return client;
}

Workspace load_workspace(const Request& request, Inputs& inputs) {
  if (request.workspace.empty()) return {};
  std::vector<std::string> problems;
  Result<Workspace> workspace =
      read_workspace(*request.files, request.workspace, inputs.sources, *inputs.arena, problems);
  if (!workspace) {
    inputs.errors.push_back({workspace.error().what});
    return {};
  }
  collect_secrets(*workspace, inputs.redactor);
  if (reports_version(workspace->required_version, inputs)) return {};
  for (std::string& problem : problems) inputs.errors.push_back({std::move(problem)});
  return std::move(*workspace);
}

RuleChoice rules_of(const Request& request, const Workspace& workspace, const Inputs& inputs) {
  const Sources& sources = inputs.sources;
  RuleChoice choice = request.rules;
  for (const Text& name : workspace.presets) {
    if (const std::optional<Preset> preset = preset_named(name.value)) {
      choice.presets.push_back(*preset);
    }
  }
  choice.levels = levels_of(workspace.rules, sources);
  for (const DeclaredOverride& declared : workspace.overrides) {
    choice.overrides.push_back(
        {.paths = strings_of(declared.paths), .levels = levels_of(declared.rules, sources)});
  }
  choice.folder = workspace.folder;
  choice.files = request.files;
  choice.rules = inputs.rules;
  return choice;
}

Result<Settings> resolve(const Request& request, Inputs& inputs) {
  Workspace workspace = load_workspace(request, inputs);
  add_policies(workspace, inputs);
  // Of a workspace with errors nothing is checked, and a rule that it does not know may be a policy
  // that could not be read.
  Result<RuleTable> table =
      RuleTable::of(inputs.errors.empty() ? rules_of(request, workspace, inputs) : request.rules);
  if (!table) return tl::unexpected(table.error());
  const std::optional<Threshold> declared = threshold_named(workspace.fail_on.value);
  return Settings{.workspace = std::move(workspace),
                  .table = std::move(*table),
                  .fail_on = request.fail_on.value_or(declared.value_or(Threshold::error))};
}

void add_suppressions(const Request& request, const Workspace& workspace, Inputs& inputs) {
  for (const DeclaredSuppression& declared : workspace.suppressions) {
    Suppression suppression{.where = declared.where,
                            .rules = {},
                            .reason = std::string(declared.reason.value),
                            .until = parse_day(declared.until.value),
                            .files = {},
                            .element = std::string(declared.element.value)};
    for (const Text& rule : declared.rules) {
      suppression.rules.push_back({.name = std::string(rule.value), .where = rule.where});
    }
    const std::vector<std::string> paths = strings_of(declared.paths);
    const bool is_one_file =
        paths.size() == 1 &&
        request.files->kind(workspace.path_of(declared.paths.front())) == FileKind::file;
    suppression.is_for_patterns = !is_one_file;
    suppression.files = [patterns = paths, files = request.files,
                         folder = workspace.folder](std::string_view path) {
      const std::string inside = path_inside(*files, std::string(path), folder);
      const auto covers_it = [&](const std::string& pattern) { return covers(pattern, inside); };
      return patterns.empty() || std::ranges::any_of(patterns, covers_it);
    };
    inputs.suppressions.all.push_back(std::move(suppression));
  }
}

std::vector<ConfigurationInput> instances_of(const Workspace& workspace, const Request& request,
                                             Inputs& inputs) {
  const auto common = std::make_shared<Variables>();
  for (const Text& file : workspace.env_files) {
    const std::string path = workspace.path_of(file);
    const Result<void> read = read_env_file(path, read_file(*request.files, path), *common);
    if (!read) inputs.errors.push_back({read.error().what});
  }
  collect_references(*common, inputs.redactor);
  define(workspace.variables, inputs.sources, *common);
  Declarations declarations(inputs);
  const std::string usual =
      declarations.version(workspace.amps_version, std::string(default_amps_version));
  const auto asked = std::make_shared<const Variables>(request.variables);
  std::vector<ConfigurationInput> given;
  for (const DeclaredInstance& declared : workspace.instances) {
    Variables variables;
    variables.share(asked, common);
    define(declared.variables, inputs.sources, variables);
    const std::string version = declarations.version(declared.amps_version, usual);
    given.push_back({.path = workspace.path_of(declared.configuration),
                     .variables = std::move(variables),
                     .amps_version = request.amps_version.empty() ? version : request.amps_version,
                     .placement = declarations.placement(declared)});
  }
  return given;
}

}  // namespace ampslint
