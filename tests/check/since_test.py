"""--since: findings on lines that a git revision does not have, in a repository made for it.

Usage: since_test.py AMPSLINT
"""
import json
import os
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from scratch import AMPS, CANARY, Scratch  # noqa: E402

ENVIRONMENT = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
STRINGS = "TCP://db1:9007/amps/json\n" * 3


class Since(Scratch):
    def setUp(self):
        super().setUp()
        self.git("init", "--quiet", "--initial-branch=main")
        self.write("c.txt", STRINGS)
        self.write("amps.xml", AMPS)
        self.commit()

    def git(self, *arguments, folder=None):
        subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.com", *arguments], cwd=folder or self.folder, check=True,
                       capture_output=True, timeout=60, env=ENVIRONMENT)

    def commit(self):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=x")

    def lines(self, *arguments, revision="HEAD", folder=None, status=None):
        done = self.run_tool("check", *arguments, "--since", revision, "--format", "json", folder=folder, env=ENVIRONMENT, status=status)
        report = json.loads(done.stdout)
        self.assertEqual(sum(report["summary"][level] for level in ("errors", "warnings", "notes")), len(report["diagnostics"]))
        return [(found["path"], found["start"]["line"]) for found in report["diagnostics"]]

    def test_changed_lines(self):
        strings = ["amps.xml", "--clients", "c.txt"]
        self.assertEqual(self.lines(*strings, status=0), [])
        self.write("c.txt", STRINGS + "Tcp://db1:9007/amps/json\n")
        self.assertEqual(self.lines(*strings, status=1), [("c.txt", 4)])
        self.write("c.txt", "\n" + STRINGS.replace("TCP", "Tcp", 1))
        self.assertEqual(self.lines(*strings), [("c.txt", 2)])
        self.commit()
        self.assertEqual(self.lines(*strings, status=0), [])
        self.assertEqual(self.lines(*strings, revision="HEAD~1"), [("c.txt", 2)])
        self.write("c.txt", "".join(STRINGS.splitlines(True)[:1]))
        self.assertEqual(self.lines(*strings), [], "of lines that are gone, nothing is reported")

    def test_verdicts_stay(self):
        done = self.run_tool("check", "amps.xml", "--clients", "c.txt", "--since", "HEAD", "--format", "json", env=ENVIRONMENT, status=0)
        self.assertEqual(json.loads(done.stdout)["summary"]["verdicts"]["invalid"], 3)

    def test_notes(self):
        """A string that has not changed is reported if what it is compared with has."""
        self.write("c.txt", "tcp://db1:9008/amps/json\n")
        self.commit()
        self.write("amps.xml", AMPS.replace("<Protocol>amps</Protocol>", "<Protocol>nvfix</Protocol><MessageType>nvfix</MessageType>"))
        self.assertIn(("c.txt", 1), self.lines("amps.xml", "--clients", "c.txt"))

    def test_new_files_count_whole(self):
        self.write("new/c.txt", STRINGS)
        self.write(".gitignore", "ignored.txt\n")
        self.write("ignored.txt", STRINGS)
        self.assertEqual(len(self.lines("amps.xml", "--clients", "new/c.txt")), 3, "untracked")
        self.assertEqual(len(self.lines("amps.xml", "--clients", "ignored.txt")), 3, "ignored")
        self.git("add", "new")
        self.assertEqual(len(self.lines("amps.xml", "--clients", "new/c.txt")), 3, "added")
        self.git("mv", "c.txt", "renamed.txt")
        self.assertEqual(len(self.lines("amps.xml", "--clients", "renamed.txt")), 3, "renamed")

    def test_names(self):
        for name in ("a b.txt", 'q"q.txt', "ünï.txt", "-x.txt", "*.txt", ":(top)c.txt", "tab\t.txt", "new\nline.txt"):
            with self.subTest(name):
                self.write(name, STRINGS)
                self.commit()
                self.write(name, STRINGS + "@@ -1 +1 @@\nTcp://db1:9007/amps/json\n")
                self.assertEqual([line for _, line in self.lines("amps.xml", f"--clients={name}") if line < 4], [])
                self.assertIn(5, [line for _, line in self.lines("amps.xml", f"--clients={name}")])

    def test_folders(self):
        """From any folder, through a link, in a repository within another."""
        self.write("sub/c.txt", STRINGS)
        self.commit()
        self.write("sub/c.txt", STRINGS + "Tcp://db1:9007/amps/json\n")
        self.assertEqual(self.lines("../amps.xml", "--clients", "c.txt", folder=self.folder / "sub"), [("c.txt", 4)])
        self.assertEqual(self.lines(str(self.folder / "amps.xml"), "--clients", str(self.folder / "sub/c.txt"), folder="/"),
                         [(str(self.folder / "sub/c.txt"), 4)])
        (self.folder / "link").symlink_to("sub")
        self.assertEqual(self.lines("amps.xml", "--clients", "link/c.txt"), [("link/c.txt", 4)])
        self.git("init", "--quiet", "inner")
        self.write("inner/c.txt", STRINGS)
        self.git("add", "c.txt", folder=self.folder / "inner")
        self.git("commit", "--quiet", "--message=x", folder=self.folder / "inner")
        self.assertEqual(self.lines("amps.xml", "--clients", "inner/c.txt"), [])

    def test_settings_do_not_matter(self):
        for name, value in {"diff.noprefix": "true", "diff.interHunkContext": "9", "color.ui": "always", "diff.external": "false",
                            "core.fsmonitor": "./spy", "core.pager": "./spy", "diff.context": "5", "core.quotePath": "true"}.items():
            self.git("config", name, value)
        self.write("spy", f"#!/bin/sh\ntouch {self.folder}/spied\n").chmod(0o755)
        self.write(".gitattributes", "c.txt diff=spy -text\n")
        self.git("config", "diff.spy.textconv", "./spy")
        self.git("config", "diff.spy.command", "./spy")
        self.write("c.txt", "Tcp://db1:9007/amps/json\nTCP://db1:9007/amps/json\nTcp://db1:9007/amps/json\n")
        index = self.read(".git/index")
        environment = {**ENVIRONMENT, "GIT_DIFF_OPTS": "--unified=9", "GIT_EXTERNAL_DIFF": "./spy"}
        done = self.run_tool("check", "amps.xml", "--clients", "c.txt", "--since", "HEAD", "--format", "concise", env=environment, status=1)
        self.assertEqual([line[:8] for line in done.stdout.decode().splitlines() if line.startswith("c.txt")], ["c.txt:1:", "c.txt:3:"])
        self.assertFalse((self.folder / "spied").exists(), "no program of the repository is run")
        self.assertEqual(self.read(".git/index"), index)

    def test_what_is_no_file(self):
        found = self.lines("amps.xml", "-c", "TCP://db1:9007/amps/json")
        self.assertEqual(found, [("<command line>", 1)])
        done = self.run_tool("check", "amps.xml", "--clients", "-", "--since", "HEAD", given=STRINGS.encode(), env=ENVIRONMENT, status=1)
        self.assertEqual(done.stdout.count(b"error[uri-scheme-case]"), 3)

    def test_fixes(self):
        self.write("c.txt", STRINGS + "Tcp://db1:9007/amps/json/\n")
        self.run_tool("check", "amps.xml", "--clients", "c.txt", "--since", "HEAD", "--fix", env=ENVIRONMENT, status=0)
        self.assertEqual(self.read("c.txt").decode(), STRINGS + "tcp://db1:9007/amps/json\n")

    def test_errors(self):
        for revision in ("nothing", "HEAD~99", "--output=/tmp/x", "-x", "main..main", "HEAD:c.txt", f"{CANARY[:3]} x", "HEAD --", "$(touch spied)"):
            with self.subTest(revision):
                done = self.run_tool("check", "amps.xml", f"--since={revision}", env=ENVIRONMENT, status=2)
                self.assertEqual(done.stdout, b"")
                words = b"needs a git revision, not '" if revision.startswith("-") else b"no revision '"
                self.assertIn(words + revision.encode(), done.stderr)
        self.assertFalse((self.folder / "spied").exists())
        self.run_tool("check", "amps.xml", "--since=", env=ENVIRONMENT, status=2)
        done = self.run_tool("check", "amps.xml", "--since", "HEAD", env={"PATH": str(self.folder)}, status=2)
        self.assertIn(b"cannot run 'git': No such file or directory", done.stderr)
        done = self.run_tool("check", "amps.xml", "--since", "HEAD", env={**ENVIRONMENT, "GIT_DIR": "/nowhere"}, status=2)
        self.assertIn(b"needs a git working tree", done.stderr)
        subprocess.run(["rm", "-rf", str(self.folder / ".git")], check=True)
        done = self.run_tool("check", "amps.xml", "--since", "HEAD", env={**ENVIRONMENT, "GIT_CEILING_DIRECTORIES": "/"}, status=2)
        self.assertIn(b"is not in one; git says 'fatal: not a git repository", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
