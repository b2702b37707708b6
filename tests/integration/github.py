"""As much of GitHub's runner as the tests need: the steps of a composite action, and the commands in a log."""
import os
import pathlib
import re
import subprocess

import yaml

# What the runner obeys in a log (ActionCommandManager); the names that a step may use.
COMMANDS = {"add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice", "remove-matcher",
            "save-state", "set-env", "set-output", "stop-commands", "warning"}


def commands_in(log):
    """(name, properties, text) of every command, as the runner finds them: `::name k=v::text` at the start of a line but for
    blanks, and `##[name k=v]text` anywhere in it."""
    for line in re.split(r"\r\n|\n|\r", log):
        found = re.match(r"\s*::([^ ]*?)(?: (.*?))?::(.*)$", line) or re.search(r"##\[([^ \]]*)(?: ([^\]]*))?\](.*)$", line)
        if found and found[1] in COMMANDS:
            pairs = (pair.partition("=") for pair in (found[2] or "").split(",") if pair)
            yield found[1], {name: value for name, _, value in pairs}, found[3]


class Action:
    """Runs the `run:` steps of a composite action, inputs and outputs as on GitHub."""

    def __init__(self, path, folder, scratch, environment):
        self.text = path.read_text()
        self.action = yaml.safe_load(self.text)
        self.folder, self.scratch, self.environment = folder, pathlib.Path(scratch), dict(environment)
        self.steps, self.log, self.used = {}, "", []
        self.context = {"runner": {"temp": str(scratch), "os": "Linux", "arch": "X64"},
                        "github": {"action_path": str(path.parent), "server_url": "https://github.invalid",
                                   "action_repository": "owner/ampslint", "action_ref": "v1"}}

    def value(self, name):
        first, *rest = name.split(".")
        if first == "inputs":
            return self.inputs[rest[0]]
        if first == "steps":
            return self.steps.get(rest[0], {}).get(rest[2], "")
        return self.context[first][rest[0]]

    def filled(self, text):
        return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda found: self.value(found[1]), str(text))

    def wanted(self, condition, failed):
        text = condition.replace("&&", " and ").replace("||", " or ").replace("always()", "True")
        text = re.sub(r"\b(inputs|steps)\.[\w.-]+", lambda found: repr(self.value(found[0])), text)
        return ("always()" in condition or not failed) and eval(text)  # pylint: disable=eval-used

    def run(self, **inputs):
        """The exit status of the first step that fails."""
        known = self.action["inputs"]
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        assert given.keys() <= known.keys(), given
        self.inputs = {name: given.get(name, facts.get("default", "")) for name, facts in known.items()}
        failed = 0
        for step in self.action["runs"]["steps"]:
            if not self.wanted(step.get("if", "True"), failed):
                continue
            if "uses" in step:
                self.used.append((step["uses"], {name: self.filled(value) for name, value in step["with"].items()}))
                continue
            assert "${{" not in step["run"], f"{step['name']}: an expression becomes part of the script"
            failed = self.run_step(step) or failed
        return failed

    def run_step(self, step):
        assert step["shell"] == "sh"  # containers may have no other
        files = {name: self.scratch / name for name in ("GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.touch()
        environment = {**self.environment, **{name: str(file) for name, file in files.items()},
                       **{name: self.filled(value) for name, value in step.get("env", {}).items()},
                       "RUNNER_TEMP": str(self.scratch), "GITHUB_ACTIONS": "true"}
        script = self.scratch / "step.sh"
        script.write_text(step["run"])
        done = subprocess.run(["sh", "-e", str(script)], cwd=self.folder / self.filled(step.get("working-directory", ".")), env=environment,
                              capture_output=True, text=True, timeout=120, check=False)
        self.log += done.stdout + done.stderr
        for line in files["GITHUB_PATH"].read_text().splitlines():
            self.environment["PATH"] = line + os.pathsep + self.environment["PATH"]
        lines = files["GITHUB_OUTPUT"].read_text().splitlines()
        self.steps[step.get("id", "")] = dict(line.split("=", 1) for line in lines)
        self.summary = files["GITHUB_STEP_SUMMARY"].read_text()
        return done.returncode

    def outputs(self):
        return {name: self.filled(facts["value"]) for name, facts in self.action["outputs"].items()}
