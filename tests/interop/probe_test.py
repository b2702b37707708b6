"""`ampslint probe` against the scripted peer: scheme by kind of listener by fault, each with the outcome and the rule that names
the cause. The official clients prove the peer (clients_test.py).

probe_test.py AMPSLINT [TEST]
"""
import json
import os
import pathlib
import shutil
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import admin
import certificates
import proxy
from peer import Peer

AMPSLINT = ""
FOLDER = None
BOUND = 60  # seconds; nothing may hang


def pem(name):
    return {"certificate": FOLDER / f"{name}.pem", "key": FOLDER / f"{name}.key"}


def setUpModule():
    global FOLDER
    FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="ampslint-probe-"))
    certificates.make(FOLDER / "certificates")
    FOLDER = FOLDER / "certificates"


def tearDownModule():
    shutil.rmtree(FOLDER.parent)


class Probed:
    """One run of `ampslint probe --format json`."""

    def __init__(self, *strings, options=(), paths=(), environment=None, cwd=None):
        clients = [word for string in strings for word in ("-c", string)]
        begin = time.monotonic()
        self.run = subprocess.run(
            [AMPSLINT, "probe", *paths, *clients, *options, "--format", "json"], capture_output=True, text=True,
            timeout=BOUND, check=False, cwd=cwd or FOLDER, env={**os.environ, **(environment or {})})
        self.seconds = time.monotonic() - begin
        if self.run.returncode not in (0, 1):
            raise RuntimeError(f"status {self.run.returncode}: {self.run.stderr}")
        self.json = json.loads(self.run.stdout)
        self.probes = [connection["probe"] for connection in self.json["connections"]]
        self.probe = self.probes[0]
        self.outcome = self.probe and self.probe["outcome"]
        self.found = [d for d in self.json["diagnostics"] if d["rule"].startswith("live-")]
        self.errors = [d["rule"] for d in self.found if d["severity"] == "error"]
        self.lesser = [d["rule"] for d in self.found if d["severity"] != "error"]
        self.messages = " / ".join(d["message"] for d in self.found)

    def stage(self, name):
        return next((s for s in self.probe["stages"] if s["name"] == name), None)


CA = ("--ca", "ca.pem")
LOGON = ("--logon",)

# Of each cell: scheme, what the peer is, options of the probe, outcome, the rule that names the cause.
MATRIX = {
    "tcp": ("tcp", {}, (), "ready", None),
    "tcp logon": ("tcp", {}, LOGON, "ready", None),
    "unix": ("unix", {"role": "unix"}, (), "ready", None),
    "unix logon": ("unix", {"role": "unix"}, LOGON, "ready", None),
    "tcps": ("tcps", {"role": "tcps", "certificate": "good"}, CA, "ready", None),
    "tcps logon": ("tcps", {"role": "tcps", "certificate": "good"}, CA + LOGON, "ready", None),
    "ws": ("ws", {"role": "ws"}, (), "ready", None),
    "ws logon": ("ws", {"role": "ws"}, LOGON, "ready", None),
    "wss logon": ("wss", {"role": "wss", "certificate": "good"}, CA + LOGON, "ready", None),
    "preflight": ("tcp?http_preflight=true", {}, LOGON, "ready", None),
    "preflight tls": ("tcps?http_preflight=true", {"role": "tcps", "certificate": "good"}, CA + LOGON, "ready", None),
    "compression": ("tcp?compression=zlib", {}, LOGON, "ready", None),
    "both": ("tcp?http_preflight=true&compression=zlib", {}, LOGON, "ready", None),
    "bind": ("tcp?bind=127.0.0.5", {}, LOGON, "ready", None),
    "bind elsewhere": ("tcp?bind=192.0.2.1", {}, (), "connect", "live-bind-failed"),
    "sni": ("tcps?sni=localhost", {"role": "tcps", "certificate": "good"}, CA + LOGON, "ready", None),
    "sni of another": ("tcps?sni=example.com", {"role": "tcps", "certificate": "good"}, CA, "tls",
                       "live-certificate-invalid"),
    "drip": ("tcp", {"fault": "drip=0.002"}, LOGON, "ready", None),

    "close at once": ("tcp", {"fault": "close-at-once"}, (), "connect", "live-port-open-not-ready"),
    "reset at once": ("tcp", {"fault": "reset-at-once"}, (), "connect", "live-port-open-not-ready"),
    "silent is ready": ("tcp", {"fault": "silent"}, (), "ready", None),
    "silent logon": ("tcp", {"fault": "silent"}, LOGON, "logon", "live-logon-timeout"),
    "silent tls": ("tcps", {"fault": "silent"}, CA, "tls", "live-plain-port-got-tls"),
    "silent ws": ("ws", {"fault": "silent"}, (), "upgrade", "live-websocket-upgrade-refused"),
    "silent preflight": ("tcp?http_preflight=true", {"fault": "silent"}, (), "upgrade", "live-preflight-refused"),
    "ssh": ("tcp", {"fault": "greeting=SSH-2.0-OpenSSH_9.2"}, (), "connect", "live-not-amps"),
    "ssh logon": ("tcp", {"fault": "greeting=SSH-2.0-OpenSSH_9.2"}, LOGON, "logon", "live-not-amps"),
    "ssh tls": ("tcps", {"fault": "greeting=SSH-2.0-OpenSSH_9.2"}, CA, "tls", "live-plain-port-got-tls"),
    "garbage tls": ("tcps", {"fault": "garbage-tls"}, CA, "tls", "live-plain-port-got-tls"),
    "tls on plain": ("tcps", {}, CA, "tls", "live-plain-port-got-tls"),
    "plain on tls": ("tcp", {"role": "tcps", "certificate": "good"}, LOGON, "logon", "live-tls-port-got-plain"),
    "plain alert": ("tcp", {"fault": "plain-tls"}, LOGON, "logon", "live-tls-port-got-plain"),
    "ws on tls": ("ws", {"role": "wss", "certificate": "good"}, (), "upgrade", "live-tls-port-got-plain"),
    "wss on plain": ("wss", {"role": "ws"}, CA, "tls", "live-plain-port-got-tls"),
    "tcp on ws": ("tcp", {"role": "ws"}, LOGON, "logon", "live-http-answer"),
    "tcp on http": ("tcp", {"fault": "http=404"}, LOGON, "logon", "live-http-answer"),
    "tcps on http": ("tcps", {"fault": "http=404"}, CA, "tls", "live-http-answer"),
    "tcp on admin": ("tcp", {"role": "admin"}, LOGON, "logon", "live-http-answer"),
    "ws on admin": ("ws", {"role": "admin"}, (), "upgrade", "live-websocket-upgrade-refused"),
    "ws on tcp": ("ws", {"fault": "close-after-bytes"}, (), "upgrade", "live-websocket-upgrade-refused"),
    "ws 404": ("ws", {"role": "ws", "fault": "upgrade=404"}, (), "upgrade", "live-websocket-upgrade-refused"),
    "ws 401": ("ws", {"role": "ws", "fault": "upgrade=401"}, (), "upgrade", "live-websocket-upgrade-refused"),
    "ws close": ("ws", {"role": "ws", "fault": "upgrade-close"}, (), "upgrade", "live-websocket-upgrade-refused"),
    "ws wrong key": ("ws", {"role": "ws", "fault": "upgrade-wrong-key"}, (), "upgrade",
                     "live-websocket-upgrade-refused"),
    "preflight 403": ("tcp?http_preflight=true", {"fault": "upgrade=403", "server": "nginx/1.22"}, (), "upgrade",
                      "live-preflight-refused"),
    "preflight 502": ("tcp?http_preflight=true", {"fault": "upgrade=502", "server": "nginx/1.22"}, (), "upgrade",
                      "live-preflight-refused"),
    "preflight close": ("tcp?http_preflight=true", {"fault": "upgrade-close"}, (), "upgrade",
                        "live-preflight-refused"),
    "no ack": ("tcp", {"fault": "no-ack"}, LOGON, "logon", "live-logon-timeout"),
    "close after logon": ("tcp", {"fault": "close-after-logon"}, LOGON, "logon", "live-port-open-not-ready"),
    "close in ack": ("tcp", {"fault": "close-in-ack"}, LOGON, "logon", "live-port-open-not-ready"),
    "garbage ack": ("tcp", {"fault": "garbage-ack"}, LOGON, "logon", "live-not-amps"),
    "huge ack": ("tcp", {"fault": "huge-length"}, LOGON, "logon", "live-not-amps"),
    "empty ack": ("tcp", {"fault": "empty-ack"}, LOGON, "logon", "live-not-amps"),
    "auth failure": ("tcp", {"fault": "refuse=auth failure"}, LOGON, "logon", "live-logon-failed"),
    "not entitled": ("tcp", {"fault": "refuse=not entitled"}, LOGON, "logon", "live-logon-not-permitted"),
    "name in use": ("tcp", {"fault": "refuse=name in use"}, LOGON, "logon", "live-name-in-use"),
    "other reason": ("tcp", {"fault": "refuse=too many clients"}, LOGON, "logon", "live-logon-failed"),
    "message type": ("tcp", {"message_types": ("fix",)}, LOGON, "logon", "live-message-type-refused"),
    "challenge": ("tcp", {"fault": "retry"}, LOGON, "logon", "live-logon-challenge"),
    "starting": ("tcp", {"fault": "starting=1"}, LOGON, "ready", None),
    "still starting": ("tcp", {"fault": "starting=9"}, LOGON, "logon", "live-port-open-not-ready"),

    "expired": ("tcps", {"role": "tcps", "certificate": "expired"}, CA, "tls", "live-certificate-invalid"),
    "not yet valid": ("tcps", {"role": "tcps", "certificate": "not-yet-valid"}, CA, "tls", "live-certificate-invalid"),
    "wrong name": ("tcps", {"role": "tcps", "certificate": "wrong-name"}, CA, "tls", "live-certificate-invalid"),
    "self signed": ("tcps", {"role": "tcps", "certificate": "self-signed"}, CA, "tls", "live-certificate-invalid"),
    "no intermediate": ("tcps", {"role": "tcps", "certificate": "no-intermediate"}, CA, "tls",
                        "live-certificate-invalid"),
    "untrusted": ("tcps", {"role": "tcps", "certificate": "untrusted"}, CA, "tls", "live-certificate-invalid"),
    "not in the system's store": ("tcps", {"role": "tcps", "certificate": "good"}, (), "tls",
                                  "live-certificate-invalid"),
    "mutual": ("tcps", {"role": "tcps", "certificate": "good", "client_ca": "ca"},
               CA + ("--cert", "client.pem", "--key", "client.key") + LOGON, "ready", None),
    "mutual without": ("tcps", {"role": "tcps", "certificate": "good", "client_ca": "ca"}, CA, "tls",
                       "live-client-certificate-demanded"),
    "mutual without logon": ("tcps", {"role": "tcps", "certificate": "good", "client_ca": "ca"}, CA + LOGON, "tls",
                             "live-client-certificate-demanded"),
    "mutual 1.2 without": ("tcps", {"role": "tcps", "certificate": "good", "client_ca": "ca", "tls_max": "1.2"}, CA,
                           "tls", "live-client-certificate-demanded"),
    "mutual wrong": ("tcps", {"role": "tcps", "certificate": "good", "client_ca": "ca"},
                     CA + ("--cert", "other-client.pem", "--key", "other-client.key"), "tls",
                     "live-client-certificate-demanded"),
    "tls 1.1": ("tcps", {"role": "tcps", "certificate": "good", "tls_min": "1.0", "tls_max": "1.1",
                         "ciphers": "ALL:@SECLEVEL=0"}, CA, "tls", "live-tls-handshake-failed"),
    "tls 1.1 allowed": ("tcps", {"role": "tcps", "certificate": "good", "tls_min": "1.0", "tls_max": "1.1",
                                 "ciphers": "ALL:@SECLEVEL=0"}, CA + ("--tls-min", "1.1"), "ready", None),
    "tls 1.2 where 1.3 is wanted": ("tcps", {"role": "tcps", "certificate": "good", "tls_max": "1.2"},
                                    CA + ("--tls-min", "1.3"), "tls", "live-tls-handshake-failed"),
    "no cipher": ("tcps", {"role": "tcps", "certificate": "good", "tls_max": "1.2", "ciphers": "NULL:@SECLEVEL=0"}, CA,
                  "tls", "live-tls-handshake-failed"),
}


def string_for(scheme, peer):
    scheme, _, query = scheme.partition("?")
    if scheme == "unix":
        return f"unix://localhost:0/amps/json?path={peer.address}"
    return f"{scheme}://127.0.0.1:{peer.port}/amps/json" + (f"?{query}" if query else "")


def peer_for(kind):
    kind = dict(kind)
    if "certificate" in kind:
        kind |= pem(kind["certificate"])
    if "client_ca" in kind:
        kind["client_ca"] = FOLDER / f"{kind['client_ca']}.pem"
    if kind.get("role") == "unix":
        kind["path"] = FOLDER / f"peer-{time.monotonic_ns()}.sock"
    return Peer(**kind)


class Matrix(unittest.TestCase):
    def test_matrix(self):
        for name, (scheme, kind, options, outcome, rule) in MATRIX.items():
            with self.subTest(name), peer_for(kind) as peer:
                probed = Probed(string_for(scheme, peer), options=(*options, "--stage-timeout", "0.8"))
                self.assertEqual((probed.outcome, probed.errors), (outcome, [rule] if rule else []), probed.messages)
                self.assertEqual(probed.run.returncode, 0 if outcome == "ready" else 1)
                self.assertLess(probed.seconds, 5)


class Nobody(unittest.TestCase):
    def failed(self, string, *options):
        probed = Probed(string, options=options)
        self.assertLess(probed.seconds, 5)
        return probed.outcome, probed.errors

    def test_nothing_listens(self):
        for scheme in ("tcp", "tcps", "ws", "wss"):
            with self.subTest(scheme):
                self.assertEqual(self.failed(f"{scheme}://127.0.0.1:1/amps/json"),
                                 ("connect", ["live-connection-refused"]))

    def test_no_such_name(self):
        self.assertEqual(self.failed("tcp://no-such-host.invalid:9007/amps/json", "--timeout", "3")[0], "resolve")

    def test_sockets(self):
        path = FOLDER / "left.sock"
        string = f"unix://localhost:0/amps/json?path={path}"
        self.assertEqual(self.failed(string), ("connect", ["live-unix-socket-missing"]))
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(path))
        self.assertEqual(self.failed(string), ("connect", ["live-unix-stale-socket"]))


SECRET = "S3cretPassphrase"


class Credentials(unittest.TestCase):
    """No credential on any wire that it should not be on, and none in any output."""

    def probed(self, peer, scheme="tcp", options=(), user=f"joe:{SECRET}@", **more):
        string = string_for(scheme, peer).replace("127.0.0.1", f"{user}127.0.0.1")
        probed = Probed(string, options=("--logon", *options), **more)
        self.assertNotIn(SECRET, probed.run.stdout + probed.run.stderr)
        return probed

    def test_withheld_from_plain_connections(self):
        for scheme, role in (("tcp", "tcp"), ("ws", "ws"), ("tcp?http_preflight=true", "tcp"),
                             ("tcp?compression=zlib", "tcp")):
            with self.subTest(scheme), Peer(role) as peer:
                probed = self.probed(peer, scheme)
                self.assertEqual((probed.outcome, probed.errors), ("logon", ["live-credentials-withheld"]))
                self.assertIn("--allow-insecure-credentials", probed.messages)
            self.assertNotIn(SECRET.encode(), peer.received)
            self.assertNotIn(b"Authorization", peer.received)
            self.assertEqual(peer.logons, [])

    def test_withheld_from_unverified_ones(self):
        with Peer("tcps", **pem("self-signed")) as peer:
            probed = self.probed(peer, "tcps", ("--insecure",))
            self.assertEqual((probed.outcome, probed.errors), ("logon", ["live-credentials-withheld"]))
        self.assertEqual(peer.logons, [])

    def test_sent_where_allowed(self):
        with Peer(user="joe", password=SECRET) as peer:
            self.assertEqual(self.probed(peer, options=("--allow-insecure-credentials",)).outcome, "ready")
        with Peer("tcps", **pem("good"), user="joe", password=SECRET) as peer:
            self.assertEqual(self.probed(peer, "tcps", CA).outcome, "ready")
            self.assertTrue(peer.logons[0]["client_name"].startswith("ampslint-probe-"))

    def test_from_elsewhere(self):
        (FOLDER / "credentials").write_text(f"joe:{SECRET}\n", encoding="utf-8")
        for option in ("--credentials-env=AMPS_PROBE", "--credentials-file=credentials"):
            with self.subTest(option), Peer("tcps", **pem("good"), user="joe", password=SECRET) as peer:
                probed = self.probed(peer, "tcps", (*CA, option), user="",
                                     environment={"AMPS_PROBE": f"joe:{SECRET}"})
                self.assertEqual(probed.outcome, "ready")

    def test_from_elsewhere_only_to_known_servers(self):
        """Who adds a string to a file does not get them."""
        environment = {**os.environ, "AMPS_PROBE": f"joe:{SECRET}"}
        folder = tempfile.TemporaryDirectory()  # not where other tests would find its configuration
        self.addCleanup(folder.cleanup)
        here = pathlib.Path(folder.name)
        (here / "configuration").mkdir()
        (here / "empty").mkdir()
        for options, outcome in ((), "logon"), (("--credentials-for", "127.0.0.1"), "ready"), (("../configuration",), "ready"):
            with self.subTest(options), Peer("tcps", **pem("good"), user="joe", password=SECRET) as peer:
                string = string_for("tcps", peer)
                (here / "list.txt").write_text(string + "\n", encoding="utf-8")
                (here / "configuration/amps.xml").write_text(
                    "<AMPSConfig><Name>one</Name><Transports><Transport><Name>t</Name><Type>tcps</Type>"
                    f"<InetAddr>{peer.port}</InetAddr><Protocol>amps</Protocol><Certificate>c.pem</Certificate>"
                    "<PrivateKey>k.pem</PrivateKey></Transport></Transports></AMPSConfig>", encoding="utf-8")
                done = subprocess.run([AMPSLINT, "probe", *options, "--clients", "../list.txt", "--logon", "--credentials-env", "AMPS_PROBE",
                                       "--ca", FOLDER / "ca.pem", "--format", "json", "--isolated"], cwd=here / "empty", env=environment, capture_output=True,
                                      text=True, timeout=BOUND, check=False)
                self.assertNotIn(SECRET, done.stdout + done.stderr)
                self.assertEqual(json.loads(done.stdout)["connections"][0]["probe"]["outcome"], outcome, done.stdout)
                self.assertEqual(len(peer.logons), 1 if outcome == "ready" else 0)

    def test_from_elsewhere_to_a_socket(self):
        """The host that the finding names is the one to give."""
        for options, outcome in ((), "logon"), (("--credentials-for", "localhost"), "ready"):
            with self.subTest(options), peer_for({"role": "unix", "user": "joe", "password": SECRET}) as peer:
                (FOLDER / "sockets.list").write_text(string_for("unix", peer) + "\n", encoding="utf-8")
                probed = Probed(options=("--clients", "sockets.list", "--logon", "--credentials-env", "AMPS_PROBE", *options),
                                environment={"AMPS_PROBE": f"joe:{SECRET}"})
                self.assertEqual(probed.outcome, outcome, probed.messages)
                self.assertEqual("'--credentials-for localhost'" in probed.messages, outcome == "logon")

    def test_wrong_ones(self):
        with Peer("tcps", **pem("good"), user="joe", password="other") as peer:
            probed = self.probed(peer, "tcps", CA)
            self.assertEqual((probed.outcome, probed.errors), ("logon", ["live-logon-failed"]))

    def test_repeated_by_the_server(self):
        with Peer(fault=f"refuse=no user with password {SECRET}") as peer:
            probed = self.probed(peer, options=("--allow-insecure-credentials",))
            self.assertIn("no user with password ***", probed.messages)

    def test_nothing_is_sent_without_logon(self):
        for scheme, role in (("tcp", "tcp"), ("ws", "ws")):
            with self.subTest(scheme), Peer(role) as peer:
                self.assertEqual(Probed(string_for(scheme, peer).replace("//", f"//joe:{SECRET}@")).outcome, "ready")
            self.assertEqual(peer.logons, [])
            if scheme == "tcp":
                self.assertEqual(peer.received, b"")


class Limits(unittest.TestCase):
    """Of what the probe itself says, and of the whole run less the program's start, which takes long in some builds."""

    @classmethod
    def setUpClass(cls):
        cls.start = max(Probed("tcp://127.0.0.1:1/amps/json").seconds for _ in range(3))

    def near(self, probed, expected):
        stages = sum(stage["milliseconds"] for stage in probed.probe["stages"]) / 1000
        self.assertGreater(stages, expected * 0.99)
        self.assertLess(stages, expected * 1.1)
        self.assertLess(probed.seconds, expected * 1.1 + 2 * self.start)

    def test_a_stage(self):
        for fault, scheme, options in (("silent", "tcp", LOGON), ("silent", "tcps", CA), ("silent", "ws", ()),
                                       ("no-ack", "tcp", LOGON)):
            with self.subTest(scheme + fault), Peer(fault=fault) as peer:
                self.near(Probed(string_for(scheme, peer), options=(*options, "--stage-timeout", "1")), 1)

    def test_all_stages(self):
        with Peer("ws", fault="no-ack", delays={"http": 0.6}) as peer:
            probed = Probed(string_for("ws", peer), options=("--logon", "--timeout", "1"))
            self.near(probed, 1)
            self.assertEqual(probed.outcome, "logon")

    def test_a_slow_peer_that_drips(self):
        with Peer("ws", fault="drip=0.05") as peer:
            self.near(Probed(string_for("ws", peer), options=("--stage-timeout", "0.7")), 0.7)

    def test_unanswered_connections(self):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen(0)
            full = [socket.socket() for _ in range(4)]
            for sock in full:
                sock.setblocking(False)
                sock.connect_ex(listener.getsockname())
            time.sleep(0.05)
            probed = Probed(f"tcp://127.0.0.1:{listener.getsockname()[1]}/amps/json", options=("--stage-timeout", "1"))
            for sock in full:
                sock.close()
        self.near(probed, 1)
        self.assertEqual((probed.outcome, probed.errors), ("connect", ["live-connection-timeout"]))


class OneAnswer(socketserver.StreamRequestHandler):
    """An Admin interface that promises to go on with a connection, and then closes or forgets it."""

    def handle(self):
        self.server.asked += 1
        found = b"/amps/instance/name" in self.rfile.readline()
        while self.rfile.readline() not in (b"\r\n", b""):
            pass
        self.wfile.write(b"HTTP/1.1 %d Status\r\nContent-Length: 4\r\n\r\nsome" % (200 if found else 404))
        if self.server.forgets:
            self.rfile.read()


class SecondLook(unittest.TestCase):
    """Whether what declines a WebSocket is an Admin interface."""

    ADMIN = "it is the Admin interface"

    def test_on_the_same_connection(self):
        for scheme, options, peer in (("ws", (), Peer("admin")), ("wss", CA, Peer("admin", **pem("good")))):
            with self.subTest(scheme), peer:
                self.assertIn(self.ADMIN, Probed(string_for(scheme, peer), options=options).messages)
                self.assertEqual([len(connection.requests) for connection in peer.connections], [2])

    def test_on_another_connection(self):
        for forgets in (False, True):
            with self.subTest(forgets=forgets), \
                    socketserver.ThreadingTCPServer(("127.0.0.1", 0), OneAnswer) as server:
                server.asked, server.forgets, server.daemon_threads = 0, forgets, True
                threading.Thread(target=server.serve_forever, daemon=True).start()
                try:
                    probed = Probed(f"ws://127.0.0.1:{server.server_address[1]}/amps/json")
                finally:
                    server.shutdown()
                self.assertIn(self.ADMIN, probed.messages)
                self.assertEqual(server.asked, 2)


class Many(unittest.TestCase):
    def test_results_in_the_order_of_the_input(self):
        with Peer(delays={"ack": 0.4}) as slow, Peer() as fast, Peer(fault="silent") as dead:
            peers = [slow, fast, dead, fast, slow]
            probed = Probed(*(string_for("tcp", peer) + f"?tcp_sndbuf={4096 + i}" for i, peer in enumerate(peers)),
                            options=("--logon", "--stage-timeout", "1"))
        self.assertEqual([probe["outcome"] for probe in probed.probes], ["ready", "ready", "logon", "ready", "ready"])
        self.assertLess(probed.seconds, 1.6)

    def test_at_most_sixteen_at_one_host(self):
        with Peer(delays={"ack": 0.1}) as peer:
            strings = [string_for("tcp", peer) + f"?tcp_sndbuf={4096 + i}" for i in range(64)]
            probed = Probed(*strings, options=LOGON)
            self.assertEqual({probe["outcome"] for probe in probed.probes}, {"ready"})
        self.assertLessEqual(peer.most_open, 16 + 2)  # the peer may see a closed one late
        self.assertGreater(peer.most_open, 8)

    def test_concurrency(self):
        with Peer(delays={"ack": 0.05}) as peer:
            strings = [string_for("tcp", peer) + f"?tcp_sndbuf={4096 + i}" for i in range(12)]
            Probed(*strings, options=(*LOGON, "--concurrency", "2"))
        self.assertIn(peer.most_open, (2, 3))  # likewise

    def test_a_string_given_twice_is_probed_once(self):
        with Peer() as peer:
            probed = Probed(*[string_for("tcp", peer)] * 3, options=LOGON)
            self.assertEqual([probe["outcome"] for probe in probed.probes], ["ready"] * 3)
        self.assertEqual(len(peer.logons), 1)

    def test_the_dead_delay_nobody(self):
        with Peer() as peer, Peer(fault="silent") as dead:
            strings = [string_for("tcp", dead if i % 8 == 0 else peer) + f"?tcp_sndbuf={4096 + i}" for i in range(200)]
            probed = Probed(*strings, options=(*LOGON, "--stage-timeout", "2"))
        outcomes = [probe["outcome"] for probe in probed.probes]
        self.assertEqual((outcomes.count("ready"), outcomes.count("logon")), (175, 25))
        self.assertLess(probed.seconds, 4)

    def interrupted(self, *arguments):
        run = subprocess.Popen([AMPSLINT, "probe", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               cwd=FOLDER)
        time.sleep(0.7)
        run.send_signal(signal.SIGINT)
        out, _ = run.communicate(timeout=BOUND)
        return run.returncode, out

    def test_interrupted(self):
        with Peer() as peer, Peer(fault="silent") as dead:
            status, out = self.interrupted("-c", string_for("tcp", peer), "-c", string_for("tcp", dead), "--logon",
                                           "--format", "json")
        self.assertEqual(status, 130)
        self.assertEqual([c["probe"]["outcome"] for c in json.loads(out)["connections"]], ["ready", None])

    def test_watch(self):
        with Peer(fault="starting=4") as peer:
            probed = Probed(string_for("tcp", peer),
                            options=(*LOGON, "--watch", "0.2", "--timeout", "20", "--retries", "0"))
            self.assertEqual((probed.outcome, probed.run.returncode), ("ready", 0))
        self.assertEqual(len(peer.connections), 5)  # and no second looks, which a starting server would log

    def test_watch_ends(self):
        probed = Probed("tcp://127.0.0.1:1/amps/json", options=("--watch", "0.3", "--timeout", "1"))
        self.assertEqual((probed.outcome, probed.run.returncode), ("connect", 1))
        self.assertLess(probed.seconds, 1.6)

    def test_list_contacts_nobody(self):
        with Peer() as peer:
            run = subprocess.run([AMPSLINT, "probe", "--list", "-c", string_for("tcp", peer), "-c", "tcp://${H}:1/amps"],
                                 capture_output=True, text=True, timeout=BOUND, check=False, cwd=FOLDER)
            self.assertEqual(run.returncode, 0)
            self.assertIn(f"127.0.0.1:{peer.port}", run.stdout)
        self.assertEqual(peer.connections, [])


CONFIGURATION = """<AMPSConfig>
  <Name>one</Name>
  <Admin><InetAddr>127.0.0.1:{admin}</InetAddr></Admin>
  <Transports>
    <Transport><Name>any-tcp</Name><Type>tcp</Type><InetAddr>{tcp}</InetAddr></Transport>
    <Transport><Name>json-tcp</Name><Type>tcp</Type><InetAddr>{json}</InetAddr><MessageType>json</MessageType></Transport>
  </Transports>
</AMPSConfig>
"""


class WithConfiguration(unittest.TestCase):
    """What was predicted, and what is seen."""

    def probed(self, peer, *options, admin=1, json_port=2, string=None, text=CONFIGURATION):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (folder / "amps.xml").write_text(text.format(admin=admin, tcp=peer.port, json=json_port), encoding="utf-8")
        return Probed(string or string_for("tcp", peer), paths=("amps.xml",), options=options, cwd=folder)

    def test_as_predicted(self):
        with Peer() as peer:
            probed = self.probed(peer, *LOGON)
            self.assertEqual((probed.outcome, probed.errors, probed.lesser), ("ready", [], ["live-authentication-disabled"]))

    def test_where_to_look(self):
        with Peer(fault="refuse=auth failure") as peer:
            probed = self.probed(peer, *LOGON)
        self.assertEqual(probed.found[0]["related"][0]["path"], "amps.xml")
        self.assertEqual(probed.found[0]["related"][0]["start"]["line"], 5)

    def test_tls_is_not_predicted(self):
        with Peer("tcps", **pem("good")) as peer:
            probed = self.probed(peer, *LOGON)
        self.assertEqual((probed.errors, probed.lesser), (["live-tls-port-got-plain"], ["live-prediction-wrong"]))

    def test_nobody_is_predicted(self):
        with Peer() as peer, Peer() as other:
            probed = self.probed(peer, *LOGON, string=string_for("tcp", other))
        self.assertEqual(probed.outcome, "ready")
        self.assertIn("live-prediction-wrong", probed.lesser)
        self.assertEqual(probed.json["connections"][0]["verdict"], "unserved")

    def test_admin(self):
        running = admin.tree(name="two", transports=[{"id": "any-tcp", "name": "any-tcp", "is_enabled": "false"}],
                             config="<AMPSConfig><Name>two</Name></AMPSConfig>")
        with Peer() as peer, Peer("admin", resources=running) as interface:
            probed = self.probed(peer, "--admin", admin=interface.port)
        self.assertEqual(set(probed.errors + probed.lesser),
                         {"live-instance-name-mismatch", "live-transport-disabled", "live-transport-missing",
                          "live-config-drift"})
        self.assertGreater(len(interface.requests), 3)
        for request in interface.requests:
            self.assertTrue(request[0].startswith("GET /amps/instance/"), request)
            self.assertNotIn("administrator", request[0])

    def test_admin_agrees(self):
        with Peer() as peer:
            text = CONFIGURATION
            with Peer("admin") as interface:
                config = text.format(admin=interface.port, tcp=peer.port, json=2)
                interface.resources["amps"]["instance"] |= {
                    "name": "one", "config": config,
                    "transports": [{"id": "any-tcp", "is_enabled": "true"}, {"id": "json-tcp", "is_enabled": "true"}]}
                probed = self.probed(peer, "--admin", admin=interface.port)
        self.assertEqual(probed.found, [])

    def test_admin_unreachable(self):
        with Peer() as peer:
            self.assertEqual(self.probed(peer, "--admin").lesser, ["live-admin-unreachable"])


class ThroughProxy(proxy.ProxyCase):
    """A real nginx in front."""

    def test_routes(self):
        with Peer() as tcp, Peer("ws") as ws:
            locations = {"/client/": (tcp.port, True), "/ws/": (ws.port, True), "/bare/": (tcp.port, False),
                         "/dead/": (1, True)}
            with proxy.Proxy(locations) as front:
                at = f"127.0.0.1:{front.port}"
                for string, outcome, rule in (
                        (f"tcp://{at}/client/amps/json?http_preflight=true", "ready", None),
                        (f"ws://{at}/ws/amps/json", "ready", None),
                        (f"tcp://{at}/bare/amps/json?http_preflight=true", "upgrade", "live-preflight-refused"),
                        (f"tcp://{at}/dead/amps/json?http_preflight=true", "upgrade", "live-preflight-refused"),
                        (f"tcp://{at}/other/amps/json?http_preflight=true", "upgrade", "live-preflight-refused"),
                        (f"ws://{at}/other/amps/json", "upgrade", "live-websocket-upgrade-refused"),
                        (f"tcp://{at}/client/amps/json", "logon", "live-http-answer")):
                    with self.subTest(string):
                        probed = Probed(string, options=LOGON)
                        self.assertEqual((probed.outcome, probed.errors), (outcome, [rule] if rule else []))
                        if outcome == "upgrade":
                            self.assertIn("nginx", probed.messages)


if __name__ == "__main__":
    AMPSLINT = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
