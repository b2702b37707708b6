// Any bytes as a workspace file, and a whole run with it.
#include "load/workspace/workspace.hpp"

#include <algorithm>

#include "input.hpp"

namespace {

using namespace ampslint;

void demand_text(const Sources& sources, const Text& text) {
  if (text) fuzz::demand_inside(sources, text.where);
}

void demand_texts(const Sources& sources, const Texts& texts) {
  for (const Text& text : texts) demand_text(sources, text);
}

void demand_words(const Sources& sources, const Words& words) {
  fuzz::demand(std::ranges::is_sorted(words, {}, [](const auto& one) { return one.first.where; }));
  for (const auto& [name, value] : words) {
    demand_text(sources, name);
    demand_text(sources, value);
  }
}

/// The names of files in it.
std::vector<Text> paths_of(const Workspace& workspace) {
  std::vector<Text> paths = workspace.env_files;
  const auto add = [&paths](const Texts& more) {
    paths.insert(paths.end(), more.begin(), more.end());
  };
  for (const DeclaredInstance& one : workspace.instances) paths.push_back(one.configuration);
  for (const DeclaredProxy& proxy : workspace.proxies) paths.push_back(proxy.nginx);
  for (const ClientGroup& group : workspace.clients) {
    add(group.scan);
    add(group.lists);
    add(group.failover);
  }
  return paths;
}

/// A run would read what lies elsewhere on this host.
bool leads_elsewhere(const Workspace& workspace) {
  return std::ranges::any_of(paths_of(workspace), [](const Text& path) {
    return path.value.starts_with('/') || path.value.find("..") != std::string_view::npos;
  });
}

void demand_sound(const Sources& sources, const Workspace& workspace) {
  demand_text(sources, workspace.amps_version);
  demand_texts(sources, workspace.presets);
  demand_text(sources, workspace.fail_on);
  demand_words(sources, workspace.variables);
  demand_words(sources, workspace.rules);
  for (const Text& path : paths_of(workspace)) demand_text(sources, path);
  for (const DeclaredInstance& one : workspace.instances) {
    demand_texts(sources, one.hosts);
    demand_texts(sources, one.ports);
    demand_words(sources, one.variables);
  }
  for (const DeclaredProxy& proxy : workspace.proxies) {
    fuzz::demand_inside(sources, proxy.where);
    demand_texts(sources, proxy.listen);
    for (const DeclaredRoute& route : proxy.routes) demand_text(sources, route.path);
  }
  for (const DeclaredOverride& one : workspace.overrides) demand_words(sources, one.rules);
  for (const DeclaredSuppression& one : workspace.suppressions) demand_texts(sources, one.rules);
}

constexpr std::string_view configuration = R"(<AMPSConfig><Name>fuzz</Name><Transports>
  <Transport><Name>a</Name><Type>tcp</Type><InetAddr>${PORT}</InetAddr></Transport>
  <Transport><Name>b</Name><Type>tcp</Type><InetAddr>9008</InetAddr>
    <Protocol>websocket</Protocol></Transport></Transports></AMPSConfig>)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::InputFile file("ampslint.toml", fuzz::text_of(data, size));
  Sources sources;
  Arena arena;
  std::vector<std::string> problems;
  const Result<Workspace> workspace = read_workspace(disk(), file.path(), sources, arena, problems);
  fuzz::demand(workspace.has_value());
  for (const std::string& problem : problems) fuzz::demand(problem.starts_with(file.path()));
  demand_sound(sources, *workspace);
  if (leads_elsewhere(*workspace)) return 0;
  static const fuzz::InputFile amps("amps.xml", configuration);
  static const fuzz::InputFile clients("clients.txt", "tcp://db1:9007/amps/json\n");
  Request request;
  request.workspace = file.path();
  const Result<LintResult> result = lint(request);
  // Only a level of a rule that there is not makes a request senseless.
  if (!result) {
    fuzz::demand(!result.error().what.empty());
    return 0;
  }
  if (!problems.empty()) fuzz::demand(!result->errors.empty());
  fuzz::report_some(*result, size);
  return 0;
}
