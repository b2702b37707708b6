"""diff: what differs in meaning between files, folders and git revisions, and what that does to clients.

Usage: diff_test.py AMPSLINT
"""
import json
import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from scratch import AMPS, CANARY, Scratch  # noqa: E402

import subprocess

ENVIRONMENT = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
WORKSPACE = '[[instance]]\nconfiguration = "config/amps.xml"\nhosts = ["db1"]\n\n[[clients]]\nlists = ["clients.txt"]\n'


class Diff(Scratch):
    def diff(self, *arguments, status, folder=None):
        done = self.run_tool("diff", *arguments, "--format", "json", status=status, folder=folder, env=ENVIRONMENT)
        return json.loads(done.stdout) if done.stdout else None

    def changes(self, *arguments, status=1, folder=None):
        found = self.diff(*arguments, status=status, folder=folder)
        return [(change["kind"], change["element"], change["before"]["value"], change["after"]["value"])
                for instance in found["instances"] for change in instance["changes"]]


class Files(Diff):
    def setUp(self):
        super().setUp()
        self.write("old.xml", AMPS)

    def test_statuses(self):
        self.write("new.xml", AMPS.replace("9007", "9107"))
        self.run_tool("diff", "old.xml", "old.xml", status=0)
        self.run_tool("diff", "old.xml", "new.xml", status=1)
        self.run_tool("diff", "old.xml", "new.xml", "--fail-on", "never", status=0)
        self.run_tool("diff", "old.xml", "new.xml", "--fail-on", "breaking", status=0)
        self.run_tool("diff", "old.xml", "new.xml", "--fail-on", "breaking", "-c", "tcp://h:9007/amps/json", status=1)
        self.run_tool("diff", "old.xml", "new.xml", "--fail-on", "breaking", "-c", "tcp://h:9107/amps/json", status=0)
        self.run_tool("diff", "old.xml", "gone.xml", status=2)
        self.write("broken.xml", "<AMPSConfig><Name>")
        done = self.run_tool("diff", "old.xml", "broken.xml", status=2)
        self.assertIn(b"nothing of 'broken.xml' could be read", done.stderr)
        self.assertEqual(done.stdout, b"")
        self.write("part.xml", AMPS.replace("<Transports>", "<Include>no.xml</Include><Transports>").replace("9007", "9107"))
        done = self.run_tool("diff", "old.xml", "part.xml", status=2)
        self.assertIn(b"9107", done.stdout, "what could be read is compared")

    def test_secrets(self):
        secret = "<Authentication><Module>m</Module><Options><Password>%s</Password></Options></Authentication><Name>old"
        self.write("old.xml", AMPS.replace("<Name>old", secret % (CANARY + "-one")))
        self.write("new.xml", AMPS.replace("<Name>old", secret % (CANARY + "-two")))
        for form in ("text", "json", "markdown"):
            done = self.run_tool("diff", "old.xml", "new.xml", "--format", form, status=1)
            self.assertIn(b"***" if form != "markdown" else b"\\*\\*\\*", done.stdout)

    def test_variables(self):
        self.write("new.xml", AMPS.replace("9007", "${PORT}"))
        self.run_tool("diff", "old.xml", "new.xml", "-D", "PORT=9007", status=0)
        self.assertEqual(self.changes("old.xml", "new.xml", "-D", "PORT=1"),
                         [("changed", "Transports/Transport[any-tcp]/InetAddr", "9007", "1")])

    def test_pipes(self):
        self.assertEqual(self.run_tool("diff", "old.xml", "-", given=AMPS.encode(), status=0).stderr, b"")


class Folders(Diff):
    def test_instances_by_name_and_place(self):
        two = AMPS.replace("<Name>one</Name>", "<Name>two</Name>")
        for side in ("old", "new"):
            self.write(f"{side}/a.xml", AMPS)
        self.write("old/b.xml", two)
        self.write("new/moved/c.xml", two.replace("9008", "9108"))
        self.assertEqual(self.changes("old", "new"), [("changed", "Transports/Transport[old]/InetAddr", "9008", "9108")])
        self.write("new/moved/c.xml", two)
        self.run_tool("diff", "old", "new", status=0)
        self.write("new/d.xml", AMPS.replace("<Name>one</Name>", "<Name>three</Name>"))
        found = self.diff("old", "new", status=1)
        self.assertEqual([(one["name"], one["before"], one["after"]) for one in found["instances"]], [("three", None, "new/d.xml")])
        found = self.diff("new", "old", status=1)
        self.assertEqual([(one["name"], one["before"], one["after"]) for one in found["instances"]], [("three", "new/d.xml", None)])

    def test_a_folder_brings_its_workspace(self):
        for side, port in (("old", "9007"), ("new", "9107")):
            self.write(f"{side}/ampslint.toml", WORKSPACE)
            self.write(f"{side}/clients.txt", "tcp://db1:9007/amps/json\n")
            self.write(f"{side}/config/amps.xml", AMPS.replace("9007", port))
        found = self.diff("old", "new", status=1)
        self.assertEqual([(one["before"]["verdict"], one["after"]["verdict"], one["breaks"]) for one in found["connections"]],
                         [("compatible", "unserved", True)])
        self.assertEqual(self.diff("old", "new", "--isolated", status=1)["connections"], [])

    def test_peers(self):
        source = AMPS.replace("</AMPSConfig>", "<Replication><Destination><Name>two</Name><SyncType>sync</SyncType><Transport>"
                              "<Type>amps-replication</Type><InetAddr>db2:10007</InetAddr></Transport></Destination></Replication></AMPSConfig>")
        peer = "<AMPSConfig><Name>two</Name><Transports><Transport><Name>r</Name><Type>amps-replication</Type>" \
               "<InetAddr>10007</InetAddr></Transport></Transports></AMPSConfig>"
        self.write("old/a.xml", source)
        self.write("old/b.xml", peer)

        def lost(a, b):
            self.write("new/a.xml", a)
            if b:
                self.write("new/b.xml", b)
            else:
                (self.folder / "new/b.xml").unlink()
            forth = self.diff("old", "new", "--fail-on", "breaking", status=1)["destinations"]
            back = self.diff("new", "old", "--fail-on", "never", status=0)["destinations"]
            self.assertEqual([one["change"] for one in back], ["gained"])
            return [(one["destination"], one["peer"], one["change"]) for one in forth]

        expected = [("two", "two", "lost")]
        self.assertEqual(lost(source, peer.replace("10007", "10008")), expected)
        self.assertEqual(lost(source, peer.replace("<Name>two", "<Name>three")), expected)
        self.assertEqual(lost(source.replace("db2:10007", "db2:10009"), peer), expected)
        self.assertEqual(lost(source.replace("<Name>two", "<Name>four"), peer), expected)
        self.assertEqual(lost(AMPS, peer), expected)
        self.assertEqual(lost(source, None), expected)


class Revisions(Diff):
    def setUp(self):
        super().setUp()
        self.git("init", "-q")
        self.write("ampslint.toml", WORKSPACE)
        self.write("clients.txt", "tcp://db1:9007/amps/json\n")
        self.write("config/amps.xml", AMPS.replace("<Transports>", "<Include>parts/part.xml</Include><Transports>"))
        self.write("config/parts/part.xml", "<Description>${SITE}</Description>")
        self.commit()

    def git(self, *arguments):
        subprocess.run(["git", "-c", "user.name=n", "-c", "user.email=e", *arguments], cwd=self.folder, check=True,
                       capture_output=True, env=ENVIRONMENT)

    def commit(self):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "m")

    def test_against_now(self):
        self.run_tool("diff", "HEAD", status=0)
        self.write("config/parts/part.xml", "<Description>another</Description>")
        self.assertEqual(self.changes("HEAD"), [("changed", "Description", "${SITE}", "another")])
        self.commit()
        self.run_tool("diff", "HEAD", status=0)
        expected = [("changed", "Description", "${SITE}", "another")]
        self.assertEqual(self.changes("HEAD~1"), expected)
        self.assertEqual(self.changes("HEAD~1", "HEAD"), expected)
        self.assertEqual(self.changes("HEAD~1", "config"), expected)
        self.assertEqual(self.changes("HEAD~1", "HEAD", "config/amps.xml"), expected)
        self.assertEqual(self.changes("HEAD~1", folder=self.folder / "config"), expected, "from below")
        self.assertEqual(self.changes("HEAD", "HEAD~1"), [("changed", "Description", "another", "${SITE}")])

    def test_clients(self):
        self.write("config/amps.xml", AMPS.replace("9007", "9107"))
        found = self.diff("HEAD", "--fail-on", "breaking", status=1)
        self.assertEqual([one["breaks"] for one in found["connections"]], [True])
        self.write("clients.txt", "tcp://db1:9107/amps/json\n")
        found = self.diff("HEAD", "--fail-on", "breaking", status=0)
        self.assertEqual([(one["before"]["verdict"], one["after"]["verdict"]) for one in found["connections"]],
                         [("unserved", "compatible")], "the strings are those of the newer side")

    def test_what_is_new_and_gone(self):
        self.write("more/two.xml", AMPS.replace("<Name>one</Name>", "<Name>two</Name>"))
        self.assertEqual(self.diff("HEAD", "more", status=1)["instances"][0]["before"], None)
        self.commit()
        (self.folder / "more/two.xml").unlink()
        self.assertEqual(self.diff("HEAD", "HEAD~1", "more/two.xml", status=1)["instances"][0]["after"], None)

    def test_a_folder_is_empty_on_one_side(self):
        self.write("more/readme.txt", "nothing yet")
        self.commit()
        self.write("more/two.xml", AMPS.replace("<Name>one</Name>", "<Name>two</Name>"))
        self.assertEqual(self.diff("HEAD", "more", status=1)["instances"][0]["before"], None)
        (self.folder / "more/two.xml").unlink()
        self.assertIn(b"no configuration", self.run_tool("diff", "HEAD", "more", status=2, env=ENVIRONMENT).stderr)

    def test_links(self):
        (self.folder / "linked").symlink_to("config")
        self.commit()
        self.write("config/amps.xml", AMPS)
        self.assertEqual(len(self.changes("HEAD", "linked")), 1)

    def test_no_revision(self):
        for arguments, words in ((("nosuch",), b"no revision 'nosuch'"), (("config", "nosuch"), b"'nosuch' does not exist"),
                                 ((), b"REVISION"), (("config",), b"REVISION"), (("--", "-x"), b"not a git revision")):
            with self.subTest(arguments):
                self.assertIn(words, self.run_tool("diff", *arguments, status=2, env=ENVIRONMENT).stderr)

    def test_filters_do_not_run(self):
        self.write(".gitattributes", "*.xml filter=x diff=x\n")
        self.commit()
        self.git("config", "filter.x.smudge", "touch pwned; cat")
        self.git("config", "diff.x.textconv", "touch pwned; cat")
        self.git("config", "core.fsmonitor", "touch pwned")
        self.run_tool("diff", "HEAD", status=0, env=ENVIRONMENT)
        self.assertFalse((self.folder / "pwned").exists())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
