"""What is read, from where, and that nothing of it is left out or lost without a word.

Usage: inputs_test.py AMPSLINT PROJECT
"""
import json
import os
import pathlib
import subprocess
import sys
import unicodedata
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from scratch import TOOL, Scratch  # noqa: E402

CONFIGURATION = """<AMPSConfig>
  <Name>one</Name>
  <Transports>
    <Transport>
      <Name>any-tcp</Name>
      <Type>tcp</Type>
      <InetAddr>{}</InetAddr>
      <Protocol>amps</Protocol>
    </Transport>
  </Transports>
</AMPSConfig>
"""
STRING = "tcp://db1:9007/amps/json"


class Inputs(Scratch):
    def setUp(self):
        super().setUp()
        self.write("amps.xml", CONFIGURATION.format(9007))

    def run_tool(self, *arguments, folder=".", stdin="", **environment):
        known = {name: value for name, value in os.environ.items()
                 if name not in ("CI", "GITHUB_ACTIONS", "GITHUB_WORKSPACE", "GITLAB_CI", "CI_PROJECT_DIR")}
        return subprocess.run([TOOL, *arguments], cwd=self.folder / folder, input=stdin, capture_output=True, text=True, timeout=60,
                              check=False, env={**known, **environment})

    def verdict(self, *arguments, **more):
        """That of the one string."""
        done = self.run_tool("check", "--isolated", *arguments, "--format", "json", **more)
        self.assertEqual(done.stderr, "")
        return [connection["verdict"] for connection in json.loads(done.stdout)["connections"]]

    def port(self, env, *more):
        """Whether an env file gives PORT the value 9007."""
        self.write("amps.xml", CONFIGURATION.format("${PORT}"))
        self.write(".env", env)
        return self.verdict("amps.xml", "--no-process-env", "--env-file", ".env", "-c", STRING, *more) == ["compatible"]

    def test_env_files_are_read_as_shells_and_compose_do(self):
        for env in ("PORT=9007", "export PORT=9007\n", "PORT = 9007\r\n", "\ufeffPORT=9007\n", "PORT=1\nPORT=9007\n", "PORT='9007'\n",
                    'PORT="9007"  # a comment\n', "PORT=9007 # a comment\n", "BASE=900\nPORT=${BASE}7\n", "BASE=900\nPORT=\"${BASE}7\"\n",
                    "PORT=${NONE:-9007}\n", "PORT=${NONE-9007}\n", "A=9007\nB=$A\nPORT=$B\n", "OTHER\nexport MORE\nPORT=9007\n",
                    "KEY=\"several\nlines # of = text\"\nPORT=9007\n", "KEY='it is \"quoted\"'\nPORT=9007\n", "KEY=a'b\nPORT=9007\n"):
            with self.subTest(env):
                self.assertTrue(self.port(env))
        for env in ("PORT='${BASE:-9007}'", "PORT=9007#8"):
            with self.subTest(env):
                self.assertFalse(self.port(env))

    def test_env_files_may_use_what_shells_and_systemd_have(self):
        for env in ("X=\nPORT=${X:-9007}", "PORT=${A:-${B:-9007}}", "X=1\nPORT=${X:+9007}", "X=\nPORT=9007${X:+8}", "PORT=${X:-\"9007\"}",
                    "; of systemd\nPORT=9007", "PORT=9007; export PORT", "PORT=9007;export PORT\n", "PORT=90\\\n07\n", "PORT=90\\\r\n07\r\n",
                    'PORT=90"07"', "PORT='90''07'", "P=90\nPORT=\"$P\"'07' # joined", "PORT=90\nPORT+=07\n", "declare -x PORT=\"9007\"",
                    "set -a\nPORT=9007\nset +a\n", "A=B\nexport A PORT\nPORT=9007", "D=C:\\logs\\\nPORT=9007", "A=it's\nPORT=9007\nB=it's",
                    'J={"a": "b"}\nPORT=9007', "PORT=9007\nexport -n X\n"):
            with self.subTest(env):
                self.assertTrue(self.port(env))
        for env in ("X=\nPORT=${X-9007}", "X=\nPORT=${X:+9007}", "X=1\nPORT=${X-9007}", "PORT=9007;8"):
            with self.subTest(env):
                self.assertFalse(self.port(env))

    def test_a_value_that_holds_a_reference_or_a_command_is_not_known(self):
        self.write("amps.xml", CONFIGURATION.format("${PORT}"))
        for env in ("PORT=${LATER}", "PORT=$LATER", "PORT='${BASE}'", "PORT=${X:?no}", "PORT=${X#a}", "PORT=`echo 9007`", "PORT=$(echo 9007)",
                    "PORT=\"`echo 9007`\"", "PORT=90${X}"):
            with self.subTest(env):
                self.write(".env", env)
                done = self.run_tool("check", "--no-process-env", "--env-file", ".env", "amps.xml", "-c", STRING, "--format", "concise")
                self.assertEqual((done.returncode, done.stdout.count("error")), (0, 0), done.stdout)
                self.assertEqual(self.verdict("amps.xml", "--no-process-env", "--env-file", ".env", "-c", STRING), ["unknown"])
        self.assertEqual(self.verdict("amps.xml", "--no-process-env", "-D", "PORT=${LATER}", "-c", STRING), ["unknown"])

    def test_placeholders_with_dots_are_not_known_and_no_secrets(self):
        self.write("amps.xml", CONFIGURATION.format(9007))
        for string in ("tcp://@amps.host@:9007/amps/json", "tcp://db1:@amps.port@/amps/json", "tcp://db1:9007/amps/@amps.type@",
                       "tcp://@AMPS_HOST@:@AMPS_PORT@/amps/json", "tcp://@amps-host@:@amps-port@/amps/json", "tcp://db1:9007${SUFFIX}"):
            with self.subTest(string):
                done = self.run_tool("check", "amps.xml", "-c", string)
                self.assertNotIn("***", done.stdout)
                self.assertIn("unknown", done.stdout)
                self.assertEqual(done.returncode, 0, done.stdout)
        for value in ("@amps.port@", "@amps-port@", "__amps.port__", "${{ vars.PORT }}", "<?= $port ?>", "{{#t}}1{{/t}}{{^t}}9007{{/t}}"):
            with self.subTest(value):
                self.write("amps.xml", CONFIGURATION.format(value))
                done = self.run_tool("check", "amps.xml", "--format", "concise")
                self.assertEqual((done.returncode, done.stdout), (0, ""))
                self.assertIn("is a template", done.stderr)
                self.assertNotIn("{{#t}}", done.stderr)

    def test_templates_of_several_programs_are_read(self):
        transport = ("<Transport><Name>any-tcp</Name><Type>tcp</Type><InetAddr>9007</InetAddr>"
                     "<Protocol>amps</Protocol></Transport>")
        whole = "<AMPSConfig><Name>one</Name><Transports>{}</Transports></AMPSConfig>".format
        for name, text in (("amps.xml.j2", '{% extends "base.xml" %}{% block t %}' + transport * 2 + "{% endblock %}"),
                           ("amps.xml", whole("<{{ tag }}>x</{{ tag }}>" + transport)), ("amps.xml", whole("<{{ tag }}>" + transport + "</{{ tag }}>")),
                           ("amps.xml.php", whole("<?php foreach ($all as $t): ?>" + transport + "<?php endforeach; ?>")),
                           ("amps.xml.vm", whole("\n#if($a < 3)\n" + transport + "\n#elseif ($a < (4))\n" + transport + "\n#else\n#end\n")),
                           ("amps.xml.ftl", whole("<#if (a > 3)>" + transport + "</#if>")),
                           ("amps.xml.mustache", whole("{{^x}}" + transport + "{{/x}}"))):
            with self.subTest(text):
                self.write(name, text)
                done = self.run_tool("check", "--isolated", name, "--format", "concise")
                self.assertEqual((done.returncode, done.stdout), (0, ""))
                self.assertIn("is a template", done.stderr)

    def test_an_env_file_in_utf_16_is_named_as_such(self):
        self.folder.joinpath("wide.env").write_bytes("PORT=9007\n".encode("utf-16"))
        done = self.run_tool("check", "amps.xml", "--env-file", "wide.env")
        self.assertEqual(done.returncode, 2)
        self.assertIn("wide.env: UTF-16", done.stderr)

    def test_the_last_env_file_wins_and_definitions_win_over_all(self):
        self.write("first.env", "PORT=9001\n")
        self.assertFalse(self.port("PORT=9007\n", "--env-file", "first.env"))
        self.assertTrue(self.port("PORT=9001\n", "-D", "PORT=9007"))

    def test_references_do_not_grow_without_limit(self):
        lines = ["A0=" + "x" * 1000] + [f"A{i}=$A{i - 1}$A{i - 1}" for i in range(1, 40)]
        self.write(".env", "\n".join(lines))
        done = self.run_tool("check", "--isolated", "amps.xml", "--env-file", ".env")
        self.assertEqual(done.returncode, 2)
        self.assertIn(".env:", done.stderr)
        self.assertIn("too much text", done.stderr)

    def test_a_configuration_comes_from_standard_input_or_a_pipe(self):
        text = CONFIGURATION.format(9007)
        self.assertEqual(self.verdict("-", "-c", STRING, stdin=text), ["compatible"])
        script = f'"{TOOL}" check --isolated <(cat amps.xml) -c {STRING} --format concise'
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        script = f'"{TOOL}" check --isolated amps.xml --env-file <(echo PORT=1) -c {STRING} --format concise'
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_standard_input_stands_for_a_file(self):
        self.write("parts/transports.xml", CONFIGURATION.format(9007).replace("<AMPSConfig>", "").replace("</AMPSConfig>", "").replace(
            "<Name>one</Name>", ""))
        text = "<AMPSConfig><Name>one</Name><Include>transports.xml</Include><Bad/></AMPSConfig>"
        done = self.run_tool("check", "--isolated", "-", "--stdin-filename", "parts/new.xml", "-c", STRING, "--format", "json", stdin=text)
        result = json.loads(done.stdout)
        self.assertEqual([one["verdict"] for one in result["connections"]], ["compatible"])
        self.assertEqual({one["path"] for one in result["diagnostics"]}, {"parts/new.xml"})

    def test_standard_input_is_read_once_and_never_rewritten(self):
        for arguments, words in ((["-", "--clients", "-"], "only once"), (["-", "--fix"], "cannot rewrite"),
                                 (["amps.xml", "--stdin-filename", "x.xml"], "nothing reads")):
            done = self.run_tool("check", "--isolated", *arguments)
            self.assertEqual(done.returncode, 2)
            self.assertIn(words, done.stderr)

    def test_paths_from_a_file(self):
        self.write("b.xml", CONFIGURATION.format("nine"))
        for names in ("amps.xml\nb.xml\n", "amps.xml\r\n\r\nb.xml", "amps.xml\0b.xml\0"):
            done = self.run_tool("check", "--isolated", "--files-from", "-", stdin=names)
            self.assertIn("b.xml:7:17", done.stdout)
            self.assertIn("checked 2 instances", done.stdout)
        done = self.run_tool("check", "--isolated", "--files-from", "-", stdin="\n")
        self.assertEqual(done.returncode, 2)
        done = self.run_tool("check", "--isolated", "--files-from", "-", "--allow-empty", stdin="")
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_a_folder_without_a_configuration(self):
        self.write("empty/near.xml", "<AMPSConfg/>")
        done = self.run_tool("check", "--isolated", "empty")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no AMPSConfig file found under 'empty'; 'empty/near.xml' has the root 'AMPSConfg'", done.stderr)
        self.assertEqual(self.run_tool("check", "--isolated", "empty", "--allow-empty").returncode, 0)

    @unittest.skipIf(os.geteuid() == 0, "root may read every folder")
    def test_a_folder_that_cannot_be_read(self):
        locked = self.write("locked/amps.xml", "").parent
        locked.chmod(0)
        self.addCleanup(locked.chmod, 0o755)
        done = self.run_tool("check", "--isolated", ".")
        self.assertEqual(done.returncode, 2)
        self.assertIn("locked", done.stderr)

    def test_utf_16_in_a_folder(self):
        for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
            self.write("wide/wide.xml", CONFIGURATION.format(9007).encode(encoding))
            done = self.run_tool("check", "--isolated", "wide", "--format", "concise")
            self.assertEqual(done.returncode, 1)
            self.assertIn("UTF-16", done.stdout)

    def test_no_report_replaces_an_input(self):
        self.write("list.txt", STRING)
        self.write("part.xml", "<SOW/>")
        self.write("whole.xml", CONFIGURATION.format(9007).replace("<Name>one", "<Include>part.xml</Include><Name>one"))
        for arguments, lost in ((["amps.xml"], "./amps.xml"), (["amps.xml", "--clients", "list.txt"], "list.txt"), (["whole.xml"], "part.xml")):
            before = (self.folder / lost).read_bytes()
            for name in ("json", "jsonl"):
                done = self.run_tool("check", "--isolated", *arguments, "--format", f"{name}={lost}")
                self.assertEqual(done.returncode, 2)
                self.assertIn("is an input", done.stderr)
                self.assertEqual((self.folder / lost).read_bytes(), before)
        self.write("src/a.py", f'c.connect("{STRING}")\n')
        self.write("names", "amps.xml\n")
        before = (self.folder / "src/a.py").read_bytes()
        for arguments, lost in ((["amps.xml", "--scan", "src/a.py"], "src/a.py"), (["amps.xml", "--scan", "."], "src/a.py"),
                                (["amps.xml", "--scan", "src"], "src/a.py"), (["--files-from", "names"], "names"),
                                (["amps.xml", "--clients", "list.txt"], "list.txt")):
            for option in (["--format", f"json={lost}"], ["--write-baseline", lost]):
                done = self.run_tool("check", "--isolated", *arguments, *option)
                self.assertEqual(done.returncode, 2, [arguments, option])
                self.assertIn("is an input", done.stderr)
        self.assertEqual((self.folder / "src/a.py").read_bytes(), before)
        for _ in range(2):  # a report of the last run is none
            done = self.run_tool("check", "--isolated", "amps.xml", "--scan", ".", "--format", "json=report.json")
            self.assertNotIn("is an input", done.stderr)
        done = self.run_tool("check", "--isolated", "amps.xml", "--write-baseline", "out", "--format", "sarif=./out")
        self.assertIn("write to the same file", done.stderr)
        done = self.run_tool("check", "--isolated", "amps.xml", "--format", "json=out", "--format", "sarif=./out")
        self.assertEqual(done.returncode, 2)
        self.assertIn("write to the same file", done.stderr)
        self.assertFalse((self.folder / "out").exists())

    def test_paths_of_services_begin_at_the_root(self):
        self.write("services/pricing/clients.txt", "tcp://db1:9008/amps/json\n")
        self.write("ampslint.toml", '[[instance]]\nconfiguration = "amps.xml"\nhosts = ["db1"]\n[[clients]]\nlists = ["services/pricing/clients.txt"]\n')
        path = "services/pricing/clients.txt"
        for environment in ({"GITHUB_WORKSPACE": str(self.folder)}, {"CI_PROJECT_DIR": str(self.folder)}, {}):
            if not environment:
                (self.folder / ".git").mkdir()
            for name in ("github", "gitlab", "sarif", "azure", "checkstyle", "sonar", "rdjson"):
                done = self.run_tool("check", "--format", name, folder="services/pricing", **environment)
                self.assertIn(path, done.stdout)
                lines = [line for line in done.stdout.splitlines() if "message" not in line and "note:" not in line]
                self.assertNotIn("../", "\n".join(lines))
            done = self.run_tool("check", "--diff=unsafe", "--format", "json=x", folder="services/pricing", **environment)
            self.assertIn(f"--- a/{path}\n", done.stdout)

    def test_the_worst_go_to_code_scanning(self):
        strings = [f"tcp://db1:{9000 + i % 7}/amps/json?option{i}=1" for i in range(26_000)]
        self.write("list.txt", "\n".join(strings))
        done = self.run_tool("check", "--isolated", "amps.xml", "--clients", "list.txt", "--format", "sarif")
        run = json.loads(done.stdout)["runs"][0]
        self.assertEqual(len(run["results"]), 25_000)
        self.assertIn("25,000", run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"])

    def test_an_ignore_is_unused_only_where_its_files_were_checked(self):
        self.write("config/old.xml", CONFIGURATION.format("nine"))
        self.write("config/new.xml", CONFIGURATION.format(9007))
        workspace = ('fail-on = "warning"\n[[instance]]\nconfiguration = "config/new.xml"\n[[instance]]\nconfiguration = "config/old.xml"\n'
                     '[[ignore]]\nrules = ["value-invalid"]\npaths = ["{}"]\nreason = "later"\n')
        for paths, checked, unused in (("config/old.xml", ["config/new.xml"], False), ("config/*.xml", ["config/new.xml"], False),
                                       ("config/new.xml", ["config/new.xml"], True), ("config/new.xml", [], True), ("config/", [], False)):
            self.write("ampslint.toml", workspace.format(paths))
            done = self.run_tool("check", *checked, "--format", "concise")
            self.assertEqual("ignore-unused" in done.stdout, unused, (paths, checked, done.stdout))

    def test_marks_stand_below_what_they_mark(self):
        for before in ("日本語", "🚀✅", "e\u0301", "ａ", "\u200b", "\t"):
            self.write("amps.xml", CONFIGURATION.format("nine").replace("<InetAddr>", f"<!-- {before} --><InetAddr>"))
            lines = self.run_tool("check", "--isolated", "amps.xml").stdout.split("\n")
            marks = next(i for i, line in enumerate(lines) if "^^^^" in line)
            width = sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
                        for c in lines[marks - 1][:lines[marks - 1].index("nine")])
            self.assertEqual(width, lines[marks].index("^"))

    def test_a_dumb_terminal_has_no_colours(self):
        script = f"{TOOL} check --isolated amps.xml -c tcp://db1:1/amps/json"
        for terminal, colours in (("xterm", True), ("dumb", False)):
            done = subprocess.run(["script", "--quiet", "--command", script, "/dev/null"], cwd=self.folder, capture_output=True, text=True, timeout=60,
                                  check=False, env={"PATH": os.environ["PATH"], "TERM": terminal})
            self.assertEqual("\x1b[" in done.stdout, colours, done.stdout)

    def test_a_step_summary_begins_on_its_own_line(self):
        self.write("summary.md", "text without an end")
        self.run_tool("check", "--isolated", "amps.xml", GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(self.folder / "summary.md"))
        self.assertTrue((self.folder / "summary.md").read_text().startswith("text without an end\n"))

    def test_a_monitoring_program_gets_its_own_status(self):
        self.write("der.pem", bytes.fromhex("30820102") + bytes(40))
        self.write("text.pem", "no certificate")
        for arguments, words in ((["--ca", "none.pem"], "No such file"), (["--ca", "."], "it is a folder"), (["--ca", "der.pem"], "DER"), (["--ca", "text.pem"], "not PEM"),
                                 (["--no-such-option"], "unknown option")):
            done = self.run_tool("probe", "--isolated", "-c", "tcps://127.0.0.1:9/amps/json", "--format", "nagios", *arguments)
            self.assertEqual(done.returncode, 3)
            self.assertRegex(done.stdout, "^AMPS UNKNOWN - .*" + words)
            self.assertEqual(done.stdout.count("\n"), 1)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
