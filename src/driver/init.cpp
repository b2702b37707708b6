#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/files.hpp"
#include "driver/configurations.hpp"
#include "driver/connection_strings.hpp"
#include "driver/run.hpp"
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
std::map<const Instance*, std::set<std::string>> hosts_named(const Inputs& inputs) {
  std::map<std::uint16_t, std::set<const Instance*>> by_port;
  for (const auto& instance : inputs.instances) {
    for (const Transport& transport : instance->transports) {
      if (transport.address) by_port[transport.address->port].insert(instance.get());
    }
  }
  std::map<const Instance*, std::set<std::string>> hosts;
  for (const StringInput& string : inputs.strings.all) {
    const ConnectionString client = read_connection_string(string.text, string.client);
    if (client.has_placeholder || client.unix_socket() || !client.port()) continue;
    const auto found = by_port.find(*client.port());
    if (found == by_port.end() || found->second.size() != 1) continue;
    hosts[*found->second.begin()].insert(client.show(client.parts().host));
  }
  return hosts;
}

std::set<std::string> variables_wanted(const Inputs& inputs) {
  std::set<std::string> names;
  for (const auto& instance : inputs.instances) {
    for (const Defect& defect : instance->document.defects) {
      if (defect.kind != DefectKind::variable_undefined) continue;
      std::string name(inputs.sources.text(defect.diagnostic.where));
      if (name.starts_with("${")) name = name.substr(2, name.find('}') - 2);
      names.insert(std::move(name));
    }
  }
  return names;
}

/// nginx's configurations that lead requests on.
std::vector<std::string> find_proxies(const Request& request) {
  std::vector<std::string> found;
  std::vector<Error> unread;  // as the search for configurations has said
  for (const FoundFile& file : files_below(*request.files, request.folder, ".conf", unread)) {
    const Result<FileText> text = read_file(*request.files, file.path);
    const bool leads = text && text->text.find("proxy_pass") != std::string_view::npos &&
                       text->text.find("server_name") != std::string_view::npos;
    if (leads) found.push_back(fs::path(file.path).lexically_normal().generic_string());
  }
  std::ranges::sort(found);
  return found;
}

void write_instances(const Inputs& inputs, std::string& out) {
  const auto hosts = hosts_named(inputs);
  for (const auto& instance : inputs.instances) {
    const std::string& path = inputs.sources[instance->document.source].path;
    out += fmt::format("\n[[instance]]\nconfiguration = {}\n", toml_text(path));
    const auto named = hosts.find(instance.get());
    out += named == hosts.end() ? "# hosts = []\n"
                                : fmt::format("# hosts = [{}]   # used by strings with its ports\n",
                                              list_of(named->second));
  }
}

/// The kinds of files for people in which strings were found: theirs are examples.
std::set<std::string> patterns_of_prose(const Inputs& inputs) {
  std::set<std::string> patterns;
  for (const StringInput& string : inputs.strings.all) {
    const std::string& path = inputs.sources[string.text.where.source].path;
    if (form_of(path).prose) patterns.insert("*" + fs::path(path).extension().string());
  }
  return patterns;
}

}  // namespace

Result<FirstWorkspace> first_workspace(Request request) {
  Inputs inputs;
  request.no_suppressions = true;
  load_configurations(request, {}, inputs);
  if (auto read = all_read(inputs); !read) return tl::unexpected(read.error());
  if (inputs.instances.empty()) {
    return tl::unexpected(
        Error{.what = "no AMPSConfig file found under the current folder",
              .help = "run 'ampslint init' in the folder with the configurations"});
  }
  request.scanned = {request.folder};
  load_strings(request, {}, inputs);
  FirstWorkspace first{
      .text =
          "# What 'ampslint check' cannot know from the files themselves.\n# An instance without "
          "'hosts' may be on any host that no other instance lists.\n",
      .instances = inputs.instances.size(),
      .strings = inputs.strings.all.size()};
  const std::set<std::string> wanted = variables_wanted(inputs);
  if (!wanted.empty()) {
    first.text += fmt::format(
        "# In CI, only the variables listed here are taken from the environment.\n# environment = "
        "[{}]\n\n[variables]\n",
        list_of(wanted));
  }
  for (const std::string& name : wanted)
    first.text += fmt::format("# {} = \"\"\n", toml_text(name));
  write_instances(inputs, first.text);
  if (!inputs.strings.all.empty()) {
    first.text += "\n[[clients]]\nname = \"all\"\nscan = [\".\"]\n";
  }
  const std::set<std::string> prose = patterns_of_prose(inputs);
  if (!prose.empty()) {
    first.text += fmt::format(
        "\n# Examples in documents should not fail the check.\n[[override]]\npaths = [{}]\nrules = "
        "{{ \"uri-*\" = \"note\", \"connect-*\" = \"note\", \"failover-*\" = \"note\" }}\n",
        list_of(prose));
  }
  for (const std::string& path : find_proxies(request)) {
    ++first.proxies;
    first.text += fmt::format("\n[[proxy]]\nnginx = {}\n", toml_text(path));
  }
  return first;
}

}  // namespace ampslint
