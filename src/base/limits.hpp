#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// What a run takes of its inputs, so that it ends soon and in bounded memory whatever they hold.
/// Each has its line in `all`, which the manual prints and the tests go through.
namespace ampslint::limits {

inline constexpr std::size_t mebibyte = std::size_t{1} << 20U;

/// Bytes of one configuration's file, or of one that it includes: its tree takes several times
/// that.
inline constexpr std::size_t configuration_size = 128 * mebibyte;
/// Bytes of one configuration with its includes, whatever it allows itself.
inline constexpr std::size_t expanded_size = 128 * mebibyte;
/// Bytes of all configurations of a run with their includes.
inline constexpr std::size_t configurations_size = 256 * mebibyte;
/// Elements, attributes and entities of a run's configurations: each takes some 200 bytes.
inline constexpr std::size_t markup = 3'500'000;
/// Levels that elements nest: reading them goes as deep on the stack.
inline constexpr std::size_t element_depth = 256;
/// Faults of one file that are reported: behind so many the rest is guesswork.
inline constexpr std::size_t defects = 100;
/// Files that one configuration includes.
inline constexpr std::size_t includes = 10'000;
/// Levels that includes nest.
inline constexpr std::size_t include_depth = 64;
/// Bytes that the entities of one configuration may make.
inline constexpr std::size_t entity_text = mebibyte;
/// Levels that entities nest.
inline constexpr std::size_t entity_depth = 16;
/// Bytes that the variables of one configuration may make.
inline constexpr std::size_t variable_text = 16 * mebibyte;
/// Bytes of one list of connection strings, or of standard input.
inline constexpr std::size_t list_size = 320 * mebibyte;
/// Connection strings of a run.
inline constexpr std::size_t strings = 4'000'000;
/// Bytes of one connection string: what is said of it quotes it.
inline constexpr std::size_t string_length = std::size_t{4} << 10U;
/// Connection strings that one client uses together: each is compared with the others.
inline constexpr std::size_t failover = 10'000;
/// Elements of one configuration that the schema does not know, or elsewhere only.
inline constexpr std::size_t unknown_elements = 10'000;
/// Bytes of one file that is searched for connection strings.
inline constexpr std::size_t scanned_size = 256 * mebibyte;
/// Bytes of the searched files together in which strings were found: they are kept to be shown.
inline constexpr std::size_t scanned_together = 512 * mebibyte;
/// Bytes of a `.gitignore` file: a longer one ignores nothing.
inline constexpr std::size_t gitignore_size = mebibyte;
/// Bytes of a workspace file: its tree takes a hundred times that.
inline constexpr std::size_t workspace_size = 4 * mebibyte;
/// Bytes of an env file, a baseline, an nginx configuration.
inline constexpr std::size_t settings_size = 16 * mebibyte;
/// Dots outside quotes in a line of a workspace file: its library nests a table for each.
inline constexpr std::size_t workspace_dots = 64;
/// Bytes of all values of an env file: they may repeat others.
inline constexpr std::size_t env_text = 32 * mebibyte;
/// Files of a run's nginx configurations.
inline constexpr std::size_t nginx_files = 1000;
/// Words of a run's nginx configurations in directives that matter for routes.
inline constexpr std::size_t nginx_words = 1'000'000;
/// Files and folders that their includes look at.
inline constexpr std::size_t nginx_entries = 100'000;
/// Servers of one `upstream`: every string behind it is compared with each.
inline constexpr std::size_t upstream_servers = 100;
/// Addresses of a run's proxies: each name of an nginx server with each port it listens at.
inline constexpr std::size_t proxy_addresses = 100'000;
/// Levels that nginx's blocks nest.
inline constexpr std::size_t nginx_depth = 64;
/// Levels that the JSON of a baseline or a report nests; what is written stays far below.
inline constexpr std::size_t json_depth = 32;
/// Comments in one file that suppress findings.
inline constexpr std::size_t suppressions = 100'000;
/// Rules that one of them names.
inline constexpr std::size_t suppressed_rules = 32;
/// Levels that suppressed ranges nest.
inline constexpr std::size_t suppression_ranges = 64;
/// Bytes of a path, as Linux has it.
inline constexpr std::size_t path_length = 4096;
/// Policies of a workspace.
inline constexpr std::size_t policies = 1000;
/// Bytes of an expression of a policy.
inline constexpr std::size_t policy_length = 4096;
/// Steps that the expressions of a run's policies may take, as far as can be known beforehand.
inline constexpr std::size_t policy_steps = 4'000'000'000;
/// Findings that are reported; those of one run beyond are counted.
inline constexpr std::size_t diagnostics = 100'000;
/// Findings that are kept to be compared: with a baseline, changed lines, comments, or after fixes.
inline constexpr std::size_t compared_diagnostics = 1'000'000;

/// A limit as people read of it.
struct Limit {
  std::string_view of;
  std::size_t most = 0;
  bool bytes = false;
  std::string_view beyond;  ///< what happens then
};

inline constexpr std::string_view not_read = "cannot be read (exit status 2)";
inline constexpr std::string_view wrong = "is reported as an error in the configuration";

inline constexpr auto all = std::to_array<Limit>({
    {"size of a configuration file", configuration_size, true, not_read},
    {"size of a configuration with its includes", expanded_size, true, wrong},
    {"total size of all configurations in a run", configurations_size, true,
     "the rest is not read (exit status 2)"},
    {"elements, attributes and entities in all configurations of a run", markup, false, wrong},
    {"nesting depth of elements", element_depth, false, wrong},
    {"errors reported for a file that is not well-formed", defects, false,
     "the rest is not checked"},
    {"files included by a configuration", includes, false, wrong},
    {"nesting depth of includes", include_depth, false, wrong},
    {"text produced by a configuration's entities", entity_text, true, wrong},
    {"nesting depth of entities", entity_depth, false, wrong},
    {"text produced by a configuration's variables", variable_text, true, wrong},
    {"size of a list of connection strings", list_size, true, not_read},
    {"connection strings in a run", strings, false, "the rest is not checked (exit status 2)"},
    {"length of a connection string", string_length, true,
     "it is not checked (exit status 2; with --scan a notice)"},
    {"connection strings that one client uses together", failover, false,
     "they are checked one by one (exit status 2)"},
    {"unknown elements reported for a configuration", unknown_elements, false,
     "the rest are not reported"},
    {"size of a file found by --scan", scanned_size, true, "it is skipped, with a notice"},
    {"total size of files with connection strings found by --scan", scanned_together, true,
     "the rest are skipped, with a notice"},
    {"size of a workspace file", workspace_size, true, not_read},
    {"size of an env file, a baseline or an nginx configuration", settings_size, true, not_read},
    {"text produced by the references in an env file", env_text, true, not_read},
    {"size of a .gitignore file", gitignore_size, true, "it ignores nothing"},
    {"dots in a key of a workspace file", workspace_dots, false, not_read},
    {"files of an nginx configuration", nginx_files, false, not_read},
    {"words in an nginx configuration", nginx_words, false, not_read},
    {"files and folders that the includes of an nginx configuration look at", nginx_entries, false,
     not_read},
    {"servers of an upstream in an nginx configuration", upstream_servers, false,
     "the rest are not known (exit status 2)"},
    {"addresses of proxies", proxy_addresses, false, "the rest are not known (exit status 2)"},
    {"nesting depth of blocks in an nginx configuration", nginx_depth, false, not_read},
    {"nesting depth of a baseline", json_depth, false, not_read},
    {"suppression comments in a file", suppressions, false,
     "the rest have no effect and are reported"},
    {"rules named by a suppression comment", suppressed_rules, false,
     "it has no effect and is reported"},
    {"nesting depth of suppressed ranges", suppression_ranges, false,
     "it has no effect and is reported"},
    {"length of a path", path_length, true, not_read},
    {"policies in a workspace file", policies, false, not_read},
    {"length of an XPath expression in a policy", policy_length, true, not_read},
    {"steps that the policies of a run may take", policy_steps, false,
     "the others are not checked (exit status 2)"},
    {"findings reported", diagnostics, false,
     "the rest count in the summary and the exit status, and a notice says so"},
    {"findings compared with a baseline, changed lines or comments, or fixed", compared_diagnostics,
     false, "the rest count as new; no baseline is written and nothing is fixed"},
});

}  // namespace ampslint::limits
