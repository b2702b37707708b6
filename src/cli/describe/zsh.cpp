#include <fmt/core.h>
#include <fmt/ranges.h>

#include <ostream>

#include "cli/describe/completions.hpp"
#include "cli/describe/value_kinds.hpp"

namespace ampslint {
namespace {

/// What `_arguments` and `_describe` give a meaning of their own.
std::string zsh_escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_action(const Offered& option, const ValueKinds& kinds) {
  const std::string name = zsh_escaped(option.value, ":\\");
  if (any_value(option.choices)) return fmt::format(":{}: ", name);
  return fmt::format(":{}:_ampslint_value_{}", name, kinds.number(option.choices));
}

void write_zsh_option(const Offered& option, const ValueKinds& kinds, std::ostream& out) {
  if (option.is_argument()) {
    out << " \\\n        "
        << shell_quoted((option.repeated ? "*" : "1") + zsh_action(option, kinds));
    return;
  }
  const std::string help = zsh_escaped(option.help, "[]\\");
  for (const std::string& name : option.names) {
    std::string spec = option.repeated ? "*" : fmt::format("({})", fmt::join(option.names, " "));
    spec += name;
    if (!option.value.empty()) spec += name.starts_with("--") ? "=" : "+";
    spec += fmt::format("[{}]", help);
    if (!option.value.empty()) spec += zsh_action(option, kinds);
    out << " \\\n        " << shell_quoted(spec);
  }
}

void write_zsh_value(const Choices& choices, std::size_t number, std::ostream& out) {
  out << fmt::format("_ampslint_value_{}() {{\n", number);
  if (is_pair(choices)) {
    const std::string second =
        choices.second_files ? "_files"
                             : fmt::format("compadd -- {}", fmt::join(choices.second_words, " "));
    out << fmt::format("  if compset -P '*='; then {}; return; fi\n", second);
  }
  if (!choices.words.empty()) {
    const std::string_view suffix = choices.second_words.empty() ? "" : "-S= -q ";
    out << fmt::format("  local words={}\n  compadd \"$@\" {}-a words\n", array(choices.words),
                       suffix);
  }
  if (choices.files) out << "  _files \"$@\"\n";
  out << "}\n\n";
}

}  // namespace

void write_zsh_completion(const Interface& tool, std::ostream& out) {
  const ValueKinds kinds(tool);
  out << "#compdef ampslint\n# Completes ampslint in zsh; written by 'ampslint completions "
         "zsh'.\n\n";
  for (std::size_t i = 0; i < kinds.all().size(); ++i) write_zsh_value(kinds.all()[i], i, out);
  out << "_ampslint() {\n  local curcontext=$curcontext state line\n  local -a commands=(\n";
  for (const Interface& command : tool.commands) {
    out << "    " << shell_quoted(command.name + ":" + zsh_escaped(command.help, ":\\")) << '\n';
  }
  out << "  )\n  _arguments -C";
  for (const Offered& option : tool.options) write_zsh_option(option, kinds, out);
  out << " \\\n        '1:COMMAND:->command' \\\n        '*::ARGUMENT:->argument'\n"
         "  case $state in\n    command) _describe command commands ;;\n    argument)\n"
         "      case $line[1] in\n";
  for (const Interface& command : tool.commands) {
    out << fmt::format("      {})\n        _arguments -s", command.name);
    for (const Offered& option : command.options) write_zsh_option(option, kinds, out);
    out << "\n        ;;\n";
  }
  out << "      esac\n      ;;\n  esac\n}\n\n_ampslint \"$@\"\n";
}

}  // namespace ampslint
