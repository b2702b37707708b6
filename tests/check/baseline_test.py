"""Baselines: known findings stay left out however lines move, new ones are reported, old ones are named.

Usage: baseline_test.py AMPSLINT
"""
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from scratch import AMPS, CANARY, Scratch  # noqa: E402

FAULTY = AMPS.replace("<InetAddr>9008</InetAddr>", "<InetAddr>90080</InetAddr>").replace(
    "  </Transports>", "    <Transport>\n      <Type>tcp</Type>\n      <InetAddr>x:y</InetAddr>\n    </Transport>\n"
                       "    <Transport>\n      <Type>tcp</Type>\n      <InetAddr>x:z</InetAddr>\n    </Transport>\n  </Transports>")
STRINGS = f"tcp://db1:9007/amps/jsn\ntcp://user:{CANARY}@db1:9070/amps/json\n"
OLD = """    <Transport>
      <Name>old</Name>
      <Type>tcp</Type>
      <InetAddr>90080</InetAddr>
      <Protocol>amps</Protocol>
    </Transport>
"""


class Baseline(Scratch):
    def known(self, *arguments, file="baseline.json", **more):
        return self.reported(*arguments, "--baseline", file, **more)

    def start(self, text=FAULTY, strings=STRINGS):
        self.write("conf/amps.xml", text)
        self.write("c.txt", strings)
        self.inputs = ["conf", "--clients", "c.txt", "--preset", "security"]
        self.assertGreater(len(self.reported(*self.inputs, status=1)), 6)
        self.write_baseline()

    def write_baseline(self):
        done = self.run_tool("check", *self.inputs, "--write-baseline", "baseline.json", status=0)
        self.assertEqual(done.stdout, b"")
        self.assertIn(b"findings to 'baseline.json'\n", done.stderr)

    def test_file(self):
        self.start()
        text = self.read("baseline.json").decode()
        self.assertNotIn(CANARY, text)
        parsed = json.loads(text)
        self.assertEqual(parsed["version"], 1)
        entries = parsed["findings"]
        self.assertEqual(len([line for line in text.splitlines() if '"rule"' in line]), len(entries))
        self.assertIn({"path": "conf/amps.xml", "rule": "value-invalid", "element": "AMPSConfig/Transports/Transport[old]/InetAddr",
                       "value": "90080", "count": 1}, entries)
        self.assertIn("AMPSConfig/Transports/Transport[4]/InetAddr", [entry["element"] for entry in entries])
        self.assertIn("tcp://user:***@db1:9070/amps/json", [entry["value"] for entry in entries])
        keys = [(entry["path"], entry["element"], entry["value"], entry["rule"]) for entry in entries]
        self.assertEqual(keys, sorted(keys))
        self.write_baseline()
        self.assertEqual(self.read("baseline.json").decode(), text)

    def test_known_findings_are_left_out(self):
        self.start()
        done = self.run_tool("check", *self.inputs, "--baseline", "baseline.json", "--format", "json", status=0)
        report = json.loads(done.stdout)
        self.assertEqual(report["diagnostics"], [])
        self.assertEqual((report["summary"]["errors"], report["summary"]["warnings"], report["summary"]["notes"]), (0, 0, 0))
        all_told = json.loads(self.run_tool("check", *self.inputs, "--format", "json", status=1).stdout)
        self.assertEqual(report["connections"], all_told["connections"])
        self.assertEqual(report["summary"]["verdicts"], all_told["summary"]["verdicts"])
        self.assertEqual(done.stderr, b"")
        done = self.run_tool("check", *self.inputs, "--baseline", "baseline.json", "--format", "sarif", status=0)
        self.assertEqual(json.loads(done.stdout)["runs"][0]["results"], [])

    def test_survives(self):
        self.start()
        changes = {
            "inserted lines": lambda t: t.replace("<Transports>", "<!-- new -->\n\n  <Transports>\n\n"),
            "re-indentation": lambda t: t.replace("  ", "\t\t"),
            "other line ends": lambda t: t.replace("\n", "\r\n"),
            "a byte order mark": lambda t: "\ufeff" + t,
            "reordered siblings": lambda t: t.replace(OLD, "").replace("  <Transports>\n", "  <Transports>\n" + OLD),
            "one line": lambda t: t.replace("\n", ""),
        }
        for name, change in changes.items():
            with self.subTest(name):
                self.write("conf/amps.xml", change(FAULTY))
                self.assertEqual(self.known(*self.inputs, status=0), [])
        self.write("conf/amps.xml", FAULTY)
        self.write("c.txt", "# first\n\n" + "\r\n".join(reversed(STRINGS.splitlines())) + "\r\n")
        self.assertEqual(self.known(*self.inputs, status=0), [])

    def test_any_folder(self):
        self.start()
        conf = self.folder / "conf"
        self.assertEqual(self.known("amps.xml", "--clients", "../c.txt", file="../baseline.json", folder=conf, status=0), [])
        self.assertEqual(self.known(str(conf), "--clients", str(self.folder / "c.txt"), file=str(self.folder / "baseline.json"),
                                    folder="/", status=0), [])
        (self.folder / "link").symlink_to("conf")
        self.assertEqual(self.known("link/amps.xml", "--clients", "conf/../c.txt", status=0), [])

    def test_new_findings_are_told(self):
        self.start()
        self.write("conf/amps.xml", FAULTY.replace("512m", "512 parsecs"))
        self.assertEqual(len(self.known(*self.inputs, status=1)), 1)
        # Another value at the same place is another finding.
        self.write("conf/amps.xml", FAULTY.replace("90080", "90081"))
        found = self.known(*self.inputs, status=1)
        self.assertEqual(len(found), 1)
        self.assertIn("90081", found[0])
        # One more of the same.
        self.write("conf/amps.xml", FAULTY)
        self.write("c.txt", STRINGS + STRINGS.splitlines()[0] + "\n")
        self.assertEqual(len(self.known(*self.inputs, status=1)), 1)

    def test_stale_entries_are_named(self):
        self.start()
        self.write("conf/amps.xml", FAULTY.replace("90080", "9008"))
        done = self.run_tool("check", *self.inputs, "--baseline", "baseline.json", status=0)
        self.assertEqual(done.stderr, b"ampslint: 1 finding of 'baseline.json' no longer occurs: value-invalid at conf/amps.xml "
                         b"AMPSConfig/Transports/Transport[old]/InetAddr '90080'; '--write-baseline' removes it\n")
        # What this run does not look at may still be there.
        for arguments in (["conf", "--select", "uri-*"], ["--clients", "c.txt", "conf", "--ignore", "value-invalid"]):
            self.assertNotIn(b"no longer", self.run_tool("check", *arguments, "--baseline", "baseline.json").stderr)
        self.write("other.xml", AMPS)
        self.assertEqual(self.run_tool("check", "other.xml", "--baseline", "baseline.json", status=0).stderr, b"")
        # What is gone is not.
        (self.folder / "c.txt").unlink()
        self.assertIn(b"'tcp://user:***@db1:9070/amps/json'", self.run_tool("check", "conf", "--preset", "security", "--baseline", "baseline.json").stderr)
        self.inputs = ["conf"]
        self.write_baseline()
        self.assertEqual(self.run_tool("check", "conf", "--baseline", "baseline.json", status=0).stderr, b"")

    def test_included_file(self):
        self.write("amps.xml", "<AMPSConfig><Name>one</Name><Transports>\n<Include>parts/t.xml</Include></Transports></AMPSConfig>")
        self.write("parts/t.xml", "<Transport><Name>t</Name><Type>tcp</Type><InetAddr>x:y</InetAddr></Transport>")
        self.inputs = ["amps.xml"]
        self.run_tool("check", "amps.xml", "--write-baseline", "sub-baseline.json", status=0)
        entries = json.loads(self.read("sub-baseline.json"))["findings"]
        self.assertEqual([(entry["path"], entry["element"]) for entry in entries],
                         [("parts/t.xml", "AMPSConfig/Transports/Transport[t]/InetAddr")])
        self.assertEqual(self.known("amps.xml", file="sub-baseline.json", status=0), [])

    def test_no_elements(self):
        """A broken file, strings of the command line, and bytes that are not UTF-8."""
        self.write("amps.xml", "<AMPSConfig><Name>one</AMPSConfig>")
        self.write("c.txt", b"tcp://db1:9007/amps/j\xffson\ntcp://db\xfe1/\n")
        self.inputs = ["amps.xml", "--clients", "c.txt", "-c", "tcp://db1:1/amps/json?x=1", "--clients", "-"]
        given = b"TCP://db2:1/amps/json\n"
        self.run_tool("check", *self.inputs, "--write-baseline", "b.json", given=given, status=0)
        paths = {entry["path"] for entry in json.loads(self.read("b.json"))["findings"]}
        self.assertEqual(paths, {"amps.xml", "c.txt", "<command line>", "-"})
        self.run_tool("check", *self.inputs, "--baseline", "b.json", given=given, status=0)

    def test_secret_elements(self):
        self.write("amps.xml", AMPS.replace("<Name>one</Name>", f"<Name>one</Name><Password><x>{CANARY}</x>{CANARY}</Password>"))
        self.run_tool("check", "amps.xml", "--preset", "security", "--write-baseline", "b.json", status=0)
        self.assertNotIn(CANARY.encode(), self.read("b.json"))

    def test_broken_baselines(self):
        self.write("amps.xml", AMPS)
        entry = '{"rule": "r", "path": "p", "element": "", "value": "", "count": 1}'
        for text, words in {
            "": b"invalid JSON at line 1, column 1",
            '{"version": 1,\n "findings": [}\n': b"invalid JSON at line 2, column 15",
            f"tcp://user:{CANARY}@db1\n": b"invalid JSON at line 1, column 2",
            f'"{CANARY}': b"invalid JSON at line 1, column 8",
            "[]": b"expected an object with 'version' and 'findings'",
            '{"version": 2, "findings": []}': b"only version 1 is supported",
            '{"version": "1", "findings": []}': b"only version 1 is supported",
            '{"version": 1, "findings": [' + entry + ', {"rule": 1}]}': b"entry 2 of 'findings' needs the strings",
            '{"version": 1, "findings": [' + entry.replace("1}", "-1}") + "]}": b"entry 1 of 'findings'",
            '{"version": 1, "findings": {}}': b"expected an object",
            "[" * 100000: b"it nests deeper than 32 levels",
        }.items():
            with self.subTest(text[:40]):
                self.write("b.json", text)
                done = self.run_tool("check", "amps.xml", "--baseline", "b.json", status=2)
                self.assertIn(b"ampslint: 'b.json' is not a valid baseline: " + words, done.stderr)
                self.assertEqual(done.stdout, b"")
        self.assertIn(b"cannot read 'missing.json'", self.run_tool("check", "amps.xml", "--baseline", "missing.json", status=2).stderr)

    def test_not_written(self):
        self.write("amps.xml", AMPS)
        done = self.run_tool("check", "amps.xml", "--clients", "missing.txt", "--write-baseline", "b.json", status=2)
        self.assertIn(b"no baseline written", done.stderr)
        self.assertFalse((self.folder / "b.json").exists())
        self.assertIn(b"cannot write", self.run_tool("check", "amps.xml", "--write-baseline", "no/b.json", status=2).stderr)
        self.assertIn(b"not a regular file", self.run_tool("check", "amps.xml", "--write-baseline", ".", status=2).stderr)

    def test_fixes_leave_known_findings_alone(self):
        self.write("amps.xml", AMPS)
        self.write("c.txt", "TCP://db1:9007/amps/json\n")
        self.run_tool("check", "amps.xml", "--clients", "c.txt", "--write-baseline", "b.json", status=0)
        self.write("c.txt", "tcp://db1:9007/amps/json?tcp_nodelay=True\nTCP://db1:9007/amps/json\nTCP://db2:9007/amps/json\n")
        self.run_tool("check", "amps.xml", "--clients", "c.txt", "--baseline", "b.json", "--fix", status=0)
        self.assertEqual(self.read("c.txt"), b"tcp://db1:9007/amps/json?tcp_nodelay=true\nTCP://db1:9007/amps/json\ntcp://db2:9007/amps/json\n")

    def test_large(self):
        """Thousands of findings among siblings without names."""
        self.write("amps.xml", "<AMPSConfig><Name>one</Name><Transports>" + "<Transport><InetAddr>x:y</InetAddr></Transport>" * 2000 +
                   "</Transports></AMPSConfig>")
        self.run_tool("check", "amps.xml", "--write-baseline", "b.json", status=0)
        self.run_tool("check", "amps.xml", "--baseline", "b.json", status=0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
