"""The peer by itself: what no official client shows of it."""
import http.client
import json
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import unittest
import warnings
import zlib

import admin
import certificates
from peer import GARBAGE, Peer

HERE = pathlib.Path(__file__).resolve().parent
LOGON = b'{"c":"logon","cid":"1","client_name":"probe","mt":"json","a":"processed","version":"1.0:test"}'
FRAME = len(LOGON).to_bytes(4, "big") + LOGON
GET = b"GET /amps/json HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: tcp\r\n\r\n"


def answer(peer, data, enough=None, limit=5):
    """What the peer sends for the data until it is enough (a number of bytes, or what it has to end with), until it closes,
    or is quiet for the limit."""
    with socket.create_connection(("127.0.0.1", peer.port), 5) as sock:
        sock.sendall(data)
        return everything(sock, enough, limit)


def everything(sock, enough=None, limit=5):
    sock.settimeout(limit)
    got = b""
    try:
        while not (len(got) >= enough if isinstance(enough, int) else enough and got.endswith(enough)):
            if not (data := sock.recv(65536)):
                break
            got += data
    except OSError:
        pass
    return got


class PeerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = certificates.make(pathlib.Path(tempfile.mkdtemp(prefix="ampslint-peer-")) / "certificates")
        cls.addClassCleanup(shutil.rmtree, cls.folder.parent)

    def pem(self, name="good"):
        return {"certificate": self.folder / f"{name}.pem", "key": self.folder / f"{name}.key"}

    def connected(self, peer, context, name="localhost"):
        with socket.create_connection(("127.0.0.1", peer.port), 5) as sock:
            with context.wrap_socket(sock, server_hostname=name) as tls:
                return tls.version(), tls.cipher()[0]

    def context(self, verified=True):
        context = ssl.create_default_context(cafile=self.folder / "ca.pem")
        if not verified:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context

    def test_ack(self):
        with Peer() as peer:
            got = answer(peer, FRAME, b"}")
        self.assertEqual(int.from_bytes(got[:4], "big"), len(got) - 4)
        self.assertEqual(json.loads(got[4:])["status"], "success")
        self.assertNotIn(b" :", got)
        self.assertNotIn(b", ", got)
        self.assertEqual(peer.received, FRAME)
        self.assertEqual(peer.most_open, 1)

    def test_compression(self):
        for bits, name in ((-15, "deflate"), (15, "zlib")):
            deflate, inflate = zlib.compressobj(6, zlib.DEFLATED, bits, 8), zlib.decompressobj(bits)
            with self.subTest(name), Peer() as peer:
                got = answer(peer, deflate.compress(FRAME) + deflate.flush(zlib.Z_SYNC_FLUSH), b"\0\0\xff\xff")
                self.assertEqual(json.loads(inflate.decompress(got)[4:])["status"], "success")
                self.assertEqual(peer.connections[0].compression, name)

    def test_faults(self):
        for fault, sent, expected in (
                ("close-at-once", b"", b""), ("reset-at-once", b"", b""), ("silent", FRAME, b""),
                ("greeting=SSH-2.0-OpenSSH_9.2", b"", b"SSH-2.0-OpenSSH_9.2\r\n"), ("garbage-tls", FRAME, GARBAGE),
                ("close-after-bytes", FRAME, b""), ("no-ack", FRAME, b""), ("close-after-logon", FRAME, b""),
                ("garbage-ack", FRAME, GARBAGE), ("empty-ack", FRAME, bytes(4)), ("starting=1", FRAME, b""),
                ("upgrade-close", GET, b""), ("upgrade-silent", GET, b"")):
            with self.subTest(fault), Peer(fault=fault) as peer:
                # Where nothing is to come, a little patience has to do.
                self.assertEqual(answer(peer, sent, len(expected) or None, 5 if expected else 0.3), expected)

    def test_fault_in_the_ack(self):
        with Peer() as peer:
            whole = answer(peer, FRAME, b"}")
        with Peer(fault="close-in-ack") as peer:
            self.assertEqual(answer(peer, FRAME), whole[:len(whole) // 2])
        with Peer(fault="drip=0.0005") as peer:
            self.assertEqual(answer(peer, FRAME, len(whole)), whole)
        with Peer(fault="huge-length") as peer:
            self.assertEqual(answer(peer, FRAME, b"}"), b"\xff\xff\xff\xff" + whole[4:])
        with Peer(fault="retry") as peer:
            got = answer(peer, FRAME + FRAME, 2 * len(whole))
        self.assertEqual([got.count(word) for word in (b'"retry"', b'"nonce"', b'"success"')], [1, 1, 1])

    def test_http(self):
        with Peer(fault="http=404") as peer:
            self.assertTrue(answer(peer, GET, b"</html>\n").startswith(b"HTTP/1.1 404 Not Found\r\n"))
            self.assertTrue(answer(peer, FRAME).startswith(b"HTTP/1.1 400 Bad Request\r\n"))
        with Peer(fault="upgrade=502", server="nginx/1.22.1") as peer:
            self.assertIn(b"\r\nServer: nginx/1.22.1\r\n", answer(peer, GET))
            self.assertIn(b'"success"', answer(peer, FRAME, b"}"))
        with Peer("ws", fault="upgrade=401") as peer:
            self.assertIn(b'\r\nWWW-Authenticate: Basic realm="AMPS"\r\n', answer(peer, GET))
        with Peer("ws") as peer:
            self.assertTrue(answer(peer, GET).startswith(b"HTTP/1.1 400 "))
            self.assertEqual(answer(peer, FRAME), b"")

    def test_tls_versions_and_ciphers(self):
        with Peer("tcps", tls_max="1.2", ciphers="ECDHE-ECDSA-AES128-GCM-SHA256", **self.pem()) as peer:
            self.assertEqual(self.connected(peer, self.context()), ("TLSv1.2", "ECDHE-ECDSA-AES128-GCM-SHA256"))
            other = self.context()
            other.set_ciphers("ECDHE-ECDSA-AES256-GCM-SHA384")
            with self.assertRaises(ssl.SSLError):
                self.connected(peer, other)
        with Peer("tcps", tls_max="1.1", **self.pem()) as peer:
            with self.assertRaises(ssl.SSLError):
                self.connected(peer, self.context())
            old = self.context()
            old.set_ciphers("DEFAULT:@SECLEVEL=0")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                old.minimum_version = ssl.TLSVersion.TLSv1
            self.assertEqual(self.connected(peer, old)[0], "TLSv1.1")
        with Peer("tcps", **self.pem()) as peer:
            self.assertEqual(self.connected(peer, self.context())[0], "TLSv1.3")
        self.assertEqual(peer.connections[0].tls["sni"], "localhost")

    def test_certificates(self):
        for name, reason in (("good", ""), ("expiring", ""), ("expired", "expired"),
                             ("not-yet-valid", "not yet valid"), ("wrong-name", "Hostname mismatch"),
                             ("self-signed", "self-signed"), ("no-intermediate", "local issuer"),
                             ("untrusted", "local issuer"), ("weak-1024", "too weak"), ("weak-512", "")):
            with self.subTest(name), Peer("tcps", **self.pem(name)) as peer:
                try:
                    self.connected(peer, self.context())
                    said = ""
                except ssl.SSLError as error:
                    said = str(error)
                if name == "weak-512":  # refused while the key is read, so the reason differs
                    self.assertTrue(said)
                else:
                    self.assertTrue(reason in said if reason else not said, said)

    def test_plain_client_on_a_tls_port(self):
        with Peer("tcps", **self.pem()) as peer:
            self.assertEqual(answer(peer, FRAME), b"")  # OpenSSL sends no alert to what is not TLS at all
        self.assertEqual(peer.connections[0].first, FRAME[:64])
        self.assertEqual(peer.connections[0].commands, [])

    def test_tls_client_on_a_plain_port(self):
        with Peer() as peer, self.assertRaises(OSError):
            self.connected(peer, self.context(verified=False))

    def test_admin(self):
        resources = admin.tree(name="orders", config="<AMPSConfig><Name>orders</Name></AMPSConfig>",
                               transports=[{"id": "any-tcp", "type": "tcp", "is_enabled": "true"}])
        with Peer("admin", resources=resources) as peer:
            client = http.client.HTTPConnection("127.0.0.1", peer.port, timeout=5)

            def get(path):
                client.request("GET", path)
                response = client.getresponse()
                return response.status, response.read().decode()

            self.assertEqual(get("/amps/instance/name"), (200, "orders"))
            self.assertEqual(json.loads(get("/amps/instance/version.json")[1]),
                             {"amps": {"instance": {"version": "5.3.5.135.peer"}}})
            self.assertEqual(get("/amps/instance/name.xml")[1],
                             "<amps><instance><name>orders</name></instance></amps>")
            self.assertEqual(get("/amps/instance/config.xml"), (200, "<AMPSConfig><Name>orders</Name></AMPSConfig>"))
            self.assertEqual(json.loads(get("/amps/instance/transports.json")[1])["amps"]["instance"]["transports"],
                             [{"id": "any-tcp", "type": "tcp", "is_enabled": "true"}])
            self.assertEqual(get("/amps/instance/transports/any-tcp/is_enabled"), (200, "true"))
            self.assertEqual(get("/amps/administrator/shutdown")[0], 404)
            client.request("POST", "/amps")
            self.assertEqual(client.getresponse().status, 405)
            client.close()
        self.assertEqual([request[0] for request in peer.requests if "/administrator" in request[0]],
                         ["GET /amps/administrator/shutdown HTTP/1.1"])

    def test_delays(self):
        with Peer(delays={"ack": 0.5}) as peer:
            self.assertEqual(answer(peer, FRAME, limit=0.1), b"")
            self.assertNotEqual(answer(peer, FRAME, b"}"), b"")

    def test_command_line(self):
        for end in ("stdin", "signal"):
            with self.subTest(end), subprocess.Popen(
                    [sys.executable, HERE / "peer.py", "--fault", "refuse=not entitled", "--delay", "ack=0.01"],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
                port = int(process.stdout.readline().removeprefix("listening on 127.0.0.1:"))
                with socket.create_connection(("127.0.0.1", port), 5) as sock:
                    sock.sendall(FRAME)
                    self.assertIn(b'"reason":"not entitled"', everything(sock))
                if end == "signal":
                    process.send_signal(signal.SIGTERM)
                out, _ = process.communicate(timeout=10)
            self.assertIn({"connection": 1, "event": "accept"}, map(json.loads, out.splitlines()))


if __name__ == "__main__":
    unittest.main(verbosity=2)
