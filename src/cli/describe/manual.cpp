#include <fmt/core.h>

#include <ostream>
#include <sstream>

#include "base/limits.hpp"
#include "cli/describe/completions.hpp"

namespace ampslint {
namespace {

/// Text that roff takes as it stands.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out;
}

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + roff(text) + "\\fR"; }

/// A sentence, whether or not it was written as one, in lines that fit where roff is read.
std::string sentence(const std::string& text) {
  constexpr std::size_t widest = 76;
  std::string out;
  std::size_t width = 0;
  std::istringstream words(text.ends_with('.') ? text : text + '.');
  for (std::string word; words >> word;) {
    const bool fits = width + word.size() < widest;
    if (width > 0) out += fits ? ' ' : '\n';
    if (!fits) width = 0;
    // Only at the start of a line is a dot or a quote anything else than itself.
    if (width == 0 && (word.front() == '.' || word.front() == '\'')) out += "\\&";
    out += roff(word);
    width += word.size() + 1;
  }
  return out;
}

void write_option(const Offered& option, std::ostream& out) {
  out << ".TP\n";
  std::string separator;
  for (const std::string& name : option.names) {
    out << separator << bold(name);
    separator = ", ";
  }
  if (!option.value.empty()) out << (option.is_argument() ? "" : " ") << italic(option.value);
  if (option.repeated) out << " ...";
  out << '\n' << sentence(option.help) << '\n';
}

void write_command(const Interface& command, std::ostream& out) {
  out << ".SS " << roff("ampslint " + command.name) << '\n';
  std::string arguments;
  for (const Offered& option : command.options) {
    if (!option.is_argument()) continue;
    const std::string name = italic(option.value) + (option.repeated ? " ..." : "");
    arguments += option.required ? " " + name : " [" + name + "]";
  }
  out << bold("ampslint " + command.name) << " [" << italic("OPTION") << " ...]" << arguments
      << "\n.PP\n"
      << sentence(command.help) << '\n';
  for (const Offered& option : command.options) write_option(option, out);
}

/// As people write a number of bytes, or of anything.
std::string amount(const limits::Limit& limit) {
  constexpr std::size_t kibibyte = 1024;
  if (limit.bytes && limit.most % limits::mebibyte == 0) {
    return fmt::format("{} MiB", limit.most / limits::mebibyte);
  }
  if (limit.bytes && limit.most % kibibyte == 0) {
    return fmt::format("{} KiB", limit.most / kibibyte);
  }
  return std::to_string(limit.most);
}

void write_limits(std::ostream& out) {
  out << ".SH LIMITS\n"
      << sentence(
             "These limits keep the time and memory of a run bounded, whatever the inputs contain. "
             "Devices, named pipes and folders are not read as files")
      << '\n';
  for (const limits::Limit& limit : limits::all) {
    out << ".TP\n"
        << bold(fmt::format("{}: {}", limit.of, amount(limit))) << '\n'
        << sentence("Beyond: " + std::string(limit.beyond)) << '\n';
  }
}

constexpr std::string_view sandbox = R"(.SH SANDBOX
Every command except
.B probe
enters a sandbox before it reads its inputs, where the kernel supports that.
Landlock limits it to writing the files it was asked to write; a seccomp filter
keeps it from opening sockets and starting programs.
With
.B \-\-since
and
.B diff
of a git revision it can start programs, since it runs git. With
.B \-\-fix
it can write files anywhere, since included files can be anywhere.
.B \-\-no\-sandbox
disables the sandbox.
)";

constexpr std::string_view behind_commands = R"(.SH EXIT STATUS
.TP
.B 0
No finding at or above
.B \-\-fail\-on
was reported.
.TP
.B 1
There was such a finding, or a probed endpoint is not ready.
.TP
.B 2
The run failed: for example, an option is unknown or a file cannot be read or
written.
.TP
.B 130
Ctrl-C ended a probe, or
.BR "check \-\-watch" .
.PP
With
.B \-\-format nagios
on standard output, a probe exits like a monitoring plugin: 0 OK, 1 WARNING,
2 CRITICAL, 3 UNKNOWN.
.SH ENVIRONMENT
.TP
.BR NO_COLOR ", " CLICOLOR_FORCE
Control
.BR "\-\-color auto" ,
together with whether standard output is a terminal.
.TP
.B GITHUB_ACTIONS
When it is
.B true
and no
.B \-\-format
is given, annotations follow the text, and a table is appended to the file that
.B GITHUB_STEP_SUMMARY
names.
.TP
.B GITLAB_CI
When it is
.B true
and no
.B \-\-format
is given, the Code Quality report of merge requests is written to
.BR gl\-code\-quality\-report.json .
.PP
Values for variables in configurations are also taken from the environment,
unless
.B \-\-no\-process\-env
is given.
.TP
.B CI
When it is
.B true
or
.BR 1 ,
only the variables that
.B environment
in the workspace file lists are taken from the environment: anyone who can
change a configuration could otherwise print any of them.
)";

constexpr std::string_view examples = R"(.SH EXAMPLES
.TP
.B ampslint check config \-\-clients clients.txt
Checks the configurations under a folder, and a list of connection strings
against them.
.TP
.B ampslint check \-c tcp://db1:9007/amps/json
Checks one connection string by itself, and against the configurations under
the current folder.
.TP
.B ampslint probe config \-\-clients clients.txt
Also connects to every endpoint, without sending any AMPS messages.
.TP
.B ampslint check \-\-watch
Checks again whenever a file changes that was read.
.TP
.B ampslint check \-\-show\-files
Prints every file that is read, and why.
.TP
.B ampslint probe \-\-serve 127.0.0.1:9779
Probes again and again, and serves the results to Prometheus and browsers. A
SIGHUP reads the inputs anew, SIGTERM ends it with status 0.
.B ampslint diff HEAD~1
Shows what differs in meaning between a git revision and the files as they are.
.TP
.B ampslint why tcp://db1:9007/amps/json
Shows the steps to the verdict on a connection string.
.TP
.B ampslint explain connect\-tls\-required
Prints the page of a rule.
.TP
.B ampslint explain \(aqtlsv1 alert unknown ca\(aq
Prints what an error message means, and what to run next.
)";

}  // namespace

void write_manual(const Interface& tool, std::ostream& out) {
  out << ".\\\" Written by 'ampslint manual'.\n"
      << fmt::format(".TH AMPSLINT 1 {} \"ampslint {}\" \"User Commands\"\n", AMPSLINT_RELEASED,
                     AMPSLINT_VERSION)
      << ".SH NAME\nampslint \\- check AMPS configurations and connection strings\n.SH SYNOPSIS\n"
      << bold("ampslint") << ' ' << italic("COMMAND") << " [" << italic("OPTION") << " ...] ["
      << italic("ARGUMENT") << " ...]\n.SH DESCRIPTION\n"
      << sentence(tool.help) << '\n'
      << sentence(
             "A configuration is an AMPSConfig file of a 60East AMPS server, or a folder that is "
             "searched for such files")
      << "\n.SH OPTIONS\n";
  for (const Offered& option : tool.options) write_option(option, out);
  out << ".SH COMMANDS\n";
  for (const Interface& command : tool.commands) write_command(command, out);
  out << behind_commands;
  write_limits(out);
  out << sandbox << examples;
}

}  // namespace ampslint
