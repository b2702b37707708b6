"""`check --attest` and `verify`: python3 tests/driver/attest_test.py BINARY [PROJECT]"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BINARY = str(Path(sys.argv[1]).resolve())

GOOD = """<AMPSConfig>
  <Name>one</Name>
  <Include>more.xml</Include>
</AMPSConfig>
"""
MORE = """<Transports>
  <Transport><Name>any</Name><Type>tcp</Type><InetAddr>9007</InetAddr><Protocol>amps</Protocol></Transport>
</Transports>
"""


class Attest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name).resolve()
        (self.root / ".git").mkdir()
        self.write("amps.xml", GOOD)
        self.write("more.xml", MORE)
        self.write("clients.txt", "tcp://joe:hunter2hunter2@db1:9007/amps/json\n")
        self.write("ampslint.toml", "[[policy]]\nname = 'p'\nmessage = 'm'\nxpath = '//Nowhere'\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def run_in(self, *arguments, folder=None, stdin=""):
        done = subprocess.run([BINARY, *arguments], cwd=folder or self.root, input=stdin, capture_output=True, text=True,
                              env={"PATH": os.environ["PATH"], "HOME": "/nowhere"}, timeout=60)
        return done.returncode, done.stdout, done.stderr

    def attest(self, *more):
        status, out, err = self.run_in("check", "amps.xml", "--clients", "clients.txt", "--attest", "check.json", *more)
        self.assertEqual((status, err), (0, ""), out)
        return json.loads((self.root / "check.json").read_text())

    def test_a_statement_names_every_file_with_its_hash(self):
        statement = self.attest()
        self.assertEqual(statement["_type"], "https://in-toto.io/Statement/v1")
        names = {one["name"]: one["digest"]["sha256"] for one in statement["subject"]}
        self.assertEqual(set(names), {"amps.xml", "more.xml", "clients.txt", "ampslint.toml"})
        for name, digest in names.items():
            self.assertEqual(digest, hashlib.sha256((self.root / name).read_bytes()).hexdigest())
        predicate = statement["predicate"]
        self.assertEqual((predicate["result"], predicate["fail_on"]), ("passed", "error"))
        self.assertEqual(predicate["summary"]["verdicts"]["compatible"], 1)
        self.assertIn({"id": "policy-p", "severity": "error"}, predicate["rules"])
        self.assertNotIn("hunter2", json.dumps(statement))

    def test_hashes_are_of_the_bytes_as_they_are(self):
        for size in (0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 100_000):
            self.write("clients.txt", "#" * size + "\ntcp://db1:9007/amps/json\n")
            statement = self.attest()
            digest = hashlib.sha256((self.root / "clients.txt").read_bytes()).hexdigest()
            self.assertIn({"name": "clients.txt", "digest": {"sha256": digest}}, statement["subject"])
        (self.root / "amps.xml").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
        digest = hashlib.sha256((self.root / "amps.xml").read_bytes()).hexdigest()
        self.assertIn({"name": "amps.xml", "digest": {"sha256": digest}}, self.attest()["subject"])

    def test_the_same_inputs_give_the_same_bytes(self):
        self.attest()
        first = (self.root / "check.json").read_bytes()
        for threads in ("1", "4"):
            self.attest("--threads", threads)
            self.assertEqual((self.root / "check.json").read_bytes(), first)

    def test_it_holds_until_a_file_changes(self):
        self.attest()
        self.assertEqual(self.run_in("verify", "check.json"), (0, "4 files: as attested\n", ""))
        (self.root / "below").mkdir()
        self.assertEqual(self.run_in("verify", "../check.json", folder=self.root / "below")[0], 0)
        statement = (self.root / "check.json").read_text()
        self.assertEqual(self.run_in("verify", "-", stdin=statement)[0], 0)
        self.write("more.xml", MORE + " ")
        (self.root / "clients.txt").unlink()
        self.assertEqual(self.run_in("verify", "check.json"),
                         (1, "changed: more.xml\nmissing: clients.txt\n4 files: not as attested\n", ""))
        status, out, _ = self.run_in("verify", "check.json", "--format", "json")
        found = json.loads(out)
        self.assertEqual((status, found["holds"], found["changed"], found["missing"]),
                         (1, False, ["more.xml"], ["clients.txt"]))

    def test_a_failed_check_is_attested_as_such(self):
        self.write("clients.txt", "tcp://db1:9999/amps/json\n")
        status, _, _ = self.run_in("check", "amps.xml", "--clients", "clients.txt", "--attest", "check.json")
        self.assertEqual(status, 1)
        status, out, _ = self.run_in("verify", "check.json")
        self.assertEqual(status, 1)
        self.assertIn("the check failed (at 'error'): 1 error", out)
        self.assertEqual(self.run_in("verify", "check.json", "--fail-on", "never")[0], 0)

    def test_more_can_be_demanded(self):
        self.write("ampslint.toml", "[[policy]]\nname = 'p'\nseverity = 'warning'\nmessage = 'm'\nxpath = '/AMPSConfig/Name'\n")
        self.attest()
        self.assertEqual(self.run_in("verify", "check.json")[0], 0)
        self.assertEqual(self.run_in("verify", "check.json", "--fail-on", "warning")[0], 1)
        self.assertEqual(self.run_in("verify", "check.json", "--fail-on", "bad")[0], 2)

    def test_what_cannot_be_read_again_is_not_attested(self):
        status, _, err = self.run_in("check", "-", "--attest", "check.json", stdin=GOOD)
        self.assertEqual(status, 2)
        self.assertIn("cannot be read again", err)
        self.assertFalse((self.root / "check.json").exists())
        status, _, err = self.run_in("check", "nothing.xml", "--attest", "check.json")
        self.assertEqual((status, (self.root / "check.json").exists()), (2, False))
        self.assertIn("no attestation written", err)

    def test_inputs_are_not_written_over(self):
        status, _, err = self.run_in("check", "amps.xml", "--attest", "more.xml")
        self.assertEqual((status, (self.root / "more.xml").read_text()), (2, MORE))
        self.assertIn("is an input", err)
        self.assertEqual(self.run_in("check", "amps.xml", "--format", "json=a.json", "--attest", "./a.json")[0], 2)
        self.assertEqual(self.run_in("check", "amps.xml", "--fix", "--attest", "a.json")[0], 2)

    def test_a_strangers_statement_reads_nothing_elsewhere(self):
        with tempfile.TemporaryDirectory() as outside:
            secret = Path(outside) / "secret"
            secret.write_text("x")
            (self.root / "link").symlink_to(secret)
            for name in (str(secret), f"../{Path(outside).name}/secret", "link", "/dev/zero", "/proc/self/environ", "below/../../x"):
                statement = self.attest()
                statement["subject"].append({"name": name, "digest": {"sha256": "0" * 64}})
                self.write("other.json", json.dumps(statement))
                status, out, err = self.run_in("verify", "other.json")
                expected = (1, 2) if name.endswith("/x") else (2,)
                self.assertIn(status, expected, (name, out, err))
            statement["subject"][-1] = {"name": str(secret), "digest": {"sha256": hashlib.sha256(b"x").hexdigest()}}
            self.write("other.json", json.dumps(statement))
            self.assertEqual(self.run_in("verify", "other.json", "--allow-outside")[0], 0)

    def test_what_is_no_statement_is_an_error(self):
        good = self.attest()

        def without(*path):
            copy = json.loads(json.dumps(good))
            inner = copy
            for key in path[:-1]:
                inner = inner[key]
            del inner[path[-1]]
            return json.dumps(copy)

        texts = ["", "[]", "{}", "{", "[" * 100_000, "null", without("_type"), without("subject"), without("predicateType"),
                 without("predicate"), without("predicate", "summary"), without("predicate", "fail_on"),
                 without("predicate", "summary", "errors"), without("subject", 0, "digest"), without("subject", 0, "name"),
                 json.dumps({**good, "subject": []}), json.dumps({**good, "subject": [{"name": "a\0b", "digest": {"sha256": "0" * 64}}]})]
        for text in texts:
            self.write("other.json", text)
            status, out, err = self.run_in("verify", "other.json")
            self.assertEqual((status, out), (2, ""), text[:100])
            self.assertIn("is not an attestation of ampslint", err)
        self.assertEqual(self.run_in("verify", "nothing.json")[0], 2)

    def test_names_are_safe_to_print(self):
        statement = self.attest()
        statement["subject"] = [{"name": "a\x1b[31m\n::error::b", "digest": {"sha256": "0" * 64}}]
        self.write("other.json", json.dumps(statement))
        status, out, _ = self.run_in("verify", "other.json")
        self.assertEqual(status, 1)
        self.assertNotIn("\x1b", out)
        self.assertEqual(out.count("\n"), 2)

    def test_a_list_in_lines_is_attested_too(self):
        status, out, _ = self.run_in("check", "amps.xml", "--clients", "clients.txt", "--format", "jsonl", "--attest", "check.json")
        self.assertEqual(status, 0)
        self.assertEqual(json.loads(out.splitlines()[-1])["kind"], "summary")
        self.assertEqual(self.run_in("verify", "check.json")[0], 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
