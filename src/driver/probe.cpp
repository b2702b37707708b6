#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <ostream>

#include "base/ascii.hpp"
#include "check/finish.hpp"
#include "check/live.hpp"
#include "driver/configurations.hpp"
#include "driver/run.hpp"
#include "driver/secrets.hpp"
#include "probe/admin.hpp"
#include "report/sink.hpp"

namespace ampslint {
namespace {

/// What is to be contacted: each string once, however often it was given.
struct Endpoints {
  std::vector<Endpoint> targets;
  std::vector<Secret> passwords;               ///< of each, as its string writes it
  std::vector<std::optional<std::size_t>> of;  ///< by connection; nothing: not to be probed
};

/// Whether credentials given for strings without any are for the server of this one.
bool is_entrusted(const Connection& connection, std::string_view host, const LintResult& result,
                  const ProbeOptions& options) {
  const Source& source = result.inputs.sources[connection.text.where.source];
  return connection.verdict == Verdict::compatible || source.origin == Origin::option ||
         std::ranges::any_of(options.credentials_for, [host](std::string_view named) {
           return equal_ignoring_case(named, host);
         });
}

/// A string that its client would reject is left out, like one that cannot be checked.
Endpoints endpoints_of(const LintResult& result, const ProbeOptions& options) {
  Endpoints endpoints;
  std::optional<Credentials> given;
  if (options.credentials) {
    given = {.user = options.credentials->user, .password = Secret(options.credentials->password)};
  }
  std::map<std::pair<std::string_view, ClientKind>, std::optional<std::size_t>> known;
  for (const Connection& connection : result.connections) {
    const auto [at, is_new] = known.try_emplace({connection.text.value, connection.kind});
    const bool wanted = options.only.empty() || connection.shown() == options.only;
    if (is_new && wanted && connection.verdict != Verdict::invalid) {
      const ConnectionString client = read_connection_string(connection.text, {connection.kind});
      auto target = endpoint_of(client, given);
      if (target) {
        target->entrusted = client.parts().user.present() ||
                            is_entrusted(connection, client.parts().host, result, options);
        at->second = endpoints.targets.size();
        endpoints.targets.push_back(*target);
        endpoints.passwords.emplace_back(std::string(client.parts().password.reveal()));
      }
    }
    endpoints.of.push_back(at->second);
  }
  return endpoints;
}

/// A server may repeat what it was sent.
void hide_credentials(const Credentials& credentials, const Secret& written, Observation& seen) {
  Redactor redactor;
  redactor.hide_value(written.reveal());
  redactor.hide_value(credentials.password.reveal());
  redactor.hide_value(basic_authorization(credentials).reveal());
  for (std::string* text : seen.heard_texts()) *text = redactor.hidden(std::move(*text));
}

void keep(Probes probes, const Endpoints& endpoints, LintResult& result) {
  std::vector<std::shared_ptr<const Observation>> seen;
  for (std::size_t i = 0; i < probes.seen.size(); ++i) {
    hide_credentials(endpoints.targets[i].credentials, endpoints.passwords[i], probes.seen[i]);
    seen.push_back(std::make_shared<Observation>(std::move(probes.seen[i])));
  }
  for (std::size_t i = 0; i < result.connections.size(); ++i) {
    if (endpoints.of[i]) result.connections[i].seen = seen[*endpoints.of[i]];
  }
  result.interrupted = probes.interrupted;
}

/// `see` fills in what was seen of the connections.
template <typename See>
Result<LintResult> check_live(const Request& request, See see) {
  Result<Run> made = run(request);
  if (!made) return tl::unexpected(made.error());
  auto& [settings, result] = *made;
  result.probed = true;
  if (const Result<void> seen = see(result); !seen) return tl::unexpected(seen.error());
  check_probes(settings.table, result);
  finish(settings.table, result);
  return std::move(result);
}

void set_seen(Inspection& inspection, AdminSeen seen, LintResult& result) {
  if (!seen.configuration.empty()) {
    inspection.running =
        read_running(fmt::format("<{}/amps/instance/config.xml>", seen.url), seen.configuration,
                     result.inputs.sources, *result.inputs.arena);
    if (inspection.running != nullptr) collect_secrets(*inspection.running, result.inputs);
  }
  inspection.seen = std::move(seen);
}

/// Where an instance's Admin interface can be asked: at the address it is bound to, else at a host
/// that its clients use. Empty where none is known.
std::string admin_host(const Instance& instance, const LintResult& result,
                       const ProbeOptions& options) {
  const Address& address = *instance.admin->address;
  const bool bound = !address.is_bare() && !(address.ip && address.ip->is_wildcard());
  if (bound) return std::string(address.host);
  if (!options.admin_host.empty()) return options.admin_host;
  if (!instance.placement.hosts.empty()) return instance.placement.hosts.front();
  for (const Connection& connection : result.connections) {
    if (connection.instance != &instance) continue;
    const ConnectionString client = read_connection_string(connection.text, {connection.kind});
    if (!client.unix_socket()) return std::string(client.parts().host);
  }
  return {};
}

Result<void> inspect(const ProbeOptions& options, LintResult& result) {
  std::vector<AdminTarget> targets;
  for (const auto& instance : result.inputs.instances) {
    if (!instance->admin || !instance->admin->address) continue;
    const Transport& admin = *instance->admin;
    const std::string host = admin_host(*instance, result, options);
    if (host.empty()) {
      result.notices.push_back(fmt::format(
          "the host of the Admin interface of '{}' is not known; give it with '--admin-host'",
          instance->label(result.inputs.sources)));
      continue;
    }
    targets.push_back({.host = host, .port = admin.port_outside(), .tls = admin.tls});
    result.inspections.push_back({.given = instance.get(), .seen = {}});
  }
  Result<std::vector<AdminSeen>> seen = inspect_all(targets, options);
  if (!seen) return tl::unexpected(seen.error());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    set_seen(result.inspections[i], std::move((*seen)[i]), result);
  }
  return {};
}

}  // namespace

Result<LintResult> probe(const Request& request, const ProbeOptions& options) {
  return check_live(request, [&options](LintResult& result) -> Result<void> {
    const Endpoints endpoints = endpoints_of(result, options);
    Result<Probes> probes = probe_all(endpoints.targets, options);
    if (!probes) return tl::unexpected(probes.error());
    keep(std::move(*probes), endpoints, result);
    return options.admin && !result.interrupted ? inspect(options, result) : Result<void>();
  });
}

Result<LintResult> check_observed(const Request& request, std::vector<Observation> seen,
                                  std::optional<AdminSeen> admin) {
  return check_live(request, [&](LintResult& result) -> Result<void> {
    if (admin) {
      result.inspections.push_back({.given = result.inputs.instances.front().get(), .seen = {}});
      set_seen(result.inspections.back(), std::move(*admin), result);
    }
    if (seen.empty()) return {};
    for (std::size_t i = 0; i < result.connections.size(); ++i) {
      Observation& observation = seen[std::min(i, seen.size() - 1)];
      result.connections[i].seen = std::make_shared<Observation>(observation);
    }
    return {};
  });
}

Result<void> write_endpoints(const Request& request, const ProbeOptions& options,
                             std::ostream& out) {
  const Result<Run> made = run(request);
  if (!made) return tl::unexpected(made.error());
  const LintResult& result = made->result;
  if (!result.errors.empty()) return tl::unexpected(Error{.what = result.errors.front().message});
  const Endpoints endpoints = endpoints_of(result, options);
  for (std::size_t i = 0; i < result.connections.size(); ++i) {
    const std::string contacted =
        endpoints.of[i] ? endpoints.targets[*endpoints.of[i]].label() : "(not contacted)";
    write_message(fmt::format("{}  {}", contacted, result.connections[i].shown()), out);
  }
  return {};
}

}  // namespace ampslint
