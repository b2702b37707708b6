#include "ampslint.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <ostream>
#include <set>

#include "load/file.hpp"
#include "load/strings.hpp"
#include "report/commands.hpp"
#include "suggest.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

/// The entry of the same folder that was most likely meant.
std::string path_meant(const std::string& path) {
  const fs::path given(path);
  const fs::path folder = given.has_parent_path() ? given.parent_path() : fs::path(".");
  std::vector<std::string> names;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed); at != fs::directory_iterator();
       at.increment(failed)) {
    if (failed) break;
    names.push_back(at->path().filename().string());
  }
  std::ranges::sort(names);
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string_view near = nearest(given.filename().string(), views);
  if (near.empty()) return {};
  return fmt::format("; did you mean '{}'?", printable((given.parent_path() / near).string()));
}

/// Marks what the schema knows, or a name tells, to be secret.
void hide_secrets(const Element& element, Sources& sources) {
  if (element.text && is_secret_name(element.name.value)) sources.hide(element.text.where);
  for (const Element& child : element.children()) hide_secrets(child, sources);
}

void load_configurations(const Request& request, Outcome& outcome) {
  std::vector<std::string> paths = request.paths;
  if (paths.empty()) paths.emplace_back(".");
  std::vector<std::string> files;
  std::set<fs::path> seen;
  for (const std::string& path : paths) {
    Result<std::vector<std::string>> found = find_configurations(path);
    if (!found) {
      outcome.troubles.push_back({found.error().what + path_meant(path)});
      continue;
    }
    if (found->empty()) {
      outcome.remarks.push_back(
          fmt::format("no AMPSConfig file found below '{}'", printable(path)));
    }
    for (std::string& file : *found) {
      if (request.paths.empty() && file.starts_with("./")) file.erase(0, 2);
      std::error_code failed;
      if (seen.insert(fs::weakly_canonical(file, failed)).second) files.push_back(std::move(file));
    }
  }
  for (const std::string& file : files) {
    Result<Document> document = load_document(file, request.variables, request.amps_version,
                                              outcome.sources, *outcome.arena);
    if (!document) {
      outcome.troubles.push_back({document.error().what});
      continue;
    }
    if (document->root != nullptr) hide_secrets(*document->root, outcome.sources);
    outcome.instances.push_back(build_instance(std::move(*document)));
    ++outcome.summary.files;
  }
}

std::vector<Span> load_strings(const Request& request, Outcome& outcome) {
  std::vector<Span> strings;
  std::uint32_t number = 0;
  for (const std::string& client : request.clients) {
    const SourceId source = outcome.sources.add_option(client, ++number);
    strings.push_back(
        {.source = source, .begin = 0, .end = static_cast<std::uint32_t>(client.size())});
  }
  for (const std::string& file : request.client_files) {
    Result<std::vector<Span>> lines = read_strings(file, outcome.sources);
    if (!lines) {
      outcome.troubles.push_back({lines.error().what});
      continue;
    }
    ++outcome.summary.files;
    if (lines->empty()) {
      outcome.remarks.push_back(fmt::format("no connection string in '{}'", printable(file)));
    }
    strings.insert(strings.end(), lines->begin(), lines->end());
  }
  return strings;
}

Outcome empty_outcome() {
  Outcome outcome;
  outcome.arena = std::make_unique<Arena>();
  return outcome;
}

/// What is to be contacted: each string once, however often it was given.
struct Endpoints {
  std::vector<Target> targets;
  std::vector<std::optional<std::size_t>> of;  ///< by connection; nothing: not to be probed
};

/// A string that its client would reject is left out, like one that cannot be judged.
Endpoints endpoints_of(const Outcome& outcome, const ProbeOptions& options) {
  Endpoints endpoints;
  std::map<std::pair<std::string_view, ClientKind>, std::optional<std::size_t>> known;
  for (const Connection& connection : outcome.connections) {
    const std::string_view text = outcome.sources.text(connection.where);
    const auto [at, is_new] = known.try_emplace({text, connection.kind});
    if (is_new && connection.verdict != Verdict::invalid) {
      const auto target = target_of(read_connection_string(text, connection.where, connection.kind),
                                    options.credentials);
      if (target) {
        at->second = endpoints.targets.size();
        endpoints.targets.push_back(*target);
      }
    }
    endpoints.of.push_back(at->second);
  }
  return endpoints;
}

void keep(Probes probes, const Endpoints& endpoints, Outcome& outcome) {
  std::vector<std::shared_ptr<const Observation>> seen;
  for (Observation& observation : probes.seen) {
    seen.push_back(std::make_shared<Observation>(std::move(observation)));
  }
  for (std::size_t i = 0; i < outcome.connections.size(); ++i) {
    if (endpoints.of[i]) outcome.connections[i].seen = seen[*endpoints.of[i]];
  }
  outcome.interrupted = probes.interrupted;
}

Outcome judged(const Request& request, const Telling& telling) {
  Outcome outcome = empty_outcome();
  load_configurations(request, outcome);
  const std::vector<Span> strings = load_strings(request, outcome);
  judge(strings, request.client_kind, telling, outcome);
  return outcome;
}

/// `see` fills in what was seen of the connections.
template <typename See>
Result<Outcome> judge_live(const Request& request, See see) {
  const Result<Telling> telling = Telling::of(request.rules);
  if (!telling) return tl::unexpected(telling.error());
  Outcome outcome = judged(request, *telling);
  outcome.probed = true;
  if (const Result<void> seen = see(outcome); !seen) return tl::unexpected(seen.error());
  judge_probes(*telling, outcome);
  finish(*telling, outcome);
  return outcome;
}

void set_seen(Inspection& inspection, AdminSeen seen, Outcome& outcome) {
  if (!seen.configuration.empty()) {
    inspection.running = read_told(fmt::format("<{}/amps/instance/config.xml>", seen.url),
                                   seen.configuration, outcome.sources, *outcome.arena);
    if (inspection.running != nullptr) hide_secrets(*inspection.running, outcome.sources);
  }
  inspection.seen = std::move(seen);
}

/// Where an instance's Admin interface can be asked: at the address it is bound to, else at a host
/// that its clients use. Empty where none is known.
std::string admin_host(const Instance& instance, const Outcome& outcome,
                       const ProbeOptions& options) {
  const Address& address = *instance.admin->address;
  const bool bound = !address.is_bare() && !(address.ip && address.ip->is_wildcard());
  if (bound) return std::string(address.host);
  if (!options.admin_host.empty()) return options.admin_host;
  for (const Connection& connection : outcome.connections) {
    if (connection.instance != &instance) continue;
    const ConnectionString client = read_connection_string(outcome.sources.text(connection.where),
                                                           connection.where, connection.kind);
    if (!client.unix_socket()) return std::string(client.parts().host);
  }
  return {};
}

Result<void> inspect(const ProbeOptions& options, Outcome& outcome) {
  std::vector<AdminTarget> targets;
  for (const auto& instance : outcome.instances) {
    if (!instance->admin || !instance->admin->address) continue;
    const Transport& admin = *instance->admin;
    const std::string host = admin_host(*instance, outcome, options);
    if (host.empty()) {
      outcome.remarks.push_back(
          fmt::format("no host is known for the Admin interface of '{}'; '--admin-host' names it",
                      printable(instance->label(outcome.sources))));
      continue;
    }
    targets.push_back({.host = host, .port = admin.address->port, .tls = admin.tls});
    outcome.inspections.push_back({.given = instance.get(), .seen = {}});
  }
  Result<std::vector<AdminSeen>> seen = inspect_all(targets, options);
  if (!seen) return tl::unexpected(seen.error());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    set_seen(outcome.inspections[i], std::move((*seen)[i]), outcome);
  }
  return {};
}

/// The first file that could not be read, for commands that do nothing without it.
Result<void> untroubled(const Outcome& outcome) {
  if (outcome.troubles.empty()) return {};
  return tl::unexpected(Error{.what = outcome.troubles.front().message});
}

}  // namespace

Result<Outcome> check(const Request& request) {
  const Result<Telling> telling = Telling::of(request.rules);
  if (!telling) return tl::unexpected(telling.error());
  Outcome outcome = judged(request, *telling);
  finish(*telling, outcome);
  return outcome;
}

Result<Outcome> probe(const Request& request, const ProbeOptions& options) {
  return judge_live(request, [&options](Outcome& outcome) -> Result<void> {
    const Endpoints endpoints = endpoints_of(outcome, options);
    Result<Probes> probes = probe_all(endpoints.targets, options);
    if (!probes) return tl::unexpected(probes.error());
    keep(std::move(*probes), endpoints, outcome);
    return options.admin && !outcome.interrupted ? inspect(options, outcome) : Result<void>();
  });
}

Result<Outcome> judge_seen(const Request& request, std::vector<Observation> seen,
                           std::optional<AdminSeen> admin) {
  return judge_live(request, [&](Outcome& outcome) -> Result<void> {
    if (admin) {
      outcome.inspections.push_back({.given = outcome.instances.front().get(), .seen = {}});
      set_seen(outcome.inspections.back(), std::move(*admin), outcome);
    }
    if (seen.empty()) return {};
    for (std::size_t i = 0; i < outcome.connections.size(); ++i) {
      Observation& observation = seen[std::min(i, seen.size() - 1)];
      outcome.connections[i].seen = std::make_shared<Observation>(observation);
    }
    return {};
  });
}

Result<void> list_endpoints(const Request& request, const ProbeOptions& options,
                            std::ostream& out) {
  const Result<Telling> telling = Telling::of(request.rules);
  if (!telling) return tl::unexpected(telling.error());
  const Outcome outcome = judged(request, *telling);
  if (auto read = untroubled(outcome); !read) return read;
  const Endpoints endpoints = endpoints_of(outcome, options);
  for (std::size_t i = 0; i < outcome.connections.size(); ++i) {
    const std::string shown = printable(outcome.sources.shown(outcome.connections[i].where));
    const std::string contacted =
        endpoints.of[i] ? endpoints.targets[*endpoints.of[i]].label() : "(not contacted)";
    out << fmt::format("{}  {}\n", printable(contacted), shown);
  }
  return {};
}

Result<void> parse(const Request& request, bool json, const Style& style, std::ostream& out) {
  if (request.clients.empty() && request.client_files.empty()) {
    return tl::unexpected(Error{.what = "no connection string given",
                                .help = "name them, or a file of them with --clients"});
  }
  Outcome outcome = empty_outcome();
  const std::vector<Span> strings = load_strings(request, outcome);
  if (auto read = untroubled(outcome); !read) return read;
  std::vector<ConnectionString> clients;
  for (const Span where : strings) {
    clients.push_back(
        read_connection_string(outcome.sources.text(where), where, request.client_kind));
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
  load_configurations(request, outcome);
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
  load_configurations(request, outcome);
  if (auto read = untroubled(outcome); !read) return tl::unexpected(read.error());
  for (const auto& instance : outcome.instances) {
    write_expanded(instance->document, outcome.sources, origins, out);
  }
  const Result<Telling> telling =
      Telling::of({.select = {"xml-*"}, .ignore = {}, .severities = {}});
  if (!telling) return tl::unexpected(telling.error());
  judge({}, std::nullopt, *telling, outcome);
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

Result<void> explain(const std::string& id, std::ostream& out) {
  std::vector<std::string_view> ids;
  for (const NamedRule& rule : all_rules()) {
    if (rule.id == id) {
      out << rule.page;
      return {};
    }
    ids.push_back(rule.id);
  }
  return tl::unexpected(
      Error{.what = fmt::format("no rule is called '{}'{}", printable(id), did_you_mean(id, ids)),
            .help = "'ampslint rules' lists them"});
}

}  // namespace ampslint
