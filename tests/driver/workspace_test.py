"""A newcomer's way through the workspace file, as whole runs of the tool.

The schema is the published one and takes what the documents show and what `init` writes; a repository of 40 configurations and 300 strings gets its
gate from `init` and `check`; a mistake in it is found; output is the same on one core and two, and from two folders; no secret is printed.

Usage: workspace_test.py AMPSLINT PROJECT
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unittest

TOOL, PROJECT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
CANARY = "c4n4ry-pa55"


def run(*arguments, folder, prefix=(), status=None):
    done = subprocess.run([*prefix, TOOL, *arguments], cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    if status is not None and done.returncode != status:
        raise AssertionError(f"{arguments}: status {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done


def check_schema(schema, value, place="ampslint.toml"):
    """The part of JSON Schema that the published one uses."""
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool}
    if schema.get("format") == "date":
        value = str(value)
    assert isinstance(value, kinds[schema["type"]]), f"{place}: {value!r} is not a {schema['type']}"
    if "enum" in schema:
        assert value in schema["enum"], f"{place}: {value!r}"
    if schema["type"] == "array":
        for one in value:
            check_schema(schema["items"], one, place + "[]")
    if schema["type"] == "object":
        assert set(schema.get("required", [])) <= set(value), f"{place}: {sorted(value)}"
        for key, one in value.items():
            inner = schema.get("properties", {}).get(key, schema["additionalProperties"])
            assert inner is not False, f"{place}: unknown key {key}"
            check_schema(inner, one, f"{place}.{key}")


def configuration(name, port):
    return (f"<AMPSConfig>\n  <Name>{name}</Name>\n  <Transports>\n"
            f"    <Transport><Name>any-tcp</Name><Type>tcp</Type><InetAddr>{port}</InetAddr></Transport>\n"
            f"    <Transport><Name>any-ws</Name><Type>tcp</Type><InetAddr>{port + 1}</InetAddr>"
            f"<Protocol>websocket</Protocol></Transport>\n  </Transports>\n</AMPSConfig>\n")


def write(folder, name, text):
    path = pathlib.Path(folder) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def write_repository(folder):
    """40 configurations and 300 connection strings."""
    for i in range(40):
        write(folder, f"config/site-{i % 4}/amps-{i:02}.xml", configuration(f"amps-{i:02}", 9000 + 10 * i))
    for i in range(100):
        port = 9000 + 10 * (i % 40)
        write(folder, f"services/s{i:02}/app.properties", f"amps.uri=tcp\\://db{i % 40:02}\\:{port}/amps/json\n")
        write(folder, f"services/s{i:02}/web.js", f"client.connect('ws://db{i % 40:02}:{port + 1}/amps/json');\n")
        write(folder, f"services/s{i:02}/job.py", f"URI = \"tcp://db{i % 40:02}:{port}/amps/nvfix\"\n")


class Workspace(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="ampslint-")
        self.addCleanup(shutil.rmtree, self.folder)

    def test_required_version(self):
        """With another version there is one error, about that, whatever else the file holds that this one does not know."""
        write(self.folder, "amps.xml", configuration("one", 9007))
        own = run("--version", folder=self.folder, status=0).stdout.split()[1]
        for wanted in (own, f">={own}", ">= 0.0.1"):
            write(self.folder, "ampslint.toml", f'required-version = "{wanted}"\n[[instance]]\nconfiguration = "amps.xml"\n')
            run("check", folder=self.folder, status=0)
        for wanted in ("99.0.0", ">=99.1", "0.0.1"):
            write(self.folder, "ampslint.toml", f'unheard-of = 1\nrequired-version = "{wanted}"\n')
            errors = run("check", folder=self.folder, status=2).stderr.strip().splitlines()
            self.assertEqual(errors, [f"ampslint: ampslint.toml:2:21: this file is for ampslint {wanted}, and this is ampslint {own}"])
        write(self.folder, "ampslint.toml", 'required-version = "new"\n')
        self.assertIn("ampslint.toml:1:21:", run("check", folder=self.folder, status=2).stderr)

    def test_schema(self):
        printed = run("init", "--schema", folder=self.folder, status=0).stdout
        self.assertEqual(printed, (PROJECT / "docs/ampslint.schema.json").read_text(),
                         "ampslint init --schema > docs/ampslint.schema.json")
        schema = json.loads(printed)
        text = (PROJECT / "docs/workspace.md").read_text()
        example = re.search(r"```toml\n(.*?)```", text, re.S)[1]
        check_schema(schema, tomllib.loads(example))
        with self.assertRaises(AssertionError):
            check_schema(schema, {"instnace": []})
        # Every key is in the documents, and the tool takes the example.
        for key in re.findall(r'"([a-z-]+)": \{', printed):
            if key not in ("properties", "items", "additionalProperties"):
                self.assertIn(key, text)
        write(self.folder, "ampslint.toml", example)
        output = run("check", folder=self.folder).stderr
        self.assertNotIn("unknown key", output)
        self.assertNotIn("ampslint.toml:", output)

    def test_newcomer(self):
        write_repository(self.folder)
        first = run("init", folder=self.folder, status=0)
        self.assertIn("40 instances, 300 connection strings, 0 proxies", first.stderr)
        schema = json.loads((PROJECT / "docs/ampslint.schema.json").read_text())
        check_schema(schema, tomllib.loads((pathlib.Path(self.folder) / "ampslint.toml").read_text()))
        clean = run("check", folder=self.folder, status=0)
        self.assertIn("checked 40 instances with 80 transports and 300 connection strings: 300 compatible", clean.stdout)
        self.assertIn("no findings", clean.stdout)
        # One port, slipped.
        write(self.folder, "services/s07/job.py", 'URI = "tcp://db07:9007/amps/json"\n')
        broken = run("check", "--format", "concise", folder=self.folder, status=1).stdout.splitlines()
        self.assertEqual(len(broken), 1)
        self.assertTrue(broken[0].startswith("services/s07/job.py:1:19: error: no transport listens on 'db07:9007'"), broken)
        # Examples in documents are reported, and are no reason to fail.
        write(self.folder, "services/s07/job.py", 'URI = "tcp://db07:9070/amps/json"\n')
        write(self.folder, "README.md", "Connect to `tcp://somewhere:4711/amps/json`.\n")
        os.remove(pathlib.Path(self.folder) / "ampslint.toml")
        run("init", folder=self.folder, status=0)
        output = run("check", "--format", "concise", folder=self.folder, status=0).stdout
        self.assertTrue(output.startswith("README.md:1:29: note: no transport listens on 'somewhere:4711'"), output)
        # What is there stays.
        again = run("init", folder=self.folder, status=2)
        self.assertIn("already exists", again.stderr)

    def test_worst_that_is_off(self):
        """What is less bad in a part of a string waits for what is worse; not where that is not reported."""
        write(self.folder, "a.xml", configuration("a", 9007))
        write(self.folder, "a.txt", "tcp://db1:+9999/amps/json\n")
        head, tail = '[[instance]]\nconfiguration = "a.xml"\n[[clients]]\nlists = ["a.txt"]\n', '[[override]]\npaths = ["a.txt"]\nrules = { connect-unserved = "off" }\n'
        for text, found in ((head, "connect-unserved"), (head + tail, "uri-port-sign-or-space")):
            write(self.folder, "ampslint.toml", text)
            printed = run("check", "--format", "concise", folder=self.folder).stdout
            self.assertEqual([found], re.findall(r"a\.txt:1:11: .*\[(.*)\]$", printed, re.MULTILINE), printed)

    def test_upwards(self):
        write_repository(self.folder)
        run("init", folder=self.folder, status=0)
        below = run("check", "--format", "json", folder=pathlib.Path(self.folder) / "services/s01", status=0)
        paths = {one["path"] for one in json.loads(below.stdout)["connections"]}
        self.assertTrue(all(path.startswith("../../") for path in paths), sorted(paths)[:3])
        alone = run("check", "--isolated", folder=pathlib.Path(self.folder) / "services/s01")
        self.assertIn("no AMPSConfig file found", alone.stderr)

    def test_same_bytes(self):
        outputs = set()
        for name, prefix, threads in (("a", (), 5), ("b", ("taskset", "-c", "0"), 1)):
            folder = pathlib.Path(self.folder) / name
            write_repository(folder)
            write(folder, "services/s07/job.py", 'URI = "tcp://db07:9007/amps/json"\n')
            run("init", folder=folder, status=0)
            for _ in range(2):
                formats = []
                for form in ("text", "json", "sarif", "html", "gitlab", "junit", "markdown", "rdjson"):
                    formats.append(run("check", "--format", form, "--threads", str(threads), folder=folder,
                                       prefix=prefix, status=1).stdout)
                outputs.add("\0".join(formats))
        self.assertEqual(len(outputs), 1)

    def test_threads(self):
        """So much of everything that all that may be done by several threads is."""
        folder = pathlib.Path(self.folder)
        for number in range(40):
            ports = range(10000 + 40 * number, 10040 + 40 * number)
            transports = "".join(f"<Transport><Name>t{port}</Name><Type>tcp</Type><InetAddr>{port}</InetAddr>"
                                 "<Protocol>amps</Protocol></Transport>" for port in ports)
            write(folder, f"i{number}.xml",
                  f"<AMPSConfig><Name>i{number}</Name><Transports>{transports}</Transports></AMPSConfig>")
        strings = "".join(f"tcp://user:{CANARY}@h{i % 7}:{10000 + i}/amps/json\n" for i in range(3000))
        write(folder, "list.txt", strings)
        outputs = set()
        for threads in ("1", "2", "5"):
            formats = [run("check", ".", "--clients", "list.txt", "--format", form, "--threads", threads,
                           folder=folder, status=1).stdout for form in ("text", "json")]
            outputs.add("\0".join(formats))
        self.assertEqual(len(outputs), 1)
        output = outputs.pop()
        self.assertIn("1600 compatible, 1400 unserved", output)
        self.assertNotIn(CANARY, output)

    def test_no_secret(self):
        write(self.folder, "a.xml", configuration("a", 9007).replace("</AMPSConfig>", (
            f"  <Modules><Module><Name>m</Name><Library>libm.so</Library><Options><Password>{CANARY}</Password>"
            "</Options></Module></Modules>\n</AMPSConfig>")))
        write(self.folder, "app.properties", f"amps.uri=tcp\\://user\\:{CANARY}@db1\\:9070/amps/json\n")
        write(self.folder, "list.txt", f"tcp://user:{CANARY}@db1:9071/amps/json # ampslint-ignore uri-x: {'x'}\n")
        write(self.folder, "nginx.conf", "server { listen 80; server_name e; location / { proxy_pass http://db1:9007; } }\n")
        write(self.folder, "ampslint.toml", (
            f"[variables]\nDB_PASSWORD = '{CANARY}'\n[[instance]]\nconfiguration = 'a.xml'\nhosts = ['db1']\n"
            f"variables = {{ ADMIN_PASSWORD = '{CANARY}' }}\n"
            "[[clients]]\nscan = ['app.properties']\nlists = ['list.txt']\n[[proxy]]\nnginx = 'nginx.conf'\n"))
        names = json.loads(run("rules", "--format", "json", folder=self.folder, status=0).stdout)
        self.assertGreater(len(names), 300)
        known = re.search(r"one of ([^)]*)\)", run("check", "--format", "x", folder=self.folder, status=2).stderr)[1]
        for form in known.split(", "):
            done = run("check", "--format", form, "--preset", "security", "--preset", "pedantic", "--show-suppressed"
                       if form in ("text", "json", "sarif") else "--no-ignores", folder=self.folder, status=1)
            self.assertNotIn(CANARY, done.stdout + done.stderr, form)
            self.assertNotEqual(done.stdout, "", form)
        for more in (["--diff=unsafe"], ["--write-baseline", "known.json"], ["--list-ignores"], ["--baseline", "known.json"]):
            done = run("check", *more, folder=self.folder)
            self.assertNotIn(CANARY, done.stdout + done.stderr, more)
        self.assertNotIn(CANARY, (pathlib.Path(self.folder) / "known.json").read_text())
        # Nor where the file itself is broken at it.
        write(self.folder, "ampslint.toml", f"[variables]\nDB_PASSWORD = {CANARY}\n")
        done = run("check", folder=self.folder, status=2)
        self.assertNotIn(CANARY, done.stdout + done.stderr)

    def test_own_files(self):
        """What the tool wrote is not searched for strings."""
        write_repository(self.folder)
        write(self.folder, "services/s07/job.py", 'URI = "tcp://db07:9007/amps/json"\n')
        run("init", folder=self.folder, status=0)
        run("check", "--write-baseline", "known.json", folder=self.folder, status=0)
        for _ in range(2):
            done = run("check", "--baseline", "known.json", "--format", "concise", "--format", "json=report.json",
                       "--format", "sarif=ampslint.sarif", folder=self.folder, status=0)
            self.assertEqual((done.stdout, done.stderr), ("", ""))

    def test_ignores(self):
        write(self.folder, "a.xml", configuration("a", 9007))
        write(self.folder, "old/list.txt", "tcp://db1:9070/amps/json\n")
        workspace = ("[[instance]]\nconfiguration = 'a.xml'\n[[clients]]\nlists = ['old/list.txt']\n"
                     "[[ignore]]\nrules = ['connect-unserved']\npaths = ['old/']\nreason = 'gone soon'\nuntil = {}\n")
        write(self.folder, "ampslint.toml", workspace.format("2999-01-01"))
        self.assertIn("1 suppressed", run("check", folder=self.folder, status=0).stdout)
        listed = run("check", "--list-ignores", folder=self.folder, status=0).stdout
        self.assertIn("gone soon", listed)
        write(self.folder, "ampslint.toml", workspace.format("2020-01-01"))
        output = run("check", "--format", "concise", folder=self.folder, status=1).stdout
        self.assertIn("[connect-unserved]", output)
        self.assertIn("[ignore-expired]", output)
        write(self.folder, "ampslint.toml", workspace.format("2999-01-01").replace("connect-unserved", "connect-tls-required"))
        output = run("check", "--format", "concise", folder=self.folder, status=1).stdout
        self.assertIn("[ignore-unused]", output)


class Environment(unittest.TestCase):
    """In CI, a stranger's configuration gets only those variables of the environment that the workspace lists."""

    def test_lists(self):
        with tempfile.TemporaryDirectory() as folder:
            write(folder, "amps.xml", configuration("${SITE}", 9007).replace("any-tcp", "${AMPSLINT_OTHER}"))
            plain = {name: value for name, value in os.environ.items() if name != "CI"} | {"SITE": "london", "AMPSLINT_OTHER": "other"}

            def offered(workspace, **more):
                write(folder, "ampslint.toml", workspace + '[[instance]]\nconfiguration = "amps.xml"\n')
                done = subprocess.run([TOOL, "expand", "amps.xml"], cwd=folder, env=plain | more, capture_output=True, text=True, timeout=60, check=False)
                return done.stdout, done.stderr

            whole, _ = offered("")
            self.assertIn("london", whole)
            self.assertIn("other", whole)
            for more in ("true", "1"):
                listed, words = offered('environment = ["SITE"]\n', CI=more)
                self.assertIn("london", listed)
                self.assertIn("${AMPSLINT_OTHER}", listed)
                self.assertIn("'${AMPSLINT_OTHER}' is not defined; in CI the environment's value is used only if 'environment'", words)
            none, _ = offered("", CI="true")
            self.assertNotIn("london", none)
            self.assertEqual(offered('environment = ["SITE"]\n', CI="false")[0], whole)
            alone = subprocess.run([TOOL, "expand", "amps.xml", "--isolated", "-D", "SITE=paris"], cwd=folder, env=plain | {"CI": "true"},
                                   capture_output=True, text=True, timeout=60, check=False)
            self.assertIn("paris", alone.stdout)
            self.assertNotIn("other", alone.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
