"""--since: findings on lines that a git revision does not have, in a repository made for it; and that a hostile one runs nothing.

Usage: since_test.py AMPSLINT
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest
from random import Random

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from scratch import AMPS, CANARY, Scratch  # noqa: E402

ENVIRONMENT = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
HOSTILE = """
[core]
fsmonitor = touch pwned
sshCommand = touch pwned
pager = touch pwned
editor = touch pwned
askPass = touch pwned
alternateRefsCommand = touch pwned
gitProxy = touch pwned
[filter "x"]
clean = "touch pwned; cat"
smudge = "touch pwned; cat"
process = touch pwned
required = true
[diff]
external = touch pwned
[diff "x"]
command = touch pwned
textconv = "touch pwned; cat"
[pager]
cat-file = "touch pwned; cat"
rev-parse = "touch pwned; cat"
[alias]
cat-file = !touch pwned
rev-parse = !touch pwned
[credential]
helper = !touch pwned
[uploadpack]
packObjectsHook = touch pwned
"""
PROMISOR = """
[core]
repositoryformatversion = 1
[extensions]
partialClone = origin
[remote "origin"]
url = URL
promisor = true
uploadpack = "touch pwned; false"
[protocol]
allow = always
[protocol "ext"]
allow = always
"""
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

    def object_of(self, name):
        """The file of a committed file's object."""
        done = subprocess.run(["git", "rev-parse", f"HEAD:{name}"], cwd=self.folder, check=True, capture_output=True, timeout=60, env=ENVIRONMENT)
        identity = done.stdout.decode().strip()
        return self.folder / ".git/objects" / identity[:2] / identity[2:]

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
        for name in ("a b.txt", 'q"q.txt', "ünï.txt", "-x.txt", "*.txt", ":(top)c.txt", "tab\t.txt", "new\nline.txt", "x\r", "x blob 5"):
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

    def test_other_repositories_in_the_environment(self):
        self.write("c.txt", STRINGS + "Tcp://db1:9007/amps/json\n")
        self.git("init", "--quiet", "other")
        environment = {**ENVIRONMENT, "GIT_DIR": str(self.folder / "other/.git"), "GIT_WORK_TREE": "/", "GIT_COMMON_DIR": "/nowhere",
                       "GIT_INDEX_FILE": "/nowhere", "GIT_NAMESPACE": "x", "GIT_CEILING_DIRECTORIES": str(self.folder)}
        done = self.run_tool("check", "amps.xml", "--clients", "c.txt", "--since", "HEAD", "--format", "concise", env=environment, status=1)
        self.assertIn(b"c.txt:4:", done.stdout)
        self.assertNotIn(b"c.txt:1:", done.stdout)

    def test_work_trees(self):
        """A linked work tree and a submodule have a file `.git`."""
        self.git("worktree", "add", "--quiet", "linked")
        self.write("linked/c.txt", STRINGS + "Tcp://db1:9007/amps/json\n")
        self.assertEqual(self.lines("amps.xml", "--clients", "linked/c.txt"), [("linked/c.txt", 4)])
        self.git("-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(self.folder), "sub")
        self.write("sub/c.txt", STRINGS + "Tcp://db1:9007/amps/json\n")
        self.assertEqual(self.lines("amps.xml", "--clients", "sub/c.txt"), [("sub/c.txt", 4)])

    def test_line_ends(self):
        """As `core.autocrlf` checks them out, and with a byte order mark."""
        self.write("c.txt", b"\xef\xbb\xbf" + (STRINGS + "Tcp://db1:9007/amps/json\n").replace("\n", "\r\n").encode())
        self.assertEqual(self.lines("amps.xml", "--clients", "c.txt"), [("c.txt", 4)])

    def test_lines_are_those_of_git(self):
        random = Random(16)
        lines = [f"TCP://db1:9007/amps/json?x={i}\n" for i in range(200)]
        self.write("c.txt", "".join(lines))
        self.commit()
        for run in range(20):
            now = list(lines)
            for edit in range(random.randrange(1, 40)):
                at = random.randrange(len(now))
                now[at:at + random.randrange(3)] = [f"TCP://db1:9007/amps/json?y={run}-{edit}-{i}\n" for i in range(random.randrange(3))]
            self.write("c.txt", "".join(now))
            diff = subprocess.run(["git", "diff", "--unified=0", "--inter-hunk-context=0", "HEAD", "--", "c.txt"], cwd=self.folder, check=True,
                                  capture_output=True, timeout=60, env=ENVIRONMENT).stdout.decode()
            expected = set()
            for first, count in re.findall(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", diff, re.MULTILINE):
                expected.update(range(int(first), int(first) + int(count or 1)))
            with self.subTest(run):
                self.assertEqual({line for _, line in self.lines("amps.xml", "--clients", "c.txt")}, expected)

    def test_what_a_filter_stores_counts_whole(self):
        self.write(".gitattributes", "*.txt filter=upper\n")
        self.git("config", "filter.upper.clean", "tr a-z A-Z")
        self.write("c.txt", "tcp://db1:9007/amps/json?&tcp_nodelay=true\n" * 3)
        self.commit()
        self.assertEqual(len(set(self.lines("amps.xml", "--clients", "c.txt"))), 3)

    def expect_no_program(self, *arguments, folder=None):
        """Nothing makes the file `pwned`; without the sandbox, too, which would keep it from being written."""
        for fence in ([], ["--no-sandbox"]):
            done = self.run_tool("check", *arguments, *fence, folder=folder, env=ENVIRONMENT)
            self.assertFalse(list(self.folder.rglob("pwned")), (arguments, fence, done.stderr))
        return done

    def test_a_bare_repository_among_the_files(self):
        """Ordinary files, which a pull request can hold, that make a folder look like a repository."""
        self.git("init", "--quiet", "made")
        self.write("made/amps.xml", AMPS)
        self.write("made/.gitattributes", "*.xml filter=x diff=x\n")
        for command in (["add", "--all"], ["commit", "--quiet", "--message=x"]):
            self.git(*command, folder=self.folder / "made")
        (self.folder / "made/.git").rename(self.folder / "conf")
        for name in ("amps.xml", ".gitattributes"):
            (self.folder / "made" / name).rename(self.folder / "conf" / name)
        self.write("conf/config", "[core]\nrepositoryformatversion = 0\nbare = false\nworktree = .\n" + HOSTILE)
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--message=x")
        self.write("conf/amps.xml", AMPS + "<!-- changed -->")
        for folder in (self.folder, self.folder / "conf"):
            done = self.expect_no_program(str(self.folder / "conf/amps.xml"), "--since", "HEAD", folder=folder)
            self.assertEqual((done.returncode, done.stderr), (0, b""))
        subprocess.run(["rm", "-rf", str(self.folder / ".git")], check=True)
        done = self.expect_no_program("conf/amps.xml", "--since", "HEAD")
        self.assertIn(b"is not in one", done.stderr)

    def test_a_hostile_configuration(self):
        self.write(".gitattributes", "* filter=x diff=x\n")
        self.commit()
        self.write(".git/config", self.read(".git/config").decode() + HOSTILE)
        for hook in ("post-checkout", "reference-transaction", "post-index-change", "pre-auto-gc"):
            self.write(f".git/hooks/{hook}", "#!/bin/sh\ntouch pwned\n").chmod(0o755)
        self.write("amps.xml", AMPS + "<!-- changed -->")
        self.write("c.txt", STRINGS + "Tcp://db1:9007/amps/json\n")
        self.expect_no_program("amps.xml", "--clients", "c.txt", "--since", "HEAD")
        self.assertEqual(self.lines("amps.xml", "--clients", "c.txt"), [("c.txt", 4)])

    def test_a_repository_that_wants_to_fetch(self):
        """Missing objects of a partial clone are not asked for, whatever its remote runs."""
        self.object_of("c.txt").unlink()
        configuration = self.read(".git/config").decode() + HOSTILE + PROMISOR
        for url in ("ext::touch pwned", "ssh://host/x", "file:///x", "pwned::x"):
            with self.subTest(url):
                self.write(".git/config", configuration.replace("URL", url))
                self.expect_no_program("amps.xml", "--clients", "c.txt", "--since", "HEAD")
                self.expect_no_program("amps.xml", "--clients", "c.txt", "--since", "1234567890" * 4)
                self.assertEqual(len(self.lines("amps.xml", "--clients", "c.txt")), 3, "counts as new")

    def test_what_is_no_file(self):
        found = self.lines("amps.xml", "-c", "TCP://db1:9007/amps/json")
        self.assertEqual(found, [("<command line>", 1)])
        done = self.run_tool("check", "amps.xml", "--clients", "-", "--since", "HEAD", given=STRINGS.encode(), env=ENVIRONMENT, status=1)
        self.assertEqual(done.stdout.count(b"error[uri-scheme-case]"), 3)

    def test_fixes(self):
        self.write("c.txt", STRINGS + "Tcp://db1:9007/amps/json\n")
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
        (self.folder / ".git/HEAD").rename(self.folder / ".git/no-head")
        done = self.run_tool("check", "amps.xml", "--since", "HEAD", env=ENVIRONMENT, status=2)
        self.assertIn(b"no revision 'HEAD' in '%s'; git says 'fatal: not a git repository" % bytes(self.folder.resolve()), done.stderr)
        (self.folder / ".git").rename(self.folder / "git")
        done = self.run_tool("check", "amps.xml", "--since", "HEAD", env=ENVIRONMENT, status=2)
        self.assertIn(b"'--since' needs a git working tree, but '%s' is not in one" % bytes(self.folder.resolve()), done.stderr)

    def test_objects_that_cannot_be_read(self):
        self.object_of("c.txt").unlink()
        self.write("c.txt", STRINGS + "\n")
        self.assertEqual(len(self.lines("amps.xml", "--clients", "c.txt")), 3, "its old text is not there: it counts as new")
        self.object_of("amps.xml").unlink()
        self.object_of("amps.xml").write_bytes(b"x")
        done = self.run_tool("check", "amps.xml", "--since", "HEAD", env=ENVIRONMENT)
        self.assertIn((done.returncode, b"git cannot read the files of 'HEAD'" in done.stderr), ((0, False), (2, True)), "as git takes it")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
