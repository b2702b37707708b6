#include <fmt/core.h>
#include <fmt/ranges.h>

#include <ostream>

#include "cli/describe/completions.hpp"
#include "cli/describe/value_kinds.hpp"

namespace ampslint {
namespace {

std::vector<std::string> names_of(const std::vector<Offered>& options) {
  std::vector<std::string> names;
  for (const Offered& option : options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

std::vector<std::string> command_names(const Interface& tool) {
  std::vector<std::string> names;
  for (const Interface& command : tool.commands) names.push_back(command.name);
  return names;
}

/// `COMMAND OPTION` -> the kind of its value, `any` where that may be anything; an argument has an
/// empty OPTION.
void write_bash_kinds(const Interface& command, const ValueKinds& kinds, std::ostream& out) {
  for (const Offered& option : command.options) {
    if (option.value.empty()) continue;
    std::vector<std::string> patterns;
    for (const std::string& name : option.names) {
      patterns.push_back(shell_quoted(command.name + " " + name));
    }
    if (option.is_argument()) patterns.push_back(shell_quoted(command.name + " "));
    out << fmt::format(
        "    {}) kind={} ;;\n", fmt::join(patterns, " | "),
        any_value(option.choices) ? "any" : std::to_string(kinds.number(option.choices)));
  }
}

constexpr std::string_view bash_head =
    R"(# Completes ampslint in bash; written by 'ampslint completions bash'.

# _ampslint_kind COMMAND OPTION: the kind of its value in $kind; fails if it takes none.
_ampslint_kind() {
  case "$1 $2" in
)";

constexpr std::string_view bash_values = R"(    *) return 1 ;;
  esac
}

# _ampslint_value KIND CURRENT LEAD: the candidates for the value, each preceded by LEAD.
_ampslint_value() {
  local current=$2 lead=$3 word words=() second=() files='' second_files='' pair=''
  case $1 in
)";

constexpr std::string_view bash_middle = R"(  esac
  if [[ $pair && $current == *=* ]]; then
    lead+=${current%%=*}=
    current=${current#*=}
    words=("${second[@]}")
    files=$second_files
    pair=
  fi
  for word in "${words[@]}"; do
    [[ $pair == words ]] && word+='='
    [[ $word == "$current"* ]] && COMPREPLY+=("$lead$word")
  done
  [[ $pair == words ]] && compopt -o nospace 2>/dev/null
  [[ $files ]] || return 0
  compopt -o filenames 2>/dev/null
  while IFS= read -r word; do COMPREPLY+=("$lead$word"); done < <(compgen -f -- "$current")
}

# _ampslint_names COMMAND: its options, or the commands, in $names.
_ampslint_names() {
  case $1 in
)";

constexpr std::string_view bash_tail = R"(  esac
}

_ampslint() {
  local words=() word command='' kind='' names=() i
  COMPREPLY=()
  # Bash splits words at '=' and ':'.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if ((i > 1)) && [[ $word == [=:]* || ${COMP_WORDS[i - 1]} == *[=:] ]]; then
      words[${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
  done
  local last=$((${#words[@]} - 1))
  local current=${words[last]} before=${words[last - 1]}
  for ((i = 1; i < last; i++)); do
    [[ ${words[i]} == -* ]] || { command=${words[i]}; break; }
  done

  if [[ $current == --*=* ]] && _ampslint_kind "$command" "${current%%=*}"; then
    _ampslint_value "$kind" "${current#*=}" "${current%%=*}="
  elif _ampslint_kind "$command" "$before"; then
    _ampslint_value "$kind" "$current" ''
  elif [[ $current == -* || ! $command ]]; then
    _ampslint_names "$command"
    for word in "${names[@]}"; do
      [[ $word == -* && $current != -* ]] || [[ $word != "$current"* ]] || COMPREPLY+=("$word")
    done
  elif _ampslint_kind "$command" ''; then
    _ampslint_value "$kind" "$current" ''
  fi

  # Only the part after the last break is replaced.
  local breaks=${COMP_WORDBREAKS//[^=:]/}
  if [[ $breaks && $current == *["$breaks"]* ]]; then
    local kept=${current%"${current##*["$breaks"]}"}
    for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=${COMPREPLY[i]#"$kept"}; done
  fi
}

complete -F _ampslint ampslint
)";

}  // namespace

void write_bash_completion(const Interface& tool, std::ostream& out) {
  const ValueKinds kinds(tool);
  out << bash_head;
  for (const Interface& command : tool.commands) write_bash_kinds(command, kinds, out);
  out << bash_values;
  for (std::size_t i = 0; i < kinds.all().size(); ++i) {
    const Choices& choices = kinds.all()[i];
    out << fmt::format("    {})", i);
    if (!choices.words.empty()) out << " words=" << array(choices.words);
    if (choices.files) out << " files=yes";
    if (choices.second_files) out << " pair=files second_files=yes";
    if (!choices.second_words.empty()) out << " pair=words second=" << array(choices.second_words);
    out << " ;;\n";
  }
  out << bash_middle;
  std::vector<std::string> names = command_names(tool);
  const std::vector<std::string> options = names_of(tool.options);
  names.insert(names.end(), options.begin(), options.end());
  out << fmt::format("    '') names={} ;;\n", array(names));
  for (const Interface& command : tool.commands) {
    out << fmt::format("    {}) names={} ;;\n", command.name, array(names_of(command.options)));
  }
  out << bash_tail;
}

}  // namespace ampslint
