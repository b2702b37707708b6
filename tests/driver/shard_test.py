"""Shards: the reports of all parts of a run, joined by `merge`, are byte for byte the report of the whole run.

Usage: shard_test.py AMPSLINT PROJECT
"""
import json
import pathlib
import random
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from scratch import CANARY, Scratch  # noqa: E402

PROJECT = pathlib.Path(sys.argv.pop(1)).resolve()

SHARED = """<Transport>
  <Name>shared</Name>
  <Type>tcp</Type>
  <InetAddr>90090</InetAddr>
</Transport>
"""


def configuration(number, transports=""):
    return f"""<AMPSConfig>
  <Name>amps-{number}</Name>
  <Transports>
    <Transport><Name>any-tcp</Name><Type>tcp</Type><InetAddr>{9000 + number}</InetAddr></Transport>
    <Transport><Name>json</Name><Type>tcp</Type><InetAddr>{9100 + number}</InetAddr><MessageType>json</MessageType></Transport>
    <!-- ampslint-ignore value-invalid: {'none here' if number % 2 else 'known'} -->
    <Transport><Name>web</Name><Type>tcp</Type><InetAddr>{9200 + number if number % 2 else 'nine'}</InetAddr><Protocol>websocket</Protocol></Transport>
    <Include>shared.xml</Include>{transports}
  </Transports>
</AMPSConfig>
"""


def strings(random_, count):
    """Strings with all verdicts, some of them several times, comments and ignores between."""
    hosts, types = ["db1", "db2", "127.0.0.1"], ["json", "xml", "jsn"]
    for number in range(count):
        if random_.random() < 0.1:
            rule = random_.choice(["connect-unserved", "connect-message-type-refused", "uri-*", "no-such-rule"])
            yield f"# ampslint-ignore {rule}: {random_.choice(['why', ''])}"
        port = random_.choice([9000, 9001, 9002, 9100, 9101, 9200, 9201, 9300, 99999])
        yield random_.choice([
            f"tcp://u:{CANARY}{number % 7}@{random_.choice(hosts)}:{port}/amps/{random_.choice(types)}",
            f"ws://db1:{port}/amps/json", f"tcp://{random_.choice(hosts)}:{port}/amps/json",
            f"tcp://db1:{port}/amps/json?tcp_nodelay={random_.choice(['true', 'ja'])}",
            "tcp://${HOST}:9000/amps/json", "tcp:/db1:9000", "tcp://db1:9000/fix"])


WORKSPACE = """fail-on = "warning"

[[instance]]
configuration = "amps0.xml"
hosts = ["db1"]

[[instance]]
configuration = "amps1.xml"
hosts = ["db2"]

[[instance]]
configuration = "amps2.xml"
hosts = ["db1"]

[[clients]]
name = "java"
kind = "java"
lists = ["a.txt"]

[[clients]]
name = "again"
lists = ["a.txt", "b.txt"]
failover = ["f.txt"]
scan = ["src"]

[[ignore]]
rules = ["connect-unserved"]
paths = ["b.txt"]
reason = "all of them"

[[ignore]]
rules = ["connect-tls-required"]
paths = ["b.txt"]
reason = "nothing"
"""


class Shards(Scratch):
    def setUp(self):
        super().setUp()
        chance = random.Random(9)
        self.write("shared.xml", SHARED)
        for number in range(3):
            more = "\n    <Transport><Name>open</Name><Type>tcp</Type><InetAddr>${PORT}x</InetAddr></Transport>" if number == 1 else ""
            self.write(f"amps{number}.xml", configuration(number, more))
        for name, count in {"a.txt": 60, "b.txt": 41, "f.txt": 9}.items():
            self.write(name, "\n".join(strings(chance, count)) + "\n")
        self.write("src/app.py", 'URI = ["tcp://db1:9000/amps/json", "tcp://db2:9001/amps/json"]\nX = "ws://db1:9201/amps/json"\n')
        self.inputs = ["amps0.xml", "amps1.xml", "amps2.xml", "--clients", "a.txt", "--failover", "f.txt", "--clients", "b.txt", "--clients",
                       "a.txt", "--scan", "src", "-c", "tcp://db1:9000/amps/json", "-c", f"tcp://u:{CANARY}@db1:9301/amps/json", "--isolated"]

    def expect_same(self, arguments, of=(1, 2, 3, 7), formats=("json", "sarif"), some=True):
        for format_ in formats:
            whole = self.run_tool("check", *arguments, "--format", format_)
            if some:
                self.assertIn(b'"rule', whole.stdout)
            for n in of:
                files = []
                for number in range(1, n + 1):
                    files.append(f"part-{number}.{format_}")
                    part = self.run_tool("check", *arguments, "--shard", f"{number}/{n}", "--format", f"{format_}={files[-1]}")
                    self.assertNotIn(CANARY.encode(), self.read(files[-1]))
                    self.assertEqual(part.stdout, b"")
                files.reverse()
                merged = self.run_tool("merge", *files)
                self.assertEqual(merged.stdout.decode(), whole.stdout.decode(), (arguments, format_, n))
                self.assertEqual(merged.returncode, whole.returncode)
        return json.loads(self.run_tool("check", *arguments, "--format", "json").stdout)

    def test_everything_at_once(self):
        report = self.expect_same(self.inputs)
        verdicts = report["summary"]["verdicts"]
        # Nothing is unserved where a transport's port is not known.
        self.assertTrue(all(count > 0 for verdict, count in verdicts.items() if verdict != "unserved"), verdicts)
        told = {finding["rule"] for finding in report["diagnostics"]}
        self.assertTrue({"ignore-unused", "ignore-reason-missing", "value-invalid"} <= told, told)
        notes = [note["message"] for finding in report["diagnostics"] for note in finding["related"]]
        self.assertTrue(any("more as well" in note for note in notes), notes)
        self.write("amps1.xml", configuration(1).replace("<Include>shared.xml</Include>", ""))
        report = self.expect_same(["amps1.xml", *self.inputs[3:], "--show-suppressed"], of=(3,))
        self.assertGreater(report["summary"]["verdicts"]["unserved"], 0)
        self.expect_same([*self.inputs, "--no-ignores", "--compare", "5.2", "--preset", "pedantic", "--preset", "security"], of=(2,))
        self.expect_same([*self.inputs, "--fail-on", "never", "--ignore", "value-*", "--severity", "connect-unserved=note"], of=(2,))

    def test_workspace(self):
        self.write("ampslint.toml", WORKSPACE)
        self.expect_same([], of=(2, 3, 7))
        self.expect_same(["--show-suppressed"], of=(3,))

    def test_ignores_that_only_one_part_uses(self):
        lines = ["# ampslint-ignore-file connect-unserved: known"]
        lines += ["tcp://db1:9000/amps/json"] * 20 + ["tcp://db1:9999/amps/json"]
        self.write("late.txt", "\n".join(lines) + "\n")
        self.write("ampslint.toml", """
[[ignore]]
rules = ["connect-unserved"]
paths = ["late.txt"]
reason = "known"
""")
        self.expect_same(["amps0.xml", "--clients", "late.txt"], of=(2, 7))
        # Nothing comes as far as to be matched but in the last part.
        self.write("late.txt", "tcp:/db1\n" * 9 + "# ampslint-ignore connect-unserved: x\ntcp://db1:9000/amps/json\n")
        self.expect_same(["amps0.xml", "--clients", "late.txt"], of=(2, 7))
        self.write("late.txt", "tcp:/db1\n" * 9 + "# ampslint-ignore connect-unserved: x\ntcp:/db1:9000/amps/json\n")
        self.expect_same(["amps0.xml", "--clients", "late.txt"], of=(2, 7))

    def test_baseline(self):
        self.run_tool("check", *self.inputs, "--write-baseline", "known.json")
        baseline = json.loads(self.read("known.json"))
        self.expect_same([*self.inputs, "--baseline", "known.json"], of=(2,), some=False)
        chance = random.Random(3)
        for finding in baseline["findings"]:
            finding["count"] = chance.randrange(1, finding["count"] + 2)
        baseline["findings"] = [finding for finding in baseline["findings"] if chance.random() < 0.8]
        self.write("some.json", json.dumps(baseline))
        arguments = [*self.inputs, "--baseline", "some.json"]
        self.expect_same(arguments)
        self.expect_same([*arguments, "--show-suppressed"], of=(7,))
        files = [f"part-{number}.sarif" for number in range(1, 8)]
        whole, merged = self.run_tool("check", *arguments), self.run_tool("merge", *files)
        self.assertIn(b"no longer occur", merged.stderr)
        self.assertTrue(whole.stderr.endswith(merged.stderr), (whole.stderr, merged.stderr))

    def test_ignores_and_baseline(self):
        """A baseline that knows one of several unused ignores alike: which are unused is known of the whole only."""
        lines = []
        for _ in range(8):
            lines += ["# ampslint-ignore connect-unserved: x", "tcp://db1:9000/amps/json"]
        self.write("l.txt", "\n".join(lines) + "\n")
        inputs = ["amps0.xml", "--clients", "l.txt", "--isolated"]
        self.run_tool("check", *inputs, "--write-baseline", "known.json")
        baseline = json.loads(self.read("known.json"))
        for finding in baseline["findings"]:
            finding["count"] = min(finding["count"], 3)
        self.write("known.json", json.dumps(baseline))
        self.expect_same([*inputs, "--baseline", "known.json"])

    def test_random_runs(self):
        for seed in range(3):
            chance = random.Random(seed)
            for name in ("a.txt", "b.txt", "f.txt"):
                self.write(name, "\n".join(strings(chance, chance.randrange(0, 30))) + "\n")
            inputs = [value for value in self.inputs]
            self.expect_same(inputs, of=(5,))

    def test_troubles(self):
        inputs = ["amps0.xml", "--clients", "none.txt", "--clients", "b.txt"]
        self.expect_same(inputs, of=(7,))
        self.assertEqual(self.run_tool("merge", "part-1.json", *[f"part-{n}.json" for n in range(2, 8)]).returncode, 2)
        self.expect_same(["shared.xml", "amps0.xml", "--clients", "b.txt"], of=(2,))
        self.write("broken.xml", "<AMPSConfig><Name>x</Name><Transports></AMPSConfig>")
        self.expect_same(["broken.xml", "amps1.xml", "--clients", "b.txt"], of=(2,))
        self.write("none.txt", "")
        self.expect_same(["amps0.xml", "--clients", "none.txt"], of=(2,), some=False)

    def test_failover_stays_together(self):
        """A part never ends within strings that are used together."""
        for n in (2, 3, 7):
            parts = []
            for number in range(1, n + 1):
                done = self.run_tool("check", *self.inputs, "--shard", f"{number}/{n}", "--format", "json")
                parts.append({entry["path"] for entry in json.loads(done.stdout)["connections"]})
            self.assertEqual(sum("f.txt" in part for part in parts), 1)

    def test_status_is_of_what_is_reported(self):
        self.write("l.txt", "tcp://db1:9000/amps/json\ntcp://db1:9999/amps/json\n")
        self.write("good.xml", configuration(1).replace("<Include>shared.xml</Include>", ""))
        inputs = ["good.xml", "--clients", "l.txt", "--isolated", "--ignore", "ignore-*"]
        self.write("l.txt", "tcp://db1:9001/amps/json\ntcp://db1:9999/amps/json\n")
        self.run_tool("check", *inputs, "--shard", "1/2", "--format", "json=1.json", status=0)
        self.run_tool("check", *inputs, "--shard", "2/2", "--format", "json=2.json", status=1)
        self.run_tool("merge", "1.json", "2.json", status=1)

    def refused(self, expected, *arguments):
        done = self.run_tool(*arguments, status=2)
        self.assertEqual(done.stdout, b"")
        self.assertIn(expected, done.stderr.decode())

    def test_what_cannot_be_joined(self):
        for n in (2, 3):
            for number in range(1, n + 1):
                self.run_tool("check", *self.inputs, "--shard", f"{number}/{n}", "--format", f"json={number}of{n}.json", "--format",
                              f"sarif={number}of{n}.sarif")
        self.refused("shard 2 of 3 is missing", "merge", "1of3.json", "3of3.json")
        self.refused("shard 1 of 2 is missing", "merge", "2of2.json")
        self.refused("both are shard 1", "merge", "1of2.json", "1of2.json", "2of2.json")
        self.refused("one is of 2 shards, the other of 3", "merge", "1of2.json", "2of3.json")
        self.refused("one is json, the other sarif", "merge", "1of2.json", "2of2.sarif")
        self.refused("is json, and cannot be merged as sarif", "merge", "--format", "sarif", "1of2.json", "2of2.json")
        self.refused("unknown format 'jsn'; did you mean 'json'?", "merge", "--format", "jsn", "1of2.json", "2of2.json")
        self.run_tool("check", *self.inputs, "--ignore", "uri-*", "--shard", "2/2", "--format", "json=other.json")
        self.refused("they are of runs with other inputs or options", "merge", "1of2.json", "other.json")
        self.run_tool("check", *self.inputs, "--format", "json=whole.json", "--format", "sarif=whole.sarif")
        self.refused("it is the report of a whole run", "merge", "whole.json")
        self.refused("it is the report of a whole run", "merge", "whole.sarif")
        self.refused("none.json", "merge", "none.json")
        self.refused("FILE is required", "merge")
        text = self.read("1of2.json").decode()
        self.write("next.json", text.replace('"version": 1', '"version": 2'))
        self.refused("its schema is not version 1", "merge", "next.json", "2of2.json")
        self.write("next.json", text.replace('"tool":"', '"tool":"9'))
        self.refused("another version of ampslint", "merge", "next.json", "2of2.json")
        for broken in ("", "[]", "7", "{}", '{"runs": []}', '{"version": 1}', '{"version": 1, "shard": 3}', "[" * 100000,
                       text.replace('"order":[', '"order":[[1],', 1), text.replace('"number":1', '"number":-1')):
            self.write("broken.json", broken)
            self.refused("'broken.json' cannot be merged: ", "merge", "broken.json", "2of2.json")
        self.write("broken.json", '{"diagnostics": [{"a":' + "[" * 1000000 + "]" * 1000000 + "}]}")
        self.refused("'broken.json' cannot be merged: it nests deeper than 32 levels", "merge", "broken.json", "2of2.json")
        for cut in range(0, len(text), max(1, len(text) // 60)):
            self.write("broken.json", text[:cut])
            self.refused("'broken.json' cannot be merged: no JSON at line", "merge", "broken.json", "2of2.json")

    def test_usage(self):
        for part in ("0/2", "3/2", "1", "1/", "/2", "a/b", "-1/2", "1/2/3", "1/99999999", "1/18446744073709551617"):
            self.refused("expected --shard I/N, as in 2/5", "check", *self.inputs, f"--shard={part}")
        for other in (["--fix"], ["--diff"], ["--since", "HEAD"], ["--write-baseline", "b.json"], ["--list-ignores"]):
            self.refused(f"'--shard' and '{other[0]}' do not go together", "check", *self.inputs, "--shard", "1/2", *other)

    def test_projects_corpus(self):
        inputs = ["--clients", PROJECT / "corpus/example/clients.txt", "--isolated"]
        self.expect_same([PROJECT / "corpus/valid", PROJECT / "corpus/example", *inputs], of=(3,))
        self.expect_same([PROJECT / "corpus/broken", *inputs], of=(3,))


if __name__ == "__main__":
    unittest.main()
