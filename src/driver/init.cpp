#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/suggest.hpp"
#include "driver/configurations.hpp"
#include "host/read_file.hpp"
#include "scan/languages.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

/// A text as TOML writes it: as it stands where that is possible.
std::string toml_text(std::string_view text) {
  const bool plain = std::ranges::none_of(
      text, [](unsigned char c) { return c < 0x20 || c == 0x7F || c == '"' || c == '\\'; });
  if (plain) return fmt::format("\"{}\"", text);
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\u{:04X}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string list_of(const std::set<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) {
    if (!list.empty()) list += ", ";
    list += toml_text(text);
  }
  return list;
}

/// The hosts that strings name at ports which one instance alone listens at: a guess to be looked
/// at.
std::map<const Instance*, std::set<std::string>> hosts_named(const LintResult& result) {
  std::map<std::uint16_t, std::set<const Instance*>> by_port;
  for (const auto& instance : result.instances) {
    for (const Transport& transport : instance->transports) {
      if (transport.address) by_port[transport.address->port].insert(instance.get());
    }
  }
  std::map<const Instance*, std::set<std::string>> hosts;
  for (const Connection& connection : result.connections) {
    const ConnectionString client = read_connection_string(connection.text, connection.kind);
    if (client.has_placeholder || client.unix_socket() || !client.port()) continue;
    const auto found = by_port.find(*client.port());
    if (found == by_port.end() || found->second.size() != 1) continue;
    hosts[*found->second.begin()].insert(client.show(client.parts().host));
  }
  return hosts;
}

std::set<std::string> variables_wanted(const LintResult& result) {
  std::set<std::string> names;
  for (const auto& instance : result.instances) {
    for (const Defect& defect : instance->document.defects) {
      if (defect.kind != DefectKind::variable_undefined) continue;
      std::string name(result.sources.text(defect.diagnostic.where));
      if (name.starts_with("${")) name = name.substr(2, name.find('}') - 2);
      names.insert(std::move(name));
    }
  }
  return names;
}

/// nginx's configurations that lead requests on.
std::vector<std::string> find_proxies() {
  std::vector<std::string> found;
  std::error_code failed;
  fs::recursive_directory_iterator at(".", fs::directory_options::skip_permission_denied, failed);
  for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
    const fs::path& path = at->path();
    if (path.filename().string().starts_with('.')) {
      if (at->is_directory(failed)) at.disable_recursion_pending();
      continue;
    }
    if (path.extension() != ".conf" || !at->is_regular_file(failed)) continue;
    const Result<std::string> text = read_file(path, {}, limits::settings_size);
    const bool leads = text && text->find("proxy_pass") != std::string::npos &&
                       text->find("server_name") != std::string::npos;
    if (leads) found.push_back(path.lexically_normal().generic_string());
  }
  std::ranges::sort(found);
  return found;
}

void write_instances(const LintResult& result, std::string& out) {
  const auto hosts = hosts_named(result);
  for (const auto& instance : result.instances) {
    const std::string& path = result.sources[instance->document.source].path;
    out += fmt::format("\n[[instance]]\nconfiguration = {}\n", toml_text(path));
    const auto named = hosts.find(instance.get());
    out += named == hosts.end() ? "# hosts = []\n"
                                : fmt::format("# hosts = [{}]   # named by strings at its ports\n",
                                              list_of(named->second));
  }
}

/// The kinds of files for people in which strings were found: theirs are examples.
std::set<std::string> patterns_of_prose(const LintResult& result) {
  std::set<std::string> patterns;
  for (const Connection& connection : result.connections) {
    const std::string& path = result.sources[connection.where().source].path;
    if (form_of(path).prose) patterns.insert("*" + fs::path(path).extension().string());
  }
  return patterns;
}

/// The strings below the current folder, without asking any rule about them.
void read_strings_below(LintResult& result) {
  Request request;
  request.scanned = {"."};
  request.no_suppressions = true;
  const StringInputs strings = load_strings(request, {}, result);
  for (const StringInput& given : strings.all) {
    const ConnectionString client = read_connection_string(given.text, given.kind);
    result.connections.push_back({.text = given.text, .kind = client.kind});
  }
}

}  // namespace

Result<FirstWorkspace> first_workspace() {
  LintResult result = empty_result();
  Request request;
  request.no_suppressions = true;
  load_configurations(request, {}, result);
  if (auto read = no_input_errors(result); !read) return tl::unexpected(read.error());
  if (result.instances.empty()) {
    return tl::unexpected(Error{.what = "no AMPSConfig file found below the current folder",
                                .help = "run 'ampslint init' where the configurations are"});
  }
  read_strings_below(result);
  FirstWorkspace first{.text =
                           "# What 'ampslint check' cannot know from the files themselves.\n"
                           "# Instances without 'hosts' may be at any host that no other lists.\n",
                       .instances = result.instances.size(),
                       .strings = result.connections.size()};
  const std::set<std::string> wanted = variables_wanted(result);
  if (!wanted.empty()) first.text += "\n[variables]\n";
  for (const std::string& name : wanted)
    first.text += fmt::format("# {} = \"\"\n", toml_text(name));
  write_instances(result, first.text);
  if (!result.connections.empty()) {
    first.text += "\n[[clients]]\nname = \"all\"\nscan = [\".\"]\n";
  }
  const std::set<std::string> prose = patterns_of_prose(result);
  if (!prose.empty()) {
    first.text += fmt::format(
        "\n# Examples in documents are no reason to fail.\n[[override]]\npaths = [{}]\n"
        "rules = {{ \"uri-*\" = \"note\", \"connect-*\" = \"note\", \"failover-*\" = \"note\" }}\n",
        list_of(prose));
  }
  for (const std::string& path : find_proxies()) {
    ++first.proxies;
    first.text += fmt::format("\n[[proxy]]\nnginx = {}\n", toml_text(path));
  }
  return first;
}

}  // namespace ampslint
