"""`--show-files`, `--show-settings`, `--statistics`: what a run looked at, what it went by, and what it found, by rule.

Usage: show_test.py AMPSLINT PROJECT
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import scratch  # noqa: E402
from scratch import AMPS, CANARY, TOOL  # noqa: E402

WORKSPACE = """amps-version = "5.3.4"
fail-on = "warning"
presets = ["pedantic"]
env-files = ["site.env"]
[variables]
PORT = "9007"
DB_PASSWORD = "%s"
[rules]
"uri-*" = "warning"
[[instance]]
configuration = "config/amps.xml"
hosts = ["db1"]
[[clients]]
name = "all"
lists = ["clients.txt"]
failover = ["failover.txt"]
scan = ["src"]
[[proxy]]
name = "front"
nginx = "nginx/nginx.conf"
hosts = ["web"]
""" % CANARY


class Show(scratch.Scratch):
    def setUp(self):
        super().setUp()
        self.write("config/amps.xml", AMPS.replace("<Name>one</Name>", "<Name>one</Name><Include>part.xml</Include>").replace("9007", "${PORT}"))
        self.write("config/part.xml", "<SOW/>")
        self.write("config/other.xml", "<project/>")
        self.write("clients.txt", "tcp://db1:9007/amps/json\ntcp://db1:9007/amps/jsn\ntcp://u@db1:9007/amps/jsn\n")
        self.write("failover.txt", "tcp://db1:9007/amps/json\ntcp://db1:9008/amps/json\n")
        self.write("src/a.py", "c.connect('tcp://db1:9007/amps/json')\n")
        self.write("src/b.py", "print()\n")
        self.write("src/.gitignore", "*.log\n")
        self.write("site.env", "SITE=x\n")
        self.write("more.env", "MORE=x\n")
        self.write("base.json", '{"version": 1, "findings": []}\n')
        self.write("nginx/nginx.conf", "http {\n  include sites/*.conf;\n}\n")
        self.write("nginx/sites/a.conf", "server { listen 80; location / { proxy_pass http://db1:9007; } }\n")
        self.write("ampslint.toml", WORKSPACE)

    def shown(self, option, *arguments, status=0, **more):
        done = self.run_tool("check", option, "--format", "json", *arguments, status=status, **more)
        return json.loads(done.stdout)

    def files(self, *arguments, **more):
        return {(one["path"], one["role"], one["place"]) for one in self.shown("--show-files", *arguments, **more)}

    def test_files_of_a_workspace(self):
        self.assertEqual(self.files(), {
            ("ampslint.toml", "workspace", None), ("site.env", "env-file", "ampslint.toml:4:15"),
            ("config/amps.xml", "configuration", "ampslint.toml:11:18"), ("config/part.xml", "include", "config/amps.xml:2:28"),
            ("clients.txt", "client-list", "ampslint.toml:15:11"), ("failover.txt", "failover-list", "ampslint.toml:16:14"),
            ("src/a.py", "scanned", "ampslint.toml:17:10"), ("src/b.py", "no-string", "ampslint.toml:17:10"), ("src/.gitignore", "git", None),
            ("nginx/nginx.conf", "nginx", "ampslint.toml:20:10"), ("nginx/sites/a.conf", "include", "nginx/nginx.conf:2:11")})

    def test_files_of_a_command_line(self):
        known = self.files("config", "--clients", "clients.txt", "--scan", "src/a.py", "--env-file", "more.env", "--failover", "failover.txt",
                           "--isolated", "-D", "PORT=9007")
        self.assertEqual({(path, role) for path, role, _ in known}, {
            ("config/amps.xml", "configuration"), ("config/other.xml", "no-configuration"),
            ("config/part.xml", "include"), ("clients.txt", "client-list"), ("src/a.py", "scanned"), ("more.env", "env-file"),
            ("failover.txt", "failover-list")})
        self.assertIn(("config/amps.xml", "configuration", None), self.files("config/amps.xml", "--isolated"))
        self.run_tool("check", "--write-baseline", "known.json", status=0)
        self.assertIn(("known.json", "baseline", None), self.files("--baseline", "known.json"))

    def test_every_file_that_is_opened_is_shown(self):
        if not shutil.which("strace"):
            self.skipTest("needs strace")
        trace = self.folder.parent / (self.folder.name + ".trace")
        done = subprocess.run(["strace", "-f", "-qq", "-o", trace, "-e", "trace=open,openat", TOOL, "check", "--show-files", "--format", "json"],
                              cwd=self.folder, capture_output=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        shown = {one["path"] for one in json.loads(done.stdout)}
        opened = set()
        for call in re.finditer(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]+)", ([A-Z_|]+)(?:, \d+)?\)\s+= \d', trace.read_text()):
            path = os.path.normpath(self.folder / call[1])
            if path.startswith(f"{self.folder}/") and "O_DIRECTORY" not in call[2]:
                opened.add(os.path.relpath(path, self.folder))
        trace.unlink()
        self.assertEqual(opened, {os.path.normpath(path) for path in shown})

    def test_files_for_people_name_the_reason(self):
        text = self.run_tool("check", "--show-files", status=0).stdout.decode()
        self.assertIn("config/part.xml     include           included at config/amps.xml:2:28", text)
        self.assertIn("src/a.py            scanned           found in 'src' ([[clients]] scan) at ampslint.toml:17:10", text)

    def test_a_probe_shows_its_files_and_contacts_nobody(self):
        done = self.run_tool("probe", "--show-files", "-c", "tcp://127.0.0.1:9/amps/json", "--timeout", "1", status=0)
        self.assertIn(b"config/amps.xml", done.stdout)
        self.assertNotIn(b"live-", done.stdout)

    def settings(self, *arguments, **more):
        return {(one["name"], one["value"], one["set_by"], one["where"]) for one in self.shown("--show-settings", *arguments, **more)}

    def test_settings_and_who_set_them(self):
        known = self.settings("--client-version", "5.3.4.4", "-D", "REGION=eu", "-D", f"API_TOKEN={CANARY}", "--threads", "2", "--ignore", "xml-*",
                              env={**os.environ, "NO_COLOR": "1", "SOURCE_DATE_EPOCH": "1700000000", "CI": ""})
        for one in (("amps-version", "5.3.4", "workspace", "ampslint.toml:1:17"), ("fail-on", "warning", "workspace", "ampslint.toml:2:12"),
                    ("client-version", "5.3.4.4", "option", "--client-version"), ("client-kind", "by scheme and file", "default", None),
                    ("presets", "pedantic", "workspace", "ampslint.toml:3:13"), ("variables.REGION", "eu", "option", "-D"),
                    ("variables.API_TOKEN", "***", "option", "-D"), ("variables.DB_PASSWORD", "***", "workspace", "ampslint.toml:7:16"),
                    ("variables.PORT", "9007", "workspace", "ampslint.toml:6:9"), ("rules.uri-*", "warning", "workspace", "ampslint.toml:9:12"),
                    ("rules.xml-*", "off", "option", "--ignore"), ("threads", "2", "option", "--threads"), ("host", "false", "default", None),
                    ("color", "false", "environment", "NO_COLOR"), ("today", "2023-11-14", "environment", "SOURCE_DATE_EPOCH"),
                    ("instance[config/amps.xml].hosts", "db1", "workspace", "ampslint.toml:12:11"),
                    ("clients[all].scan", "src", "workspace", "ampslint.toml:17:10"), ("workspace", "ampslint.toml", "default", None)):
            self.assertIn(one, known)
        overruled = self.settings("--amps-version", "5.3.3", "-D", "PORT=1", "--workspace", "ampslint.toml")
        self.assertIn(("amps-version", "5.3.3", "option", "--amps-version"), overruled)
        self.assertIn(("workspace", "ampslint.toml", "option", "--workspace"), overruled)
        self.assertNotIn("variables.PORT", {name for name, _, by, _ in overruled if by == "workspace"})
        listed = self.settings(env={**os.environ, "CI": "true"})
        self.assertIn(("process-environment", "only what the workspace lists", "environment", "CI"), listed)
        self.assertIn(("workspace", "-", "option", "--isolated"), self.settings("config", "--isolated"))

    def test_a_probe_shows_its_own_settings(self):
        done = self.run_tool("probe", "--show-settings", "--timeout", "3", "--format", "json", status=0)
        known = {(one["name"], one["value"], one["where"]) for one in json.loads(done.stdout)}
        self.assertIn(("timeout", "3", "--timeout"), known)
        self.assertIn(("stage-timeout", "5", None), known)

    def test_a_broken_workspace_is_a_failed_run(self):
        self.write("ampslint.toml", "fail-on = 1\n")
        for option in ("--show-files", "--show-settings", "--statistics"):
            done = self.run_tool("check", option, status=2)
            self.assertIn(b"ampslint.toml:1:11", done.stderr)

    def test_statistics_count_the_findings(self):
        report = json.loads(self.run_tool("check", "--format", "json").stdout)
        counted = json.loads(self.run_tool("check", "--statistics", "--format", "json", status=1).stdout)
        self.assertEqual(sum(one["count"] for one in counted), len(report["diagnostics"]))
        for one in counted:
            found = [d for d in report["diagnostics"] if d["rule"] == one["rule"] and d["severity"] == one["severity"]]
            self.assertEqual((one["count"], one["fixable"]), (len(found), sum(d["fix"] is not None for d in found)))
        self.assertEqual([one["count"] for one in counted], sorted((one["count"] for one in counted), reverse=True))
        text = self.run_tool("check", "--statistics", status=1).stdout.decode()
        self.assertRegex(text, r"(?m)^2  \[[*-]\]  connect-message-type-\w+ +error$")
        self.write("clients.txt", "tcp://db1:9007/amps/json\n")
        self.assertEqual(self.run_tool("check", "config/amps.xml", "--isolated", "-D", "PORT=9007", "--select", "uri-*", "--statistics", status=0)
                         .stdout, b"no findings\n")

    def test_what_does_not_go_together_is_refused(self):
        for arguments in ("--show-files --show-settings", "--statistics --list-ignores", "--show-files --fix", "--statistics --diff",
                          "--show-settings --write-baseline x", "--watch --fix", "--watch --diff", "--watch --show-files", "--watch --list-ignores",
                          "--show-files --format sarif", "--statistics --format html", "--show-files --format json=x", "--watch -",
                          "--watch --clients -", "--watch --write-baseline x"):
            done = self.run_tool("check", *arguments.split(), status=2)
            self.assertEqual(done.stdout, b"", arguments)


if __name__ == "__main__":
    del sys.argv[1:]  # the project's folder
    unittest.main()
