"""`ampslint probe` against servers that are not AMPS as Debian has them: nghttpd, HAProxy and nginx, each to be named for what it
is. What is not installed is skipped.

real_peers_test.py AMPSLINT [TEST]
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import certificates
import proxy
from peer import Peer

AMPSLINT = ""
FOLDER = None
PATH = "/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin"
BOUND = 60  # seconds; nothing may hang

HAPROXY = """
defaults
  timeout connect 2s
  timeout client 20s
  timeout server 20s
listen one
  mode %s
  bind 127.0.0.1:PORT %s
  %s
"""
HTTP_ANSWER = "http-request return status 200 content-type text/plain string hello"


def setUpModule():
    global FOLDER
    top = pathlib.Path(tempfile.mkdtemp(prefix="ampslint-real-"))
    FOLDER = certificates.make(top / "certificates")
    (FOLDER / "both.pem").write_text((FOLDER / "good.pem").read_text() + (FOLDER / "good.key").read_text())


def tearDownModule():
    shutil.rmtree(FOLDER.parent)


class Server:
    """A program that listens on a free port, which its arguments call PORT."""

    def __init__(self, *command):
        for _ in range(3):  # another program may take the free port first
            self.port = proxy.free_port()
            words = [word.replace("PORT", str(self.port)) for word in map(str, command)]
            self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if proxy.listens(self.process, self.port):
                return
            self.stop()
        raise RuntimeError(f"does not start: {words}")

    def stop(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def haproxy(mode, bind, answer):
    configuration = FOLDER / "haproxy.cfg"
    program = shutil.which("haproxy", path=PATH)
    for _ in range(3):
        port = proxy.free_port()
        configuration.write_text((HAPROXY % (mode, bind, answer)).replace("PORT", str(port)))
        server = Server.__new__(Server)
        server.port = port
        server.process = subprocess.Popen([program, "-db", "-f", configuration], stdout=subprocess.DEVNULL,
                                          stderr=subprocess.DEVNULL)
        if proxy.listens(server.process, server.port):
            return server
        server.stop()
    raise RuntimeError(f"HAProxy does not start: {mode} {bind}")


def errors(string):
    run = subprocess.run([AMPSLINT, "probe", "-c", string, "--logon", "--ca", FOLDER / "ca.pem", "--format", "json"],
                         capture_output=True, text=True, timeout=BOUND, check=False)
    return [f"{found['rule']}: {found['message']}" for found in json.loads(run.stdout)["diagnostics"]
            if found["severity"] == "error"]


def strings(port, tls):
    """As every kind of client writes it."""
    s = "s" if tls else ""
    return (f"tcp{s}://localhost:{port}/amps/json", f"ws{s}://localhost:{port}/amps/json",
            f"tcp{s}://localhost:{port}/amps/json?http_preflight=true")


class RealPeers(unittest.TestCase):
    def needs(self, program):
        if not shutil.which(program, path=PATH):
            self.skipTest(f"no {program} here")
        return shutil.which(program, path=PATH)

    def named(self, port, tls, words):
        for string in strings(port, tls):
            with self.subTest(string):
                found = errors(string)
                self.assertEqual(len(found), 1, found)
                self.assertIn(words, found[0])

    def http2(self, port, tls=False):
        self.named(port, tls, "live-not-amps: an HTTP/2 server answers")

    def header(self, port, tls=False):
        self.named(port, tls, "it expects the header of the PROXY protocol")

    def test_nghttpd(self):
        with Server(self.needs("nghttpd"), "--no-tls", "-a", "127.0.0.1", "PORT") as server:
            self.http2(server.port)

    def test_nghttpd_with_tls(self):
        # It closes the connection of a client that does not ask for h2.
        with Server(self.needs("nghttpd"), "-a", "127.0.0.1", "PORT", FOLDER / "good.key", FOLDER / "good.pem") as server:
            self.http2(server.port, tls=True)

    def test_haproxy_http2(self):
        self.needs("haproxy")
        with haproxy("http", "proto h2", HTTP_ANSWER) as server:
            self.http2(server.port)

    def test_haproxy_wants_the_header(self):
        self.needs("haproxy")
        with haproxy("http", "accept-proxy", HTTP_ANSWER) as server:
            self.header(server.port)
        with Peer() as amps:
            to_amps = f"server one 127.0.0.1:{amps.port}"
            with haproxy("tcp", "accept-proxy", to_amps) as server:
                self.header(server.port)
            with haproxy("tcp", f"accept-proxy ssl crt {FOLDER}/both.pem", to_amps) as server:
                self.header(server.port, tls=True)

    def test_haproxy_before_amps(self):
        self.needs("haproxy")
        with Peer() as amps, haproxy("tcp", "", f"server one 127.0.0.1:{amps.port}") as server:
            self.assertEqual(errors(strings(server.port, False)[0]), [])
        # What closes every connection does not want the header for that.
        with haproxy("tcp", "", f"server one 127.0.0.1:{proxy.free_port()}") as server:
            found = errors(strings(server.port, False)[0])
            self.assertNotIn("PROXY", "".join(found))

    def test_nginx(self):
        self.needs("nginx")
        keys = f"ssl_certificate {FOLDER}/good.pem; ssl_certificate_key {FOLDER}/good.key;"
        text = f"""http {{
          server {{ listen 127.0.0.1:PORT0 http2; return 200; }}
          server {{ listen 127.0.0.1:PORT1 proxy_protocol; return 200; }}
          server {{ listen 127.0.0.1:PORT2 ssl http2; {keys} return 200; }}
          server {{ listen 127.0.0.1:PORT3 ssl proxy_protocol; {keys} return 200; }}
        }}"""
        with proxy.Nginx(text, ports=4) as nginx:
            self.http2(nginx.ports[0])
            self.header(nginx.ports[1])
            self.header(nginx.ports[3], tls=True)
            # It speaks HTTP/1.1 to who does not ask for more, and answers 200 wherever it is asked.
            for string in strings(nginx.ports[2], tls=True):
                with self.subTest(string):
                    found = errors(string)
                    self.assertEqual(len(found), 1, found)
                    self.assertIn("'nginx/", found[0])
                    self.assertNotIn("Admin", found[0])


if __name__ == "__main__":
    AMPSLINT = sys.argv.pop(1)
    unittest.main(verbosity=2)
