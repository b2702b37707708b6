"""Lists that are read in blocks (`--format jsonl`): the lines are those of one run over all, whatever falls on the border of two blocks.

Usage: lint_in_parts_test.py AMPSLINT PROJECT
"""
import json
import os
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from scratch import AMPS, CANARY, TOOL, Scratch  # noqa: E402

BLOCK = 1 << 15  # lines

STRINGS = ["tcp://db1:9007/amps/json", "tcp://db2:9007/amps/json", "tcp://db1:9008/amps/xml", "ws://db1:9007/amps/json", "tcp://db1:7000/amps/json",
           f"tcp://user:{CANARY}@db1:9007/amps/json", "", "# a comment", "tcp//db1", "tcp://${HOST}:9007/amps/json"]


class LintInParts(Scratch):
    def setUp(self):
        super().setUp()
        self.write("amps.xml", AMPS)

    def lines(self, *arguments, status=None, given=None):
        done = self.run_tool("check", "amps.xml", *arguments, "--format", "jsonl", status=status, given=given)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def document(self, *arguments, status=None):
        return json.loads(self.run_tool("check", "amps.xml", *arguments, "--format", "json", status=status).stdout)

    def assert_same(self, lines, document):
        def of_kind(kind):
            return [{key: value for key, value in line.items() if key != "kind"} for line in lines if line["kind"] == kind]

        def in_order(diagnostics):
            return sorted(diagnostics, key=lambda one: json.dumps(one, sort_keys=True))

        self.assertEqual(of_kind("connection"), document["connections"])
        self.assertEqual(in_order(of_kind("diagnostic")), in_order(document["diagnostics"]))
        self.assertEqual(of_kind("summary"), [document["summary"]])
        self.assertEqual(lines[-1]["kind"], "summary")

    def test_many_blocks(self):
        for ending in ("\n", "\r\n"):
            self.write("clients.txt", ending.join(STRINGS[i % len(STRINGS)] for i in range(2 * BLOCK + 100)))
            lines = self.lines("--clients", "clients.txt", "--preset", "pedantic", status=1)
            self.assert_same(lines, self.document("--clients", "clients.txt", "--preset", "pedantic", status=1))
            first = [line["kind"] for line in lines].index("connection")
            self.assertEqual(lines[0]["path"], "amps.xml", "what is found in configurations comes first")
            self.assertIn("diagnostic", [line["kind"] for line in lines[first:]], "and that in strings with their block")

    def test_utf16(self):
        for encoding in ("utf-16-le", "utf-16-be"):
            text = "\ufeff" + "\r\n".join(STRINGS[i % len(STRINGS)] for i in range(100)) + "\r\n\u0a0a"
            (self.folder / "clients.txt").write_bytes(text.encode(encoding))
            self.assert_same(self.lines("--clients", "clients.txt", status=1), self.document("--clients", "clients.txt", status=1))

    def test_several_lists_and_threads(self):
        self.write("one.txt", "\n".join(STRINGS * 2000) + "\n")
        self.write("two.txt", "\ufefftcp://db1:9007/amps/json\n" + "tcp://db9:1/amps/json\n" * (BLOCK + 7))
        lists = ["--clients", "one.txt", "--clients", "two.txt", "--client-kind", "java"]
        document = self.document(*lists, status=1)
        for threads in ("1", "7"):
            self.assert_same(self.lines(*lists, "--threads", threads, status=1), document)
        given = self.lines("--clients", "-", given=self.read("one.txt"), status=1)
        self.assertEqual([line["string"] for line in given if line["kind"] == "connection"],
                         [one["string"] for one in document["connections"] if one["path"] == "one.txt"])
        self.run_tool("check", "amps.xml", *lists, "--format", "jsonl=out.jsonl", status=1)
        self.assert_same([json.loads(line) for line in self.read("out.jsonl").splitlines()], document)

    def test_comments(self):
        """One at the end of a block is for the string at the beginning of the next."""
        wrong, comment = "tcp://db1:7000/amps/json", "# ampslint-ignore connect-unserved: soon"
        for before in (BLOCK - 2, BLOCK - 1, BLOCK):
            text = "tcp://db1:9007/amps/json\n" * before + f"{comment}\n# and\n{wrong}\n{wrong}  {comment}\n{wrong}\n{comment}\n"
            self.write("clients.txt", text)
            lines, document = self.lines("--clients", "clients.txt"), self.document("--clients", "clients.txt")
            self.assert_same(lines, document)
            rules = [one["rule"] for one in document["diagnostics"] if one["path"] == "clients.txt"]
            self.assertEqual(rules, ["connect-unserved", "ignore-unused"])
        for form in ("begin", "end", "file"):
            self.write("clients.txt", f"# ampslint-ignore-{form} connect-*: soon\n{wrong}\n")
            rules = [one["rule"] for one in self.lines("--clients", "clients.txt", status=1) if one.get("path") == "clients.txt" and "rule" in one]
            self.assertEqual(rules, ["ignore-malformed", "connect-unserved"])
        self.assertNotIn("ignore-malformed", json.dumps(self.lines("--clients", "clients.txt", "--no-ignores", status=1)))
        for rule, found in (("connect-unserved", "ignore-unused"), ("uri-scheme-unknown", "ignore-unused"), ("message-type-x", "ignore-rule-unknown")):
            self.write("amps.xml", AMPS.replace("<AMPSConfig>", f"<!-- ampslint-ignore {rule}: soon -->\n<AMPSConfig>"))
            self.write("clients.txt", wrong)
            lines, document = self.lines("--clients", "clients.txt"), self.document("--clients", "clients.txt")
            self.assertIn(found, [one["rule"] for one in document["diagnostics"]])
            self.assert_same(lines, document)

    def test_what_needs_all_is_loaded_whole(self):
        self.write("clients.txt", "\n".join(STRINGS) + "\n")
        self.write("ampslint.toml", '[[ignore]]\npath = "clients.txt"\nrules = ["uri-*"]\nreason = "theirs"\n')
        self.assert_same(self.lines("--clients", "clients.txt"), self.document("--clients", "clients.txt"))
        (self.folder / "ampslint.toml").unlink()
        for more in (["-c", STRINGS[0]], ["--failover", "clients.txt"], ["--scan", "."]):
            self.assert_same(self.lines("--clients", "clients.txt", *more), self.document("--clients", "clients.txt", *more))
        self.run_tool("check", "amps.xml", "--clients", "clients.txt", "--write-baseline", "known.json", status=0)
        lines = self.lines("--clients", "clients.txt", "--baseline", "known.json", status=0)
        self.assertEqual({line["kind"] for line in lines}, {"connection", "summary"})

    def test_what_cannot_be_read(self):
        long = "tcp://" + "x" * 5000 + ":9007/amps/json\n"
        self.write("clients.txt", long + STRINGS[0] + "\n" + long)
        done = self.run_tool("check", "amps.xml", "--clients", "clients.txt", "--clients", "none", "--format", "jsonl", status=2)
        self.assertIn(b"clients.txt:1:1: connection string longer than 4 KiB, not checked, and 1 more", done.stderr)
        self.assertIn(b"'none'", done.stderr)
        self.assertEqual(json.loads(done.stdout.splitlines()[-1])["connections"], 1)
        self.write("clients.txt", STRINGS[0] + "\n" + "x" * (5 << 20) + "\n" + STRINGS[0] + "\n")
        done = self.run_tool("check", "amps.xml", "--clients", "clients.txt", "--format", "jsonl", status=2)
        self.assertIn(b"cannot read 'clients.txt': a line is longer than 4 MiB", done.stderr)
        self.write("clients.txt", "# nothing\n")
        done = self.run_tool("check", "amps.xml", "--clients", "clients.txt", "--format", "jsonl")
        self.assertIn(b"no connection string in 'clients.txt'", done.stderr)
        self.run_tool("check", "amps.xml", "--clients", "clients.txt", "--format", "jsonl=/dev/full", status=2)
        self.run_tool("check", "amps.xml", "--clients", "clients.txt", "--format", "jsonl=none/out", status=2)

    def test_memory_does_not_grow(self):
        def peak(count):
            with subprocess.Popen([TOOL, "check", "amps.xml", "--clients", "-", "--format", "jsonl"], cwd=self.folder, stdin=subprocess.PIPE,
                                  stdout=subprocess.DEVNULL) as child:
                block = b"".join(b"tcp://host-%d:%d/amps/json\n" % (i, 9007 + i % 20 // 19) for i in range(1000))
                for _ in range(count // 1000):
                    child.stdin.write(block)
                child.stdin.close()
                _, _, usage = os.wait4(child.pid, 0)
                child.returncode = 0
            return usage.ru_maxrss
        self.assertLess(peak(200_000), 1.2 * peak(70_000))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
