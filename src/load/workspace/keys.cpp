#include "load/workspace/keys.hpp"

#include <array>

#include "base/diagnostic.hpp"

namespace ampslint {
namespace {

using enum KeyKind;

constexpr auto severities_and(std::string_view last) {
  return std::array{severity_names[0], severity_names[1], severity_names[2], last};
}

constexpr auto severities = std::array{severity_names[0], severity_names[1], severity_names[2]};
constexpr auto thresholds = severities_and("never");
constexpr auto levels_of_rules = severities_and("off");

constexpr WorkspaceKey instance_keys[] = {
    {.name = "configuration",
     .description = "The AMPSConfig file, relative to the workspace file's folder",
     .required = true},
    {.name = "hosts",
     .kind = texts,
     .description = "The names and addresses of its host that clients use; none: any host"},
    {.name = "machine",
     .description = "The machine it runs on: instances on one machine share ports and files"},
    {.name = "amps-version", .description = "Its server version"},
    {.name = "variables", .kind = words, .description = "Values for ${NAME} in its configuration"},
    {.name = "ports",
     .kind = texts,
     .description = "The published ports of its container, as 'outside:inside'; others cannot be "
                    "reached from outside"},
    {.name = "container-names",
     .kind = texts,
     .description = "The names that other containers use for it, with the inside ports"},
};

constexpr WorkspaceKey client_keys[] = {
    {.name = "name", .description = "The name of the group"},
    {.name = "scan",
     .kind = texts,
     .description = "Files and folders to search for connection strings"},
    {.name = "lists", .kind = texts, .description = "Lists of connection strings, one per line"},
    {.name = "failover",
     .kind = texts,
     .description = "Lists of connection strings that one client uses together, one per line"},
    {.name = "kind",
     .description = "Which client the strings are for",
     .choices = client_kind_names},
    {.name = "client-version", .description = "The version of these clients"},
};

constexpr WorkspaceKey route_keys[] = {
    {.name = "path", .description = "The path prefix that this route applies to", .required = true},
    {.name = "to", .description = "Its destination, as 'host:port'"},
    {.name = "instance", .description = "Or: the Name of the destination instance"},
    {.name = "transport", .description = "and the Name of its transport"},
    {.name = "tls", .kind = boolean, .description = "The proxy speaks TLS to the transport"},
};

constexpr WorkspaceKey proxy_keys[] = {
    {.name = "name", .description = "The name of the proxy in messages"},
    {.name = "listen",
     .kind = texts,
     .description = "The addresses that clients use, as 'host:port'"},
    {.name = "tls", .kind = boolean, .description = "Clients speak TLS to the proxy"},
    {.name = "route",
     .kind = tables,
     .description = "The destinations of path prefixes; the longest match applies",
     .keys = route_keys},
    {.name = "nginx",
     .description = "Or: an nginx configuration, read for its servers and locations"},
    {.name = "hosts",
     .kind = texts,
     .description = "The names by which clients reach it, where no server_name says so"},
};

constexpr WorkspaceKey override_keys[] = {
    {.name = "paths",
     .kind = texts,
     .description = "Patterns of paths, as in a .gitignore file",
     .required = true},
    {.name = "rules",
     .kind = levels,
     .description = "The levels of rules for these paths",
     .required = true,
     .choices = levels_of_rules},
};

constexpr WorkspaceKey suppression_keys[] = {
    {.name = "rules",
     .kind = texts,
     .description = "The rules, or families such as 'uri-*'",
     .required = true},
    {.name = "reason", .description = "Why they do not matter here", .required = true},
    {.name = "paths",
     .kind = texts,
     .description = "Patterns of paths, as in a .gitignore file; none: every path"},
    {.name = "element",
     .description = "Only within this element, such as 'Transports/Transport[any-tcp]'"},
    {.name = "until", .kind = date, .description = "The last day on which it applies"},
};

constexpr WorkspaceKey policy_keys[] = {
    {.name = "name",
     .description = "Its id is 'policy-' and this: lower-case letters, digits and hyphens",
     .required = true},
    {.name = "severity",
     .description = "How bad a finding is (default: error)",
     .choices = severities},
    {.name = "message",
     .description = "What is wrong, and what is expected instead",
     .required = true},
    {.name = "xpath",
     .description = "An XPath 1.0 expression: each node that it selects is a finding",
     .required = true},
    {.name = "unless",
     .description = "An expression that is evaluated at each of these nodes; where it is true, "
                    "there is no finding"},
};

constexpr WorkspaceKey top_keys[] = {
    {.name = "required-version",
     .description = "The version of ampslint that this file is for, or '>=' and the oldest one"},
    {.name = "amps-version", .description = "The server version of instances that do not set one"},
    {.name = "client-version", .description = "The version of clients that do not set one"},
    {.name = "presets",
     .kind = texts,
     .description = "The sets of rules to report",
     .choices = preset_names},
    {.name = "fail-on",
     .description = "The lowest severity for which the exit status is 1",
     .choices = thresholds},
    {.name = "variables", .kind = words, .description = "Values for ${NAME} in configurations"},
    {.name = "env-files",
     .kind = texts,
     .description = "Files of such values, one NAME=VALUE per line"},
    {.name = "environment",
     .kind = texts,
     .description = "The variables that are taken from the process environment in CI (CI=true)"},
    {.name = "rules",
     .kind = levels,
     .description = "The levels of rules, by id or family ('uri-*')",
     .choices = levels_of_rules},
    {.name = "instance", .kind = tables, .description = "The instances", .keys = instance_keys},
    {.name = "clients",
     .kind = tables,
     .description = "Groups of clients, and where to find their connection strings",
     .keys = client_keys},
    {.name = "proxy",
     .kind = tables,
     .description = "HTTP proxies in front of instances",
     .keys = proxy_keys},
    {.name = "override",
     .kind = tables,
     .description = "Levels of rules for some paths; the last match applies",
     .keys = override_keys},
    {.name = "ignore",
     .kind = tables,
     .description = "Known findings that are accepted",
     .keys = suppression_keys},
    {.name = "policy",
     .kind = tables,
     .description = "Rules of your own for configurations, after includes and variables",
     .keys = policy_keys},
};

}  // namespace

std::span<const WorkspaceKey> workspace_keys() { return top_keys; }

}  // namespace ampslint
