#include "load/workspace/keys.hpp"

namespace ampslint {
namespace {

using enum KeyKind;

constexpr std::string_view kinds[] = {"c++", "python", "java", "csharp", "javascript", "go"};
constexpr std::string_view presets[] = {"default", "pedantic", "security"};
constexpr std::string_view thresholds[] = {"error", "warning", "note", "never"};
constexpr std::string_view levels_of_rules[] = {"error", "warning", "note", "off"};

constexpr WorkspaceKey instance_keys[] = {
    {.name = "configuration",
     .description = "The AMPSConfig file, from the workspace file's folder",
     .required = true},
    {.name = "hosts",
     .kind = texts,
     .description = "The names and addresses by which clients reach its host; none: any host"},
    {.name = "machine",
     .description = "The machine that it runs on: instances of one machine share ports and files"},
    {.name = "amps-version", .description = "The version of its server"},
    {.name = "variables", .kind = words, .description = "Values for ${NAME} in its configuration"},
    {.name = "ports",
     .kind = texts,
     .description = "The published ports of a container, as 'outside:inside'; others cannot be "
                    "reached from outside"},
    {.name = "container-names",
     .kind = texts,
     .description = "The names by which other containers reach it, at the ports inside"},
};

constexpr WorkspaceKey client_keys[] = {
    {.name = "name", .description = "What the group is called"},
    {.name = "scan",
     .kind = texts,
     .description = "Files and folders in which connection strings are looked for"},
    {.name = "lists", .kind = texts, .description = "Lists of connection strings, one a line"},
    {.name = "failover",
     .kind = texts,
     .description = "Lists of connection strings that one client uses together, one a line"},
    {.name = "kind", .description = "Which client the strings are for", .choices = kinds},
};

constexpr WorkspaceKey route_keys[] = {
    {.name = "path",
     .description = "The prefix of the request's path that is routed so",
     .required = true},
    {.name = "to", .description = "Where it leads, as 'host:port'"},
    {.name = "instance", .description = "Or: the Name of the instance that it leads to"},
    {.name = "transport", .description = "and the Name of its transport"},
    {.name = "tls", .kind = boolean, .description = "The proxy speaks TLS to the transport"},
};

constexpr WorkspaceKey proxy_keys[] = {
    {.name = "name", .description = "What messages call the proxy"},
    {.name = "listen",
     .kind = texts,
     .description = "The addresses that clients name, as 'host:port'"},
    {.name = "tls", .kind = boolean, .description = "Clients speak TLS to the proxy"},
    {.name = "route",
     .kind = tables,
     .description = "Where a path prefix leads; the longest that fits counts",
     .keys = route_keys},
    {.name = "nginx",
     .description = "Or: an nginx configuration, read for its servers and locations"},
    {.name = "hosts",
     .kind = texts,
     .description = "The names of its servers that have no server_name"},
};

constexpr WorkspaceKey override_keys[] = {
    {.name = "paths",
     .kind = texts,
     .description = "Patterns of paths, as in a .gitignore file",
     .required = true},
    {.name = "rules",
     .kind = levels,
     .description = "The levels of rules there",
     .required = true,
     .choices = levels_of_rules},
};

constexpr WorkspaceKey suppression_keys[] = {
    {.name = "rules",
     .kind = texts,
     .description = "The rules, or families as 'uri-*'",
     .required = true},
    {.name = "reason", .description = "Why they do not matter here", .required = true},
    {.name = "paths",
     .kind = texts,
     .description = "Patterns of paths, as in a .gitignore file; none: every path"},
    {.name = "element",
     .description = "Only below this element, as 'Transports/Transport[any-tcp]'"},
    {.name = "until", .kind = date, .description = "The last day on which it counts"},
};

constexpr WorkspaceKey top_keys[] = {
    {.name = "amps-version",
     .description = "The version of the servers, where an instance gives none"},
    {.name = "presets",
     .kind = texts,
     .description = "The sets of rules to tell",
     .choices = presets},
    {.name = "fail-on",
     .description = "From which severity on the exit status is 1",
     .choices = thresholds},
    {.name = "variables", .kind = words, .description = "Values for ${NAME} in configurations"},
    {.name = "env-files",
     .kind = texts,
     .description = "Files of such values, one NAME=VALUE a line"},
    {.name = "rules",
     .kind = levels,
     .description = "The levels of rules, by id or family ('uri-*')",
     .choices = levels_of_rules},
    {.name = "instance", .kind = tables, .description = "The instances", .keys = instance_keys},
    {.name = "clients",
     .kind = tables,
     .description = "Groups of clients, and where their connection strings stand",
     .keys = client_keys},
    {.name = "proxy",
     .kind = tables,
     .description = "HTTP proxies in front of instances",
     .keys = proxy_keys},
    {.name = "override",
     .kind = tables,
     .description = "Levels of rules for some paths; the last that fits counts",
     .keys = override_keys},
    {.name = "ignore",
     .kind = tables,
     .description = "Findings that are known and left as they are",
     .keys = suppression_keys},
};

}  // namespace

std::span<const WorkspaceKey> workspace_keys() { return top_keys; }

}  // namespace ampslint
