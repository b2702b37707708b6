"""`explain` of pasted text, and `rules` with policies: python3 tests/cli/explain_test.py BINARY [PROJECT]"""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BINARY = str(Path(sys.argv[1]).resolve())
TEXT = "InvalidUriException: The URI specified invalid properties: true."
POLICY = "[[policy]]\nname = 'named'\nmessage = 'an instance needs a name'\nxpath = '/AMPSConfig[not(Name)]'\n"


class Explain(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def run_in(self, *arguments, stdin=""):
        done = subprocess.run([BINARY, *arguments], cwd=self.folder.name, input=stdin, capture_output=True, text=True,
                              env={"PATH": os.environ["PATH"], "HOME": "/nowhere"}, timeout=60)
        return done.returncode, done.stdout, done.stderr

    def write(self, text):
        (Path(self.folder.name) / "ampslint.toml").write_text(text)

    def test_text_comes_as_one_argument_as_several_or_on_standard_input(self):
        status, out, err = self.run_in("explain", TEXT)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("uri-option-unknown", out)
        self.assertIn("ampslint parse 'STRING'", out)
        self.assertEqual(self.run_in("explain", *TEXT.split())[:2], (0, out))
        self.assertEqual(self.run_in("explain", "-", stdin=TEXT + "\n")[:2], (0, out))

    def test_several_lines_are_explained_each_once(self):
        lines = f"{TEXT}\n\tat com.example.Main(Main.java:3)\n07-0013 reason = slow client\n{TEXT}\nHTTP/1.1 403 Forbidden\n"
        status, out, _ = self.run_in("explain", "-", "--format", "json", stdin=lines)
        self.assertEqual(status, 0)
        found = json.loads(out)
        self.assertEqual([one["line"] for one in found], [TEXT, "07-0013 reason = slow client", "HTTP/1.1 403 Forbidden"])
        self.assertEqual([one["text"] for one in found[1]["explanations"]], ["slow client", "07-0013"])
        for one in found:
            for explanation in one["explanations"]:
                self.assertTrue(explanation["means"] and explanation["source"])

    def test_what_is_not_known_is_an_error_with_the_nearest(self):
        for text in ("The URI specified no propertys", "words that nobody has ever seen before", "-"):
            status, out, err = self.run_in("explain", text)
            self.assertEqual((status, out), (2, ""), text)
            self.assertTrue(err.startswith("ampslint: "), err)
        self.assertIn("the nearest is 'The URI specified", self.run_in("explain", "The URI specified no propertys")[2])
        self.assertIn("did you mean 'uri-host-empty'", self.run_in("explain", "uri-host-emty")[2])

    def test_rules_and_elements_come_first(self):
        self.assertTrue(self.run_in("explain", "uri-host-empty")[1].startswith("# uri-host-empty\n"))
        self.assertTrue(self.run_in("explain", "Transport/InetAddr")[1].startswith("Transport/InetAddr\n"))
        page = json.loads(self.run_in("explain", "uri-host-empty", "--format", "json")[1])
        self.assertEqual(page["name"], "uri-host-empty")
        self.assertTrue(page["page"].startswith("# uri-host-empty"))

    def test_hostile_text_is_ordinary_text(self):
        for text in ("\x1b[31m" + TEXT, "::error::" + TEXT, TEXT + "\0" * 10, TEXT * 10_000, "07-0013 " * 100_000, "\xff" + TEXT):
            status, out, _ = self.run_in("explain", "-", stdin=text)
            self.assertEqual(status, 0)
            self.assertNotIn("\x1b", out)
            self.assertFalse(any(line.startswith("::") for line in out.splitlines()))

    def test_policies_are_listed_and_explained(self):
        self.write(POLICY)
        status, out, err = self.run_in("rules")
        self.assertEqual((status, err), (0, ""))
        self.assertIn("an instance needs a name", out.splitlines()[-1])
        last = json.loads(self.run_in("rules", "--format", "json")[1])[-1]
        self.assertEqual((last["id"], last["severity"], last["family"], last["summary"]),
                         ("policy-named", "error", "policy", "an instance needs a name"))
        page = self.run_in("explain", "policy-named")[1]
        self.assertIn("/AMPSConfig[not(Name)]", page)
        self.assertIn("did you mean 'policy-named'", self.run_in("explain", "policy-name")[2])
        self.assertNotIn("policy-named", self.run_in("rules", "--isolated")[1])

    def test_a_broken_workspace_leaves_the_other_rules(self):
        self.write(POLICY.replace("not(", "nicht("))
        status, out, err = self.run_in("rules")
        self.assertEqual(status, 2)
        self.assertIn("uri-host-empty", out)
        self.assertIn("ampslint.toml:4:22: XPath 1.0 has no function 'nicht'", err)

    def test_policies_can_be_chosen_like_rules(self):
        self.write(POLICY)
        (Path(self.folder.name) / "amps.xml").write_text("<AMPSConfig/>\n")
        status, out, _ = self.run_in("check", "--select", "policy-named", "--format", "concise")
        self.assertEqual((status, out.splitlines()[0]), (1, "amps.xml:1:2: error: an instance needs a name [policy-named]"))
        self.assertEqual(self.run_in("check", "--select", "policy-named", "--severity", "policy-named=note")[0], 0)
        status, _, err = self.run_in("check", "--select", "policy-nmed")
        self.assertEqual(status, 2)
        self.assertIn("no rule is called 'policy-nmed'; did you mean 'policy-named'?", err)
        self.assertEqual(self.run_in("check", "--isolated", "--select", "policy-*")[0], 0)
        self.assertIn("did you mean 'policy-named'?", self.run_in("check", "--ignore", "policy-name")[2])
        sarif = json.loads(self.run_in("check", "--select", "policy-*", "--format", "sarif")[1])["runs"][0]
        rule = sarif["tool"]["driver"]["rules"][sarif["results"][0]["ruleIndex"]]
        self.assertEqual((rule["id"], sarif["results"][0]["ruleId"]), ("policy-named", "policy-named"))
        baseline = self.run_in("check", "--select", "policy-*", "--write-baseline", "b.json")
        self.assertEqual(baseline[0], 0)
        self.assertEqual(self.run_in("check", "--select", "policy-*", "--baseline", "b.json")[0], 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
