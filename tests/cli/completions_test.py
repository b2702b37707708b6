"""Completes command lines in real shells, and has real readers read the manual page.

What the shells offer is held against `--help`, so a new option that a completion or the manual misses fails here.
What cannot be installed is left out with a line that begins with SKIPPED.

Usage: completions_test.py AMPSLINT PROJECT
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOOL, PROJECT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
ENVIRONMENT = {**os.environ, "PATH": f"{TOOL.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "TERM": "dumb"}


def run(*command, folder=None, check=True, **more):
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False, **more)
    assert not check or done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def install(*packages):
    return subprocess.run([PROJECT / "scripts/packages", *packages], capture_output=True, timeout=300, check=False).returncode == 0


def commands():
    text = run(TOOL, "--help").split("Subcommands:")[1]
    return re.findall(r"^  (\w+)", text, re.M)


def options(*command):
    """The long options, and the short ones that have no long name, as the help lists them."""
    names = re.findall(r"^  (-\w|--[\w-]+)(?:,(--[\w-]+))?", run(TOOL, *command, "--help"), re.M)
    assert names, command
    return {longer or first for first, longer in names}


BASH = r"""
source "$1"
COMP_LINE=$2 COMP_POINT=${#2} COMP_TYPE=9
# Words as readline splits them.
COMP_WORDS=() COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
rest=$2
while [[ $rest ]]; do
  case $rest in
    [=:]*) word=${rest%%[!=:]*} ;;
    ' '*) rest=${rest# }; [[ $rest ]] && continue; word='' ;;
    *) word=${rest%%[=: ]*} ;;
  esac
  COMP_WORDS+=("$word"); rest=${rest#"$word"}
done
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
current=${COMP_WORDS[COMP_CWORD]}
[[ $current == [=:]* ]] && current=
COMPREPLY=() before='' after=''
before=$(compgen -v)
_ampslint ampslint "$current" "${COMP_WORDS[COMP_CWORD - 1]}"
after=$(compgen -v)
# Nothing is left behind in the user's shell; BASH_REMATCH and the like are bash's own.
diff <(grep -v ^BASH <<<"$before") <(grep -v ^BASH <<<"$after") | sed -n 's/^> /leaked variable: /p'
printf '%s\n' "${COMPREPLY[@]}"
"""

# After zsh-capture-completion: an interactive shell behind a pseudo terminal, whose `compadd` prints the matches.
ZSH_INSIDE = r"""
PROMPT=
fpath=("$AMPSLINT_FUNCTIONS" $fpath)
autoload -Uz compinit; compinit -u -D
bindkey '^M' undefined; bindkey '^J' undefined; bindkey '^I' complete-word
null-line() { print -r -- $'\0' }
compprefuncs=(null-line); comppostfuncs=(null-line exit)
zstyle ':completion:*' list-grouped false
zstyle ':completion:*' insert-tab false
compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return $?; fi
  local -a hits
  builtin compadd -A hits -D hits "$@"
  (( $#hits )) && print -rl -- $hits
}
print ok
"""
ZSH = r"""
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "source $1"
repeat 4; do zpty -r shell line; [[ $line == ok* ]] && break; done
zpty -w shell "$2"$'\t'
while zpty -r shell; do :; done
"""


class Bash:
    def __init__(self, folder):
        self.script = folder / "ampslint.bash"
        self.script.write_text(run(TOOL, "completions", "bash"))

    def complete(self, line, folder):
        return set(run("bash", "--norc", "-c", BASH, "bash", self.script, line, folder=folder).split())


class Zsh:
    def __init__(self, folder):
        (folder / "_ampslint").write_text(run(TOOL, "completions", "zsh"))
        self.inside = folder / "inside"
        self.inside.write_text(ZSH_INSIDE)
        ENVIRONMENT["AMPSLINT_FUNCTIONS"] = str(folder)

    def complete(self, line, folder):
        text = run("zsh", "-f", "-c", ZSH, "zsh", self.inside, line, folder=folder).replace("\r", "")
        # Zsh quotes what it inserts.
        return {word.replace("\\", "") for word in text.split("\0\n")[1].splitlines()}


class Fish:
    def __init__(self, folder):
        self.script = folder / "ampslint.fish"
        self.script.write_text(run(TOOL, "completions", "fish"))

    def complete(self, line, folder):
        script = f"source {self.script}; complete -C '{line}'"
        text = run("fish", "--no-config", "-c", script, folder=folder)
        return {each.split("\t")[0] for each in text.splitlines()}


def check_shell(shell, folder):
    rules = {rule["id"] for rule in json.loads(run(TOOL, "rules", "--format", "json"))}
    (folder / "a folder").mkdir()
    (folder / "amps.xml").touch()
    name = type(shell).__name__

    def offers(line, expected, exactly=True):
        found = {word.rstrip("/") for word in shell.complete(line, folder)}
        fine = found == expected if exactly else expected <= found
        assert fine, f"{name}: {line!r}: missing {sorted(expected - found)[:5]}, too many {sorted(found - expected)[:5]}"

    every = commands()
    assert len(every) > 5, every
    offers("ampslint ", set(every), exactly=False)
    offers("ampslint ch", {"check"})
    offers("ampslint --v", {"--version"})
    for command in every:
        longer = {option for option in options(command) if option.startswith("--")}
        offers(f"ampslint {command} --", longer)
    offers("ampslint check --fail-on ", {"error", "warning", "note", "never"})
    offers("ampslint check --color a", {"auto", "always"})
    offers("ampslint check --client-kind c", {"c++", "csharp"})
    offers("ampslint check --preset p", {"pedantic"})
    offers("ampslint check --format s", {"sarif", "sonar"})
    offers("ampslint probe config --format n", {"nagios"})
    offers("ampslint parse --format ", {"text", "json"})
    offers("ampslint check --select connect-tls-", {rule for rule in rules if rule.startswith("connect-tls-")})
    offers("ampslint check --ignore uri-", {rule for rule in rules if rule.startswith("uri-")} | {"uri-*"})
    offers("ampslint explain ", rules, exactly=False)
    offers("ampslint probe --tls-min 1", {"1.1", "1.2", "1.3"})
    offers("ampslint completions ", {"bash", "zsh", "fish"})
    offers("ampslint check am", {"amps.xml"})
    offers("ampslint check -D A=b --clients am", {"amps.xml"})
    first = {"amps.xml"} if name != "Fish" else {"sarif=amps.xml"}
    offers("ampslint check --format sarif=am", first)
    offers("ampslint check -c tcp://h:1 --fail-on w", {"warning"})
    level = "uri-missing-port=warning" if name == "Fish" else "warning"
    offers("ampslint check --severity uri-missing-port=w", {level})
    assert not shell.complete("ampslint check -c ", folder), f"{name}: connection strings cannot be guessed"


def check_bash_equals(shell, folder):
    """Bash splits `--fail-on=w` into three words, and replaces the last one only."""
    assert shell.complete("ampslint check --fail-on=w", folder) == {"warning"}
    assert shell.complete("ampslint check --fail-on=", folder) == {"error", "warning", "note", "never"}
    assert shell.complete("ampslint check --severity uri-missing-p", folder) >= {"uri-missing-port="}


def check_manual(folder):
    page = folder / "ampslint.1"
    page.write_text(run(TOOL, "manual"))
    if install("mandoc", "man-db", "groff"):
        lint = run("mandoc", "-Tlint", page, check=False)
        assert lint == "", lint
        done = subprocess.run(["man", "--warnings", "-l", page], capture_output=True, text=True, timeout=60, check=True,
                              env={**ENVIRONMENT, "MANWIDTH": "200", "MANPAGER": "cat"})
        assert done.stderr == "", done.stderr
        text = re.sub(r".\x08", "", done.stdout)
        names = run("lexgrog", page)
        assert "ampslint - " in names, names
    else:
        print("SKIPPED: mandoc, man-db or groff cannot be had")
        text = page.read_text().replace("\\-", "-")
    for command in commands():
        part = text.split(f"ampslint {command}\n")[1].split("\n   ampslint ")[0]
        for option in options(command):
            assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", part), f"the manual lacks {option} of {command}"


def main():
    shells = [("bash", Bash), ("zsh", Zsh), ("fish", Fish)]
    for program, kind in shells:
        if not shutil.which(program) and not install(program):
            print(f"SKIPPED: {program} cannot be had")
            continue
        with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryDirectory() as folder:
            shell = kind(pathlib.Path(scratch))
            check_shell(shell, pathlib.Path(folder))
            if program == "bash":
                check_bash_equals(shell, folder)
    with tempfile.TemporaryDirectory() as folder:
        check_manual(pathlib.Path(folder))


main()
