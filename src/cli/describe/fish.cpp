#include <fmt/core.h>
#include <fmt/ranges.h>

#include <ostream>

#include "cli/describe/completions.hpp"
#include "cli/describe/value_kinds.hpp"

namespace ampslint {
namespace {

std::string quoted_for_fish(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string fish_values(const Offered& option, const ValueKinds& kinds) {
  if (option.value.empty()) return {};
  if (option.choices.files) return " -r -F";
  if (any_value(option.choices)) return " -x";
  return fmt::format(" -x -a '(__ampslint_value_{})'", kinds.number(option.choices));
}

void write_fish_value(const Choices& choices, std::size_t number, std::ostream& out) {
  out << fmt::format("function __ampslint_value_{}\n", number);
  if (is_pair(choices)) {
    const std::string second =
        choices.second_files
            ? "__fish_complete_path $second"
            : fmt::format("string split ' ' '{}'", fmt::join(choices.second_words, " "));
    out << "    set -l token (commandline -ct | string replace -r '^--[^=]*=' '')\n"
           "    if set -l first (string match -r '^[^=]*=' -- $token)\n"
           "        set -l second (string replace -- $first '' $token)\n"
        << fmt::format("        string replace -r '^' -- $first ({})\n", second)
        << "        return\n    end\n";
  }
  const std::string_view suffix = choices.second_words.empty() ? "" : "=";
  out << "    printf '%s\\n'";
  for (const std::string& word : choices.words) out << ' ' << quoted_for_fish(word) << suffix;
  out << "\nend\n\n";
}

void write_fish_command(const std::string& condition, const Interface& command,
                        const ValueKinds& kinds, std::ostream& out) {
  for (const Offered& option : command.options) {
    out << fmt::format("complete -c ampslint -n '{}'", condition);
    for (const std::string& name : option.names) {
      out << (name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1));
    }
    if (!option.is_argument()) {
      out << fish_values(option, kinds) << " -d " << quoted_for_fish(option.help);
    } else if (option.choices.files) {
      out << " -F";
    } else if (!any_value(option.choices)) {
      out << fmt::format(" -a '(__ampslint_value_{})'", kinds.number(option.choices));
    }
    out << '\n';
  }
}

}  // namespace

void write_fish_completion(const Interface& tool, std::ostream& out) {
  const ValueKinds kinds(tool);
  out << "# Completes ampslint in fish; written by 'ampslint completions fish'.\n\n";
  for (std::size_t i = 0; i < kinds.all().size(); ++i) {
    if (!kinds.all()[i].words.empty()) write_fish_value(kinds.all()[i], i, out);
  }
  out << "complete -c ampslint -f\n";
  write_fish_command("__fish_use_subcommand", tool, kinds, out);
  for (const Interface& command : tool.commands) {
    out << fmt::format("complete -c ampslint -n __fish_use_subcommand -a {} -d {}\n", command.name,
                       quoted_for_fish(command.help));
    write_fish_command("__fish_seen_subcommand_from " + command.name, command, kinds, out);
  }
}

}  // namespace ampslint
