"""`ampslint probe` against the scripted peer: scheme by kind of listener by fault, each with the outcome and the rule that names
the cause. The official clients prove the peer (clients_test.py).

probe_test.py AMPSLINT [TEST]
"""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

import certificates
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
        self.remarks = [d["rule"] for d in self.found if d["severity"] != "error"]
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
    "wss on plain": ("wss", {"role": "ws"}, CA, "tls", "live-http-answer"),
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
    "challenge": ("tcp", {"fault": "challenge"}, LOGON, "logon", "live-logon-challenge"),
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


if __name__ == "__main__":
    AMPSLINT = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
