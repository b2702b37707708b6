#include "cli/options/options.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "ampslint/ampslint.hpp"
#include "base/ascii.hpp"
#include "base/files.hpp"
#include "base/suggest.hpp"
#include "cli/ci_service.hpp"
#include "cli/describe/choices.hpp"
#include "cli/describe/completions.hpp"
#include "cli/options/output.hpp"
#include "cli/options/probe.hpp"
#include "cli/options/show.hpp"
#include "cli/options/suppressions.hpp"
#include "cli/options/usage.hpp"

namespace ampslint {
namespace {

constexpr int usage_status = 2;

/// More would only wait for each other.
constexpr int most_threads = 256;

/// The texts as given, before they are understood.
struct Raw {
  std::vector<std::string> definitions;
  std::vector<std::string> severities;
  std::vector<std::string> formats;
  std::vector<std::string> files_from;
  bool isolated = false;
  bool allow_outside = false;
  std::string color = "auto";
  std::string shell;
  bool no_process_env = false;
  RawProbe probe;
  RawFix fix;
};

/// Empty for a number of threads that can be had.
std::string refusal_of_threads(const std::string& text) {
  int number = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  const bool fine = read.ec == std::errc() && read.ptr == end && number > 0;
  if (fine && number <= most_threads) return {};
  return fmt::format("expected a number from 1 to {}", most_threads);
}

/// A repeatable option that takes exactly one value each time.
void add_list(CLI::App* command, const std::string& name, std::vector<std::string>& values,
              const std::string& help, const std::string& type) {
  command->add_option(name, values, help)->allow_extra_args(false)->type_name(type);
}

void add_strings(CLI::App* command, Options& options) {
  add_list(command, "--clients", options.inputs.client_lists,
           "A list of connection strings, one per line; - is standard input", "FILE");
  add_list(command, "--scan", options.inputs.scanned,
           "Find connection strings in source and configuration files under a path", "PATH");
  command->add_option("--client-kind", options.lint.client_kind, "Which client the strings are for")
      ->type_name("KIND");
  command
      ->add_option("--client-version", options.lint.client_version,
                   "The client version to check for (default: the workspace's, else the newest)")
      ->type_name("X.Y.Z");
}

void add_workspace(CLI::App* command, Options& options, Raw& raw) {
  command
      ->add_option(
          "--workspace", options.lint.workspace,
          fmt::format("The workspace file (default: {} in this or the nearest parent folder)",
                      workspace_file_name))
      ->type_name("FILE");
  command->add_flag("--isolated", raw.isolated, "Do not read a workspace file");
}

/// What configurations are read with.
void add_settings(CLI::App* command, Options& options, Raw& raw) {
  add_list(command, "-D", raw.definitions, "A value for ${NAME} in configurations", "NAME=VALUE");
  add_list(command, "--env-file", options.lint.env_files,
           "Values for ${NAME}, one NAME=VALUE per line", "FILE");
  command->add_flag("--no-process-env", raw.no_process_env,
                    "Do not take values from the process environment");
  command
      ->add_option(
          "--amps-version", options.lint.amps_version,
          fmt::format("The server version to check for (default: the workspace's, else {})",
                      default_amps_version))
      ->type_name("X.Y.Z");
  add_workspace(command, options, raw);
  command->add_flag("--allow-outside", raw.allow_outside,
                    "Read what files name wherever it is, not only in the folders that are checked "
                    "and their repositories");
}

void add_configurations(CLI::App* command, Options& options, Raw& raw) {
  command->add_option(
      "PATH", options.inputs.configurations,
      "AMPSConfig files, or folders to search; - is standard input (default: the workspace's "
      "instances, else the current folder)");
  add_list(command, "--files-from", raw.files_from,
           "A list of such paths, one per line or separated by NUL; - is standard input", "FILE");
  command
      ->add_option("--stdin-filename", options.stdin_name,
                   "The file that standard input is read in place of")
      ->type_name("NAME");
  command->add_flag("--allow-empty", options.inputs.allow_empty,
                    "Do not fail for a named folder that holds no configuration");
  add_settings(command, options, raw);
}

void add_color(CLI::App* command, Raw& raw) {
  command->add_option("--color", raw.color, either(choices_of("WHEN").words) + " (default: auto)")
      ->type_name("WHEN");
}

void add_format(CLI::App* command, Raw& raw) {
  add_list(command, "--format", raw.formats, either(choices_of("FORMAT").words), "FORMAT");
}

void add_sandbox(CLI::App* command, Options& options) {
  command->add_flag("--no-sandbox", options.no_sandbox,
                    "Disable the sandbox (no sockets, no child processes, no unexpected writes)");
}

/// Which rules report, and how.
void add_rule_choice(CLI::App* command, Options& options, Raw& raw) {
  add_list(command, "--preset", options.lint.presets,
           "Report more than the default: pedantic (notes and advice) or security", "PRESET");
  command->add_flag("--host", options.lint.host, "Also check what depends on this host's files");
  add_list(command, "--select", options.lint.select,
           "Report only these rules (a trailing * matches a prefix)", "RULE");
  add_list(command, "--ignore", options.lint.ignore, "Do not report these rules", "RULE");
  add_list(command, "--severity", raw.severities, "Report a rule as error, warning or note",
           "RULE=LEVEL");
}

/// What `check` and `probe` have in common.
void add_inputs(CLI::App* command, Options& options, Raw& raw, bool probe) {
  add_configurations(command, options, raw);
  add_list(command, "-c,--client", options.inputs.clients, "One connection string", "STRING");
  add_strings(command, options);
  add_list(command, "--failover", options.inputs.failover_lists,
           "A list of connection strings that one client uses together, one per line", "FILE");
  add_rule_choice(command, options, raw);
  add_suppression_options(command, options, probe);
  add_show_options(command, options, probe);
  command
      ->add_option("--threads", options.lint.threads,
                   "How many threads to use (default: as many as can run at once)")
      ->check(refusal_of_threads)
      ->type_name("N");
  command
      ->add_option(
          "--fail-on", options.lint.fail_on,
          fmt::format(
              "Exit with 1 at this severity or above: {} (default: the workspace's, else error)",
              either(choices_of("LEVEL").words)))
      ->type_name("LEVEL");
  add_list(command, "--format", raw.formats,
           fmt::format("{}; FORMAT=FILE writes to a file (default: text, plus the format of the "
                       "current CI service)",
                       fmt::join(choices_of("FORMAT[=FILE]", probe).words, ", ")),
           "FORMAT[=FILE]");
  add_color(command, raw);
}

void add_check(CLI::App* check, Options& options, Raw& raw) {
  add_inputs(check, options, raw, false);
  check
      ->add_option("--compare", options.lint.compared_version,
                   "Report what changes with another server version")
      ->type_name("X.Y.Z");
  add_fix_options(check, options.fixing, raw.fix, options.lint);
  check
      ->add_option("--attest", options.attest,
                   "Write a statement on this check, with the hashes of all files that were read")
      ->type_name("FILE");
  add_sandbox(check, options);
}

void add_probe(CLI::App* probe, Options& options, Raw& raw) {
  add_inputs(probe, options, raw, true);
  add_probe_options(probe, options.probe, raw.probe);
  add_serve_options(probe, options.serve, raw.probe);
  probe->add_flag("--list", options.list, "Print what would be contacted, then exit");
}

void add_parse(CLI::App* parse, Options& options, Raw& raw) {
  parse->add_option("STRING", options.inputs.clients, "Connection strings");
  add_strings(parse, options);
  add_format(parse, raw);
  add_color(parse, raw);
  add_sandbox(parse, options);
}

void add_connections(CLI::App* connections, Options& options, Raw& raw) {
  add_configurations(connections, options, raw);
  add_format(connections, raw);
  add_sandbox(connections, options);
}

void add_expand(CLI::App* expand, Options& options, Raw& raw) {
  add_configurations(expand, options, raw);
  expand->add_flag("--origins", options.origins, "Start each line with the place it comes from");
  add_sandbox(expand, options);
}

void add_init(CLI::App* init, Options& options, Raw&) {
  init->add_flag("--schema", options.schema, "Print the JSON Schema of that file, then exit");
  add_sandbox(init, options);
}

void add_rules(CLI::App* rules, Options& options, Raw& raw) {
  add_format(rules, raw);
  add_workspace(rules, options, raw);
}

void add_explain(CLI::App* explain, Options& options, Raw& raw) {
  explain
      ->add_option(
          "TOPIC", options.topics,
          "The id of a rule, Transport/InetAddr, or what a client, a log or a proxy shows; "
          "- is standard input")
      ->required();
  add_format(explain, raw);
  add_workspace(explain, options, raw);
}

void add_verify(CLI::App* verify, Options& options, Raw& raw) {
  verify
      ->add_option("FILE", options.attested,
                   "What 'ampslint check --attest FILE' wrote; - is standard input")
      ->required();
  verify
      ->add_option("--root", options.verify.root,
                   "The folder that names of files begin at (default: this repository's)")
      ->type_name("PATH");
  verify->add_flag("--allow-outside", raw.allow_outside, "Also read files that are not below it");
  verify
      ->add_option(
          "--fail-on", options.verify.fail_on,
          fmt::format("The severity that the check must not have found: {} (default: the check's)",
                      either(choices_of("LEVEL").words)))
      ->type_name("LEVEL");
  add_format(verify, raw);
  add_sandbox(verify, options);
}

void add_diff(CLI::App* diff, Options& options, Raw& raw) {
  diff->add_option(
      "PATH", options.inputs.configurations,
      "OLD and NEW, each a configuration or a folder of them; or a git revision, or two, and paths "
      "to compare (default: the workspace's instances, else the current folder)");
  add_settings(diff, options, raw);
  add_list(diff, "-c,--client", options.inputs.clients, "One connection string", "STRING");
  add_strings(diff, options);
  diff->add_option("--fail-on", options.fail_on_change,
                   fmt::format("Exit with 1 for such changes: {} (default: any)",
                               either(choices_of("CHANGE").words)))
      ->type_name("CHANGE");
  add_list(diff, "--format", raw.formats, either(choices_of("REPORT").words), "REPORT");
  add_color(diff, raw);
  add_sandbox(diff, options);
}

void add_why(CLI::App* why, Options& options, Raw& raw) {
  why->add_option("QUESTION", options.asked,
                  "An element (Transports/Transport[any-tcp]/InetAddr) or a connection string; "
                  "before it, the name of an instance and configurations")
      ->required();
  add_settings(why, options, raw);
  why->add_option("--client-kind", options.lint.client_kind, "Which client the string is for")
      ->type_name("KIND");
  why->add_option("--client-version", options.lint.client_version,
                  "The client version to check for (default: the workspace's, else the newest)")
      ->type_name("X.Y.Z");
  add_format(why, raw);
  add_color(why, raw);
  add_sandbox(why, options);
}

void add_lsp(CLI::App* lsp, Options& options, Raw& raw) {
  add_rule_choice(lsp, options, raw);
  add_sandbox(lsp, options);
}

struct NamedCommand {
  std::string name;
  Command command;
  std::string what_for;
  void (*add_options)(CLI::App* command, Options& options, Raw& raw);
};

const std::vector<NamedCommand>& commands() {
  static const std::vector<NamedCommand> all{
      {"check", Command::check, "Check configurations, and check connection strings against them",
       add_check},
      {"probe", Command::probe, "Check, then connect to every endpoint as its client would",
       add_probe},
      {"parse", Command::parse,
       "Show the parts of connection strings and which clients accept them", add_parse},
      {"connections", Command::connections,
       "Print the connection strings that each transport would accept", add_connections},
      {"expand", Command::expand, "Print a configuration with includes and variables expanded",
       add_expand},
      {"diff", Command::diff,
       "Compare two configurations, folders or git revisions by what they mean", add_diff},
      {"why", Command::why,
       "Show where a value comes from, or how a connection string comes to its verdict", add_why},
      {"init", Command::init,
       fmt::format("Write an initial {} from what is found under this folder", workspace_file_name),
       add_init},
      {"rules", Command::rules, "List the rules", add_rules},
      {"explain", Command::explain,
       "Print the page of a rule, what is known about an element, or what an error message means",
       add_explain},
      {"verify", Command::verify, "Check whether the files of an attested check are still the same",
       add_verify},
      {"lsp", Command::lsp,
       "Serve an editor over standard input and output (the Language Server Protocol)", add_lsp}};
  return all;
}

void add_self_descriptions(CLI::App& app, Raw& raw) {
  app.add_subcommand("completions", "Print the completion script for a shell")
      ->add_option("SHELL", raw.shell, either(choices_of("SHELL").words))
      ->required();
  app.add_subcommand("manual", "Print the manual page");
}

/// `first`: the first argument. To declare the options of all commands takes longer than many a
/// check, and only what describes the tool needs them.
void add_commands(CLI::App& app, std::string_view first, Options& options, Raw& raw) {
  const bool one_will_do = std::ranges::count(commands(), first, &NamedCommand::name) != 0;
  for (const NamedCommand& named : commands()) {
    CLI::App* command = app.add_subcommand(named.name, named.what_for);
    if (!one_will_do || named.name == first) named.add_options(command, options, raw);
  }
  add_self_descriptions(app, raw);
  for (CLI::App* command : app.get_subcommands({})) command->allow_extras();
}

void refuse_extras(const CLI::App& app) {
  std::vector<std::string> extras = app.remaining();
  std::erase(extras, "--");  // what ends the options is left over, too
  if (extras.empty()) return;
  std::string name = extras.front().substr(0, extras.front().find('='));
  std::vector<std::string> known;
  if (!name.starts_with('-')) {
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
      known.push_back(command->get_name());
    }
    throw UsageError{known.empty()
                         ? fmt::format("unexpected argument '{}'", name)
                         : fmt::format("unknown command '{}'{}", name, did_you_mean(name, known))};
  }
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& longer : option->get_lnames()) known.push_back("--" + longer);
  }
  throw UsageError{fmt::format("unknown option '{}'{}", name, did_you_mean(name, known))};
}

/// The nearest workspace file from the current folder upwards; empty for none.
std::string nearest_workspace() {
  Result<std::string> found = find_workspace(disk(), ".");
  if (!found) throw UsageError{found.error().what};
  return *found;
}

std::pair<std::string, std::string> split_pair(const std::string& text, std::string_view form) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    // The value may be a secret, and without '=' all of it may be one.
    throw UsageError{fmt::format("expected {}", form)};
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

void add_named(std::string_view names, std::vector<std::string>& paths) {
  const char end = names.find('\0') == npos ? '\n' : '\0';
  while (!names.empty()) {
    const std::string_view name = names.substr(0, names.find(end));
    names.remove_prefix(std::min(name.size() + 1, names.size()));
    const std::string_view path =
        end == '\n' && name.ends_with('\r') ? name.substr(0, name.size() - 1) : name;
    if (!path.empty()) paths.emplace_back(path);
  }
}

void read_names(const std::vector<std::string>& files, Inputs& inputs) {
  for (const std::string& file : files) {
    const Result<FileText> names = read_stream(disk(), file, limits::settings_size);
    if (!names) throw UsageError{names.error().what};
    add_named(names->text, inputs.configurations);
  }
  if (files.empty() || !inputs.configurations.empty()) return;
  if (!inputs.allow_empty) {
    throw UsageError{"no path in the files of '--files-from'; '--allow-empty' permits that"};
  }
}

/// Standard input is there once.
void refuse_crowd_on_standard_input(const Raw& raw, const Options& options) {
  const Inputs& inputs = options.inputs;
  std::ptrdiff_t readers = 0;
  for (const auto* files : {&inputs.configurations, &inputs.client_lists, &inputs.failover_lists,
                            &options.lint.env_files, &raw.files_from}) {
    readers += std::ranges::count(*files, "-");
  }
  if (readers > 1) throw UsageError{"standard input ('-') can be read only once"};
  if (readers == 0 && !options.stdin_name.empty()) {
    throw UsageError{"'--stdin-filename' names standard input, which nothing reads; give '-'"};
  }
  const bool in_place =
      std::ranges::count(inputs.configurations, "-") > 0 || !options.stdin_name.empty();
  if (in_place && options.fixing.mode == FixOptions::Mode::write) {
    throw UsageError{"'--fix' cannot rewrite standard input ('-'); '--diff' shows the changes"};
  }
}

void understand_verify(const Raw& raw, Options& options) {
  if (options.command == Command::check && !options.attest.empty() &&
      options.fixing.mode != FixOptions::Mode::report) {
    throw UsageError{"'--attest' is for a check alone, without fixes and a new baseline"};
  }
  if (options.command != Command::verify) return;
  VerifyOptions& verify = options.verify;
  if (!verify.fail_on.empty()) check_known("severity", verify.fail_on, levels_of_failure());
  verify.allow_outside = raw.allow_outside;
}

void understand(const Raw& raw, Options& options) {
  LintOptions& lint = options.lint;
  refuse_crowd_on_standard_input(raw, options);
  read_names(raw.files_from, options.inputs);
  options.files_from = raw.files_from;
  options.checks_nothing = !raw.files_from.empty() && options.inputs.configurations.empty();
  for (const std::string& text : raw.severities) {
    lint.severities.push_back(split_pair(text, "--severity RULE=LEVEL"));
  }
  if (const auto known = check_words(lint); !known) throw UsageError{known.error().what};
  if (raw.isolated && !lint.workspace.empty()) {
    throw UsageError{"'--workspace' and '--isolated' cannot be used together"};
  }
  options.own_workspaces = !raw.isolated && lint.workspace.empty();
  // An editor's folders and files have workspaces of their own.
  const bool searches = !raw.isolated && options.command != Command::lsp;
  options.searches_workspace = searches && lint.workspace.empty();
  if (options.searches_workspace) lint.workspace = nearest_workspace();
  lint.keeps_all = options.fixing.mode == FixOptions::Mode::baseline;
  read_formats(raw.formats, options);
  read_suppressions(options);
  check_known("kind of change", options.fail_on_change, choices_of("CHANGE").words);
  if (options.command == Command::probe) understand(raw.probe, options.probe);
  understand_verify(raw, options);
  options.color = wants_color(raw.color);
  for (const std::string& definition : raw.definitions) {
    const auto [name, value] = split_pair(definition, "-D NAME=VALUE");
    lint.variables.insert_or_assign(name, value);
  }
  lint.process_environment = !raw.no_process_env;
  lint.confined = !raw.allow_outside;
  lint.listed_environment = runs_in_ci();
}

/// What the tool can say of itself before anything else is understood; nothing for other commands.
bool describe_itself(const CLI::App& app, const std::string& command, const std::string& shell) {
  if (command == "manual") {
    write_manual(interface_of(app), std::cout);
    return true;
  }
  if (command != "completions") return false;
  check_known("shell", shell, shell_names());
  write_completion(interface_of(app), shell, std::cout);
  return true;
}

}  // namespace

std::variant<Options, int> read_options(int argc, const char* const* argv) {
  Options options;
  options.inputs.folder = ".";
  options.lint.threads = 0;
  Raw raw;
  CLI::App app("Checks AMPS configurations, and checks connection strings against them.",
               "ampslint");
  app.set_version_flag("--version", std::string("ampslint ") + AMPSLINT_VERSION);
  app.allow_extras();
  add_commands(app, argc > 1 ? argv[1] : "", options, raw);
  try {
    app.parse(argc, argv);
    refuse_extras(app);
    const std::vector<CLI::App*> chosen = app.get_subcommands();
    if (chosen.empty()) {
      std::cerr << app.help();
      return usage_status;
    }
    refuse_extras(*chosen.front());
    const std::string name = chosen.front()->get_name();
    if (describe_itself(app, name, raw.shell)) return 0;
    options.command = std::ranges::find(commands(), name, &NamedCommand::name)->command;
    if (options.command == Command::probe) {
      options.serves = understand_serve(*chosen.front(), raw.probe, options.serve);
    }
    if (options.command == Command::check) understand(*chosen.front(), raw.fix, options.fixing);
    understand(raw, options);
    const bool reports = options.command == Command::check || options.command == Command::probe;
    if (reports) read_show(*chosen.front(), options);
    return options;
  } catch (const CLI::Success& asked_for_help) {
    std::ostringstream text;
    const int status = app.exit(asked_for_help, text, std::cerr);
    // Releases of CLI11 end it with different numbers of line feeds.
    const std::string help = text.str();
    std::cout << help.substr(0, help.find_last_not_of('\n') + 1) << '\n';
    return status;
  } catch (const CLI::ParseError& error) {
    write_message(std::string("ampslint: ") + error.what(), std::cerr);
  } catch (const UsageError& error) {
    write_message("ampslint: " + error.what, std::cerr);
  }
  std::cerr << "Run 'ampslint --help' for usage.\n";
  return usage_status;
}

}  // namespace ampslint
