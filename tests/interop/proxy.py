"""nginx as the proxy in front of peers: one port, a location per peer."""
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import unittest

PROGRAM = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")

CONFIG = """
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log {folder}/access.log;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port}{tls};
    {certificate}
    {locations}
  }}
}}
"""

# What a reverse proxy needs to pass an upgrade on, be it a client's HTTP preflight or a WebSocket.
UPGRADE = """
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";"""


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class ProxyCase(unittest.TestCase):
    """Tests that need nginx."""

    @classmethod
    def setUpClass(cls):
        if not PROGRAM:
            print(f"SKIPPED: {cls.__name__}: no nginx here", flush=True)
            raise unittest.SkipTest("no nginx here")


class Proxy:
    """`locations` says which port serves a path, and whether the headers of an upgrade are passed on:
    {"/client/": (9007, True)}."""

    def __init__(self, locations, certificate=None, key=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ampslint-proxy-"))
        try:
            for _ in range(3):  # another program may take the free port first
                if self.started(locations, certificate, key):
                    return
            raise RuntimeError("nginx does not start: " + self.log())
        except BaseException:
            self.stop()
            raise

    def started(self, locations, certificate, key):
        self.port = free_port()
        places = "".join(
            f"location {path} {{\n      proxy_pass http://127.0.0.1:{port};{UPGRADE if upgrade else ''}\n    }}\n    "
            for path, (port, upgrade) in locations.items())
        files = f"ssl_certificate {certificate};\n    ssl_certificate_key {key};" if certificate else ""
        config = self.folder / "nginx.conf"
        config.write_text(CONFIG.format(folder=self.folder, port=self.port, tls=" ssl" if certificate else "",
                                        certificate=files, locations=places), encoding="utf-8")
        self.process = subprocess.Popen(
            [PROGRAM, "-p", self.folder, "-e", self.folder / "error.log", "-c", config],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 10
        while self.process.poll() is None and time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return True
            except OSError:
                time.sleep(0.02)
        return False

    def log(self):
        log = self.folder / "error.log"
        return log.read_text(encoding="utf-8")[-2000:] if log.exists() else "no log"

    def stop(self):
        if getattr(self, "process", None):
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
