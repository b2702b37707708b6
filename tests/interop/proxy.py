"""nginx as the proxy in front of peers: one port, a location per peer."""
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import unittest

PROGRAM = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")

# The folder that Debian's packages put modules into.
MODULES = pathlib.Path("/usr/lib/nginx/modules")

MAIN = """
daemon off;
master_process off;
pid FOLDER/pid;
error_log FOLDER/error.log;
events { worker_connections 64; }
"""

PATHS = """
  access_log FOLDER/access.log;
  client_body_temp_path FOLDER/body;
  proxy_temp_path FOLDER/proxy;
  fastcgi_temp_path FOLDER/fastcgi;
  uwsgi_temp_path FOLDER/uwsgi;
  scgi_temp_path FOLDER/scgi;
"""

SERVER = """http {
  server {
    listen 127.0.0.1:PORT0%s;
    %s
    %s
  }
}
"""

# What a reverse proxy needs to pass an upgrade on, be it a client's HTTP preflight or a WebSocket.
UPGRADE = """
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";"""


def listens(process, port, seconds=10):
    """Waits until a program of ours takes connections; False where it ends, or does not."""
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        except OSError:
            time.sleep(0.02)
    return False


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


class Nginx:
    """nginx with a configuration, in which `PORT0`, `PORT1` … are free ports and `FOLDER` is its own. `files` are those that it
    includes; `modules` are loaded."""

    def __init__(self, text, files=None, modules=(), ports=1):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ampslint-proxy-"))
        self.process = None
        loaded = "".join(f"load_module {MODULES}/{module}.so;\n" for module in modules)
        try:
            for _ in range(3):  # another program may take the free ports first
                self.ports = [free_port() for _ in range(ports)]
                for name, one in {"nginx.conf": text, **(files or {})}.items():
                    path = self.folder / name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(self.filled(one), encoding="utf-8")
                started = loaded + self.filled(MAIN) + self.filled(text).replace("http {", "http {" + self.filled(PATHS), 1)
                (self.folder / "started.conf").write_text(started, encoding="utf-8")
                if self.started():
                    return
            raise RuntimeError("nginx does not start: " + self.log())
        except BaseException:
            self.stop()
            raise

    def filled(self, text):
        for number, port in reversed(list(enumerate(self.ports))):
            text = text.replace(f"PORT{number}", str(port))
        return text.replace("FOLDER", str(self.folder))

    @property
    def port(self):
        return self.ports[0]

    def started(self):
        self.process = subprocess.Popen(
            [PROGRAM, "-p", self.folder, "-e", self.folder / "error.log", "-c", self.folder / "started.conf"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return listens(self.process, self.port)

    def log(self):
        log = self.folder / "error.log"
        return log.read_text(encoding="utf-8")[-2000:] if log.exists() else "no log"

    def stop(self):
        if self.process:
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


class Proxy(Nginx):
    """`locations` says which port serves a path, and whether the headers of an upgrade are passed on:
    {"/client/": (9007, True)}."""

    def __init__(self, locations, certificate=None, key=None):
        places = "".join(
            f"location {path} {{\n      proxy_pass http://127.0.0.1:{port};{UPGRADE if upgrade else ''}\n    }}\n    "
            for path, (port, upgrade) in locations.items())
        files = f"ssl_certificate {certificate};\n    ssl_certificate_key {key};" if certificate else ""
        super().__init__(SERVER % (" ssl" if certificate else "", files, places))
