#!/usr/bin/env python3
"""Work grows no faster than the inputs: each kind is checked at a size and at twice that, and the instructions are compared.

usage: bounded_work_test.py AMPSLINT PROJECT

Instructions are counted by valgrind, the same on every run; what any run takes is subtracted. Memory is compared with the input's size. A server that sends what takes long to read,
and a system that gives no threads, must not hold a probe longer than it is asked to wait.
"""
import concurrent.futures
import os
import pathlib
import re
import resource
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import zlib

PROJECT = pathlib.Path(sys.argv.pop(2)).resolve()
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import scratch  # noqa: E402  (takes the first argument)

MOST = 2.6  # times as many instructions for twice as much
SMALL = "<AMPSConfig><Name>n</Name></AMPSConfig>"


def transport(name, address):
    return f"<Transport><Name>{name}</Name><Type>tcp</Type><InetAddr>{address}</InetAddr><Protocol>amps</Protocol></Transport>"


def configuration(inside):
    return f"<AMPSConfig><Name>n</Name>{inside}</AMPSConfig>"


def transports(inside):
    return configuration(f"<Transports>{inside}</Transports>")


def each(number, make):
    return "".join(make(i) for i in range(number))


# Each kind: the size to begin with, and what makes the files, by name, and the arguments.

def workspace_values(n):
    return {"amps.xml": SMALL, "ampslint.toml": "variables = {" + each(n, "a{0}='x',".format)[:-1] + "}\n"}, ["amps.xml", "--workspace", "ampslint.toml"]


def workspace_tables(n):
    return {"amps.xml": SMALL, "ampslint.toml": "clients = [" + "{name='a'}," * n + "]\n"}, ["amps.xml", "--workspace", "ampslint.toml"]


def instances_by_variables(n):
    return {"amps.xml": SMALL, "e.env": each(n, "V{0}=x\n".format),
            "ampslint.toml": "env-files=['e.env']\n" + "[[instance]]\nconfiguration='amps.xml'\n" * (n // 20)}, ["--workspace", "ampslint.toml"]


def one_line(form, address="x:y"):
    def make(n):
        return {"a.xml": transports(each(n, lambda i: transport(f"t{i}", address)))}, ["--isolated", "a.xml", "--format", form]
    return make


def secrets_by_place(n):
    return {"a.xml": transports(each(n, lambda i: transport(f"t{i}", f"tcp://u:p{i}@x")))}, ["--isolated", "a.xml", "--format", "json"]


def secrets_by_value(n):
    return {"a.xml": transports(each(n, lambda i: f"<Transport><Name>t{i}</Name><Type>${{PASSWORD_{i}}}</Type><InetAddr>x:y</InetAddr></Transport>")),
            "e.env": each(n, lambda i: f"PASSWORD_{i}=secretvalue{i}\n")}, ["--isolated", "a.xml", "--env-file", "e.env", "--format", "json"]


def options_in_a_word(n):
    return {"a.xml": configuration("<Description>x://" + "token=" * n + "</Description>")}, ["--isolated", "a.xml"]


def secrets_beside_strings(n):
    return {"amps.xml": SMALL, "s/a.txt": each(n, lambda i: f"tcp://u:pw{i}@h:1/amps/json password=x{i} ")}, ["--isolated", "amps.xml", "--scan", "s"]


def code_on_one_line(statement):
    return lambda n: ({"amps.xml": SMALL, "s/a.js": statement * n}, ["--isolated", "amps.xml", "--scan", "s"])


def equal_findings(n):
    return {"amps.xml": SMALL, "l.txt": "x\n" * n}, ["--isolated", "amps.xml", "--clients", "l.txt", "--format", "gitlab"]


def equal_elements(n):
    return {"a.xml": transports("<Transport/>" * n)}, ["--isolated", "a.xml", "--write-baseline", "b.json"]


def attributes(n):
    return {"a.xml": transports("<Transport " + each(n, "a{0}='x' ".format) + "/>")}, ["--isolated", "a.xml", "--write-baseline", "b.json"]


def fixes(n):
    return {"amps.xml": transports(transport("t", "9007")), "l.txt": "TCP://h:9007/amps/json\n" * n, "b.json": '{"version":1,"findings":[]}'}, [
        "--isolated", "amps.xml", "--clients", "l.txt", "--fix", "--baseline", "b.json"]


def replicated_topics(pattern):
    def instance(n, name, peer, port, other):
        logged = each(n, "<Topic><Name>topic{0}</Name><MessageType>json</MessageType></Topic>".format)
        sent = each(n, lambda i: f"<Topic><Name>{pattern.format(i)}</Name><MessageType>json</MessageType></Topic>")
        link = f"<Type>amps-replication</Type><InetAddr>localhost:{other}</InetAddr>"
        return (f"<AMPSConfig><Name>{name}</Name><Transports><Transport><Name>r</Name><Type>amps-replication</Type><InetAddr>{port}</InetAddr>"
                f"</Transport></Transports><TransactionLog><JournalDirectory>./{name}</JournalDirectory>{logged}</TransactionLog><Replication>"
                f"<Destination><Name>{peer}</Name><SyncType>async</SyncType><Transport>{link}</Transport>{sent}</Destination></Replication></AMPSConfig>")

    def make(n):
        return {"c/a.xml": instance(n, "a", "b", 9004, 9005), "c/b.xml": instance(n, "b", "a", 9005, 9004)}, ["--isolated", "c"]
    return make


def nginx(make_text, make_strings=lambda n: "ws://h:80/a/amps/json\n"):
    def make(n):
        return {"amps.xml": SMALL, "n.conf": make_text(n), "ampslint.toml": "[[proxy]]\nnginx='n.conf'\n", "l.txt": make_strings(n)}, [
            "amps.xml", "--workspace", "ampslint.toml", "--clients", "l.txt"]
    return make


def location(path):
    return f"location {path} {{proxy_pass http://x:9007;}}"


HERE = location("/")


def ignored(line):
    def make(n):
        files = {f"s/{'a' * 100}{i}.txt": "x" for i in range(50)}
        return {"amps.xml": SMALL, "s/.gitignore": line(n), **files}, ["--isolated", "amps.xml", "--scan", "s"]
    return make


def nothing(form):
    """What every run of that format takes."""
    return lambda n: ({"amps.xml": SMALL}, ["--isolated", "amps.xml", "--format", form])


KINDS = {
    "values on a line of a workspace": (250, workspace_values),
    "tables on a line of a workspace": (300, workspace_tables),
    "instances by variables": (600, instances_by_variables),
    "findings on a line, as JSON": (60, one_line("json")),
    "findings on a line, as SARIF": (60, one_line("sarif")),
    "findings on a line that quote URIs": (60, one_line("json", "tcp://x")),
    "secrets on a line": (800, secrets_by_place),
    "secrets by value": (50, secrets_by_value),
    "secret options in a word": (2000, options_in_a_word),
    "secrets beside strings": (400, secrets_beside_strings),
    "strings of minified code": (400, code_on_one_line('var a="tcp://h:1/amps/json";')),
    "joined strings of minified code": (2000, code_on_one_line('"tcp://"+')),
    "equal findings, as Code Quality": (80, equal_findings),
    "equal elements, as a baseline": (800, equal_elements),
    "attributes, as a baseline": (1500, attributes),
    "fixes beside a baseline": (200, fixes),
    "patterns and topics": (560, replicated_topics("^topic{}.*")),  # fewer are compared one by one
    "locations and ports of an nginx server": (200, nginx(lambda n: "server{server_name h;" + each(n, lambda i: f"listen {i + 1};")
                                                           + each(n, lambda i: location(f"/{i}")) + "}")),
    "locations and servers of an upstream": (200, nginx(lambda n: "upstream u{" + each(min(n, 90), "server x{0}:9007;".format) + "} server{server_name h;listen 80;"
                                                         + each(n, lambda i: f"location /{i} {{proxy_pass http://u;}}") + "}")),
    "locations and strings": (800, nginx(lambda n: "server{server_name h;listen 80;" + each(n, lambda i: location(f"/x{i}/")) + "}",
                                         lambda n: each(n, "ws://h:80/x{0}/amps/json\n".format))),
    "nginx servers and strings": (800, nginx(lambda n: each(n, lambda i: f"server{{server_name h{i};listen 80;{location('/')}}}"),
                                             lambda n: each(n, "ws://h{0}:80/x/amps/json\n".format))),
    "wildcards of nginx and strings": (400, nginx(lambda n: each(n, lambda i: f"server{{server_name *.h{i}.x w{i}.*;listen 80;{location('/')}}}"),
                                                  lambda n: each(n, "ws://a.h{0}.x:80/x/amps/json\n".format))),
    "ports of an nginx server": (200, nginx(lambda n: "server{server_name h;" + each(n, lambda i: f"listen {i + 1};listen 127.0.0.{i % 200}:80;") + HERE + "}",
                                            lambda n: each(n, "ws://h:{0}/x/amps/json\n".format))),
    "error pages and strings": (300, nginx(lambda n: "server{server_name h;listen 80;" + each(n, lambda i: f"error_page {300 + i} @e{i};location @e{i} {{}}")
                                           + "location / {}}", lambda n: each(n, "ws://h:80/x{0}/amps/json\n".format))),
    "error pages that lead on": (200, nginx(lambda n: "server{server_name h;listen 80;"
                                            + each(n, lambda i: f"location /e{i} {{error_page 404 /e{i + 1};error_page 403 /e{i + 2};}}") + "}",
                                            lambda n: each(n, "ws://h:80/e{0}/amps/json\n".format))),
    "conditions and strings": (300, nginx(lambda n: "server{server_name h;listen 80;" + each(n, lambda i: f"if ($a) {{return {i};}}") + HERE + "}",
                                          lambda n: each(n, "ws://h:80/x{0}/amps/json\n".format))),
    "Lua in nginx": (3000, nginx(lambda n: "init_by_lua_block {" + "[== " * n + "[[" + "]]" + "{ '}' }" * n + "}")),
    "includes of nginx that are not there": (800, nginx(lambda n: each(n, "include x{0};".format) + "server{server_name h;listen 80;}")),
    "brackets of a .gitignore": (20_000, ignored(lambda n: "*[" + "a" * n + "]x\n")),
    "lines of a .gitignore": (500, ignored(lambda n: each(n, "name{0}\n".format))),
}

def write_all(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def instructions(make, n):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files, arguments = make(n)
        write_all(folder, files)
        done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=main", scratch.TOOL, "check", *arguments,
                               "--no-sandbox", "--threads", "1"], cwd=folder, capture_output=True, check=False, timeout=300,
                              env={"PATH": "/usr/bin:/bin"})
        collected = re.search(rb"Collected : (\d+)", done.stderr)
        if done.returncode not in (0, 1) or not collected:
            raise AssertionError((arguments, done.returncode, done.stderr[-2000:]))
        return int(collected[1])


class BoundedWork(unittest.TestCase):
    @unittest.skipUnless(shutil.which("valgrind"), "needs valgrind")
    @unittest.skipUnless(os.environ.get("AMPSLINT_HEAVY") == "1", "takes many minutes under valgrind; AMPSLINT_HEAVY=1 asks for it")
    def test_twice_as_much_takes_about_twice_as_long(self):
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            least = {form: pool.submit(instructions, nothing(form), 0) for form in ("text", "json", "sarif", "gitlab")}
            counted = {kind: [pool.submit(instructions, make, size) for size in (n, 2 * n)] for kind, (n, make) in KINDS.items()}
            for kind, runs in counted.items():
                with self.subTest(kind):
                    form = KINDS[kind][1](1)[1][-1]
                    always = least.get(form, least["text"]).result()
                    once, twice = [run.result() - always for run in runs]
                    if os.environ.get("AMPSLINT_TIMES"):
                        print(f"{kind}: {once / 1e6:.0f}, {twice / 1e6:.0f} million instructions, {twice / once:.2f}", flush=True)
                    self.assertLess(twice / once, MOST)


def section(path, element):
    """A configuration that repeats an element as often as its bytes have room."""
    names = path.split("/")
    return lambda size: configuration("".join(f"<{name}>" for name in names) + element * (size // len(element)) + "".join(f"</{name}>" for name in reversed(names)))


# Each kind: what makes a configuration of so many bytes, and more arguments.
MEMORY = {f"{element} in {path}": (section(path, element), []) for path, element in (
    ("Transports", "<Transport/>"), ("Transports", "<a/>"), ("Modules", "<Module/>"), ("Logging", "<Target/>"), ("SOW", "<Topic/>"), ("SOW", "<Queue/>"),
    ("SOW", "<View/>"), ("MessageTypes", "<MessageType/>"), ("Protocols", "<Protocol/>"), ("TransactionLog", "<Topic><Name>t</Name></Topic>"),
    ("Replication", "<Destination/>"), ("Replication/Destination", "<Transport/>"), ("Replication/Destination", "<Topic><Name>t</Name></Topic>"),
    ("Replication/Destination/Transport", "<InetAddr>1</InetAddr>"), ("Actions/Action", "<If/>"), ("Actions", "<Action><On/></Action>"),
    ("Transports", "<Transport><Name>n</Name><Type>tcp</Type><InetAddr>1</InetAddr></Transport>"), ("Transports", "<Transport a='1'>&amp;</Transport>"),
    ("Description", "${A}"), ("Description", "{{a}}"), ("Description", "&amp;"))}
MEMORY["<Transport/> beside a comment that suppresses"] = (
    lambda size: section("Transports", "<Transport/>")(size).replace("<Name>", "<!-- ampslint-ignore uri-host-empty: a reason --><Name>"), [])
MEMORY["${A} with a value"] = (section("Description", "${A}"), ["-D", "A=x"])


class BoundedMemory(scratch.Scratch):
    """In MiB: what any run takes, and a part that grows with the input."""
    BASE = 128
    EACH = 56  # for each MB: 1 GiB for 16 MB
    SIZE = 16 if os.environ.get("AMPSLINT_HEAVY") == "1" else 1

    def peak(self, arguments):
        with subprocess.Popen([scratch.TOOL, "check", "--isolated", *arguments, "--format", "json"], cwd=self.folder, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE) as child:
            said = child.stderr.read()
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        self.assertIn(child.returncode, (0, 1), said[-500:])
        return usage.ru_maxrss / 1024

    def test_memory_grows_with_the_size_of_the_input_alone(self):
        for kind, (make, arguments) in MEMORY.items():
            with self.subTest(kind):
                self.write("a.xml", make(self.SIZE * 1_000_000))
                peak = self.peak(["a.xml", *arguments])
                if os.environ.get("AMPSLINT_TIMES"):
                    print(f"{kind}: {peak:.0f} MiB", flush=True)
                self.assertLess(peak, self.BASE + self.EACH * self.SIZE)


def frame(text):
    return struct.pack(">I", len(text)) + text


class BoundedWait(scratch.Scratch):
    """A limit of `TIMEOUT` seconds holds, with room for a busy machine."""
    TIMEOUT = 2
    ROOM = 2

    def setUp(self):
        super().setUp()
        self.write("none.xml", SMALL)

    def serve(self, answer):
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)

        def run():
            while True:
                try:
                    peer, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=self.talk, args=(peer, answer), daemon=True).start()
        threading.Thread(target=run, daemon=True).start()
        return listener.getsockname()[1]

    @staticmethod
    def talk(peer, answer):
        with peer:
            peer.settimeout(20)
            try:
                peer.recv(65536)
                answer(peer)
                peer.recv(1)
            except OSError:
                pass

    def probe(self, *strings, limit=None):
        begin = time.monotonic()
        done = subprocess.run([scratch.TOOL, "probe", "--isolated", "none.xml", *(word for string in strings for word in ("-c", string)), "--logon",
                               "--timeout", str(self.TIMEOUT), "--retries", "0", "--format", "json"],
                              cwd=self.folder, capture_output=True, check=False, timeout=60, preexec_fn=limit)
        self.assertLess(time.monotonic() - begin, self.TIMEOUT + self.ROOM, done.stdout[-500:])
        self.assertEqual(done.returncode, 1, done.stderr)
        return done.stdout.decode()

    def test_a_server_whose_bytes_stand_for_very_many_messages(self):
        pack = zlib.compressobj(9, zlib.DEFLATED, -15)
        bomb = pack.compress(frame(b"{") * 800_000) + pack.flush(zlib.Z_SYNC_FLUSH)

        def keep_sending(peer):
            while True:
                peer.sendall(bomb)

        def acknowledge(peer):
            peer.sendall(frame(b'{"c":"ack","status":"failure","reason":"no such luck"}'))
        hostile = self.serve(keep_sending)
        kind = self.serve(acknowledge)
        said = self.probe(f"tcp://127.0.0.1:{hostile}/amps/json?compression=zlib", f"tcp://127.0.0.1:{kind}/amps/json")
        self.assertIn("no such luck", said)

    @unittest.skipUnless(os.geteuid() == 0, "needs root, to become a user whose threads are limited")
    def test_a_system_that_gives_no_threads(self):
        os.chmod(self.folder, 0o755)
        strings = [f"tcp://no-such-host-{i}.invalid:9007/amps/json" for i in range(30)]
        for threads in (1, 2, 10):
            def limit(most=threads):
                os.setgroups([])
                os.setgid(61_234)
                os.setuid(61_234)
                resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
            try:
                self.probe(*strings, limit=limit)
            except PermissionError:
                self.skipTest("another user cannot start the tool here")


if __name__ == "__main__":
    unittest.main()
