"""`ampslint probe --serve`: what it answers, what it refuses, how it ends.

Usage: exporter_test.py AMPSLINT PROJECT
"""
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest
import urllib.parse

PROJECT = pathlib.Path(sys.argv.pop(2)).resolve()
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import scratch  # noqa: E402
from scratch import CANARY, TOOL  # noqa: E402

BOUND = 30


class Listener:
    """Accepts and keeps quiet, as AMPS does until its client logs on."""

    def __init__(self, port=0):
        self.socket = socket.create_server(("127.0.0.1", port))
        self.port = self.socket.getsockname()[1]
        self.open = True
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while self.open:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.drain, args=(connection,), daemon=True).start()

    @staticmethod
    def drain(connection):
        with connection:
            try:
                while connection.recv(1024):
                    pass
            except OSError:
                pass

    def close(self):
        if not self.open:
            return
        self.open = False
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


class Exporter:
    def __init__(self, folder, *arguments, serve="127.0.0.1:0", env=None):
        usual = ("--interval", "1", "--stage-timeout", "2")
        given = [*arguments, *(word for i in (0, 2) if usual[i] not in arguments for word in usual[i:i + 2])]
        self.process = subprocess.Popen([TOOL, "probe", "--serve", serve, *given], cwd=folder, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True, env=env)
        self.errors = []
        self.url = self.process.stdout.readline().strip().removeprefix("listening on ")
        threading.Thread(target=self.read_errors, daemon=True).start()
        self.port = urllib.parse.urlsplit(self.url).port

    def read_errors(self):
        for line in self.process.stderr:
            self.errors.append(line.rstrip("\n"))

    def get(self, path, method="GET", headers=None, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=BOUND)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            text = answer.read().decode()
            if CANARY in text:
                raise AssertionError(f"{path} shows a secret")
            return answer.status, text, answer.headers
        finally:
            connection.close()

    def probe(self, target, **more):
        return self.get("/probe?target=" + urllib.parse.quote(target, safe=""), **more)

    def metrics(self):
        """By name and labels."""
        status, text, _ = self.get("/metrics")
        assert status == 200
        return {name: float(value) for name, value in re.findall(r"(?m)^([a-z_]+(?:\{.*\})?) (\S+)$", text)}

    def ready(self):
        return {re.search(r'string="([^"]*)"', name)[1]: value for name, value in self.metrics().items() if name.startswith("ampslint_probe_ready{")}

    def wait_for(self, condition):
        end = time.monotonic() + BOUND
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(("it does not come", self.errors))
            time.sleep(0.05)

    def raw(self, data, wait=BOUND):
        """What a connection gets for these bytes, until its other end closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as connection:
            connection.sendall(data)
            answer = b""
            try:
                while part := connection.recv(65536):
                    answer += part
            except ConnectionError:
                pass
            return answer

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        status = self.process.wait(timeout=BOUND)
        self.process.stdout.close()
        return status


AMPS = """<AMPSConfig>
  <Name>one</Name>
  <Transports>
    <Transport><Name>any</Name><Type>tcp</Type><InetAddr>{}</InetAddr><Protocol>amps</Protocol></Transport>
  </Transports>
</AMPSConfig>
"""


class Serve(scratch.Scratch):
    def setUp(self):
        super().setUp()
        self.listener = Listener()
        self.addCleanup(self.listener.close)
        self.string = f"tcp://127.0.0.1:{self.listener.port}/amps/json"
        self.write("amps.xml", AMPS.format(self.listener.port))
        self.write("clients.txt", self.string + f"\ntcp://user:{CANARY}@127.0.0.1:{self.listener.port}/amps/json\n")
        self.write("ampslint.toml", '[[instance]]\nconfiguration = "amps.xml"\n[[clients]]\nname = "a"\nlists = ["clients.txt"]\n')

    def start(self, *arguments, **more):
        exporter = Exporter(self.folder, *arguments, **more)
        self.addCleanup(lambda: exporter.process.poll() is None and exporter.process.kill())
        self.assertTrue(exporter.url, "it does not listen")
        exporter.wait_for(lambda: exporter.get("/-/ready")[0] == 200)
        return exporter

    def test_metrics_follow_what_happens(self):
        exporter = self.start()
        hidden = f"tcp://user:***@127.0.0.1:{self.listener.port}/amps/json"
        self.assertEqual(exporter.ready(), {self.string: 1, hidden: 1})
        metrics = exporter.metrics()
        self.assertEqual(metrics["ampslint_exporter_config_last_reload_successful"], 1)
        self.assertEqual(metrics["ampslint_exporter_interval_seconds"], 1)
        self.assertLess(abs(metrics["ampslint_exporter_last_probe_run_timestamp_seconds"] - time.time()), 10)
        self.assertGreater(metrics["process_open_fds"], 3)
        self.listener.close()
        exporter.wait_for(lambda: set(exporter.ready().values()) == {0})
        self.listener = Listener(self.listener.port)
        exporter.wait_for(lambda: set(exporter.ready().values()) == {1})
        self.assertGreater(exporter.metrics()["ampslint_exporter_probe_runs_total"], 2)
        self.assertEqual(exporter.end(), 0)

    def test_one_target_at_a_time(self):
        exporter = self.start("--interval", "60")
        status, text, headers = exporter.probe(self.string)
        self.assertEqual((status, headers["Content-Type"]), (200, "text/plain; version=0.0.4; charset=utf-8"))
        self.assertRegex(text, r"(?m)^probe_success 1$")
        self.assertEqual(len(re.findall(r"(?m)^ampslint_probe_ready\{", text)), 1)
        self.listener.close()
        self.assertRegex(exporter.probe(self.string)[1], r"(?m)^probe_success 0$")
        for target in ("tcp://127.0.0.1:1/amps/json", self.string + "x", "", f"tcp://user:x@127.0.0.1:{self.listener.port}/amps/json",
                       "http://169.254.169.254/", "file:///etc/passwd"):
            self.assertEqual(exporter.probe(target)[0], 404, target)
        for query in ("", "?x=1", "?target=a&target=b", "?target=%zz"):
            self.assertEqual(exporter.get("/probe" + query)[0], 400, query)
        self.assertEqual(exporter.probe(self.string, headers={"Sec-Fetch-Site": "cross-site"})[0], 403)

    def test_many_single_probes_wait_for_each_other(self):
        exporter = self.start("--interval", "60")
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(exporter.probe(self.string)[0])) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(BOUND)
        self.assertEqual(answers, [200] * 12)

    def test_a_scrape_that_cannot_wait_is_told_in_time(self):
        silent = socket.create_server(("127.0.0.1", 0), backlog=0)  # takes no connection for long
        self.addCleanup(silent.close)
        filling = [socket.socket() for _ in range(3)]
        for one in filling:
            one.setblocking(False)
            one.connect_ex(silent.getsockname())
            self.addCleanup(one.close)
        target = f"tcp://127.0.0.1:{silent.getsockname()[1]}/amps/json"
        exporter = self.start("-c", target, "--interval", "60")
        start = time.monotonic()
        status, text, _ = exporter.probe(target, headers={"X-Prometheus-Scrape-Timeout-Seconds": "1"})
        self.assertLess(time.monotonic() - start, 1.5)
        self.assertIn((status, "probe_success 0" in text), ((200, True), (503, False)))

    def test_the_page_is_live_and_strict(self):
        exporter = self.start()
        status, text, headers = exporter.get("/")
        self.assertEqual((status, headers["Content-Type"], headers["X-Content-Type-Options"], headers["X-Frame-Options"]),
                         (200, "text/html; charset=utf-8", "nosniff", "DENY"))
        self.assertIn("default-src 'none'; connect-src 'self'; style-src 'sha256-", text)
        page = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)[1])
        data = json.loads(exporter.get("/data.json")[1])
        self.assertEqual((page["refresh"], data["strings"][0]["probe"]["outcome"]), (1, "ready"))
        self.assertEqual(exporter.get("/metrics", method="HEAD")[1], "")
        report = self.run_tool("check", "--format", "html").stdout.decode()
        self.assertNotIn("connect-src", report)
        self.assertNotIn('"refresh"', report)

    def test_hosts_and_methods(self):
        exporter = self.start()
        for host in ("127.0.0.1", f"localhost:{exporter.port}", "LOCALHOST", "[::1]:1", "127.9.9.9"):
            self.assertEqual(exporter.get("/-/healthy", headers={"Host": host})[0], 200, host)
        for host in ("evil.example", f"evil.example:{exporter.port}", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.0.1", "[::]",
                     "localhost@evil.example"):
            for path in ("/", "/metrics", "/probe?target=x", "/data.json"):
                self.assertEqual(exporter.get(path, headers={"Host": host})[0], 421, host)
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
            status, _, headers = exporter.get("/metrics", method=method)
            self.assertEqual((status, headers["Allow"]), (405, "GET, HEAD"))
        for path in ("/nothing", "/..%2f..%2fetc/passwd", "/probe/", "//"):
            self.assertEqual(exporter.get(path)[0], 404, path)

    def test_requests_are_bounded(self):
        exporter = self.start()
        self.assertIn(b" 431 ", exporter.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 20000 + b"\r\n\r\n"))
        self.assertIn(b" 400 ", exporter.raw(b"GET /metrics HTTP/1.1\r\n\r\n"))
        self.assertIn(b" 400 ", exporter.raw(b"nonsense\r\n\r\n"))
        self.assertRegex(exporter.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello"), rb" 4(00|13) ")
        self.assertRegex(exporter.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"), rb" 4(00|13) ")
        two = exporter.raw(b"GET /-/healthy HTTP/1.1\r\nHost: localhost\r\n\r\nGET /-/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        self.assertEqual(two.count(b"200 OK"), 2)
        # Those that say nothing, or little at a time, are cut off, and meanwhile others are served.
        slow = [socket.create_connection(("127.0.0.1", exporter.port), timeout=BOUND) for _ in range(60)]
        slow[0].sendall(b"GET / HT")
        self.assertEqual(exporter.get("/-/healthy")[0], 200)
        start = time.monotonic()
        for one in slow:
            with one:
                self.assertEqual(one.recv(100), b"")
        self.assertLess(time.monotonic() - start, 8)
        # More than the server takes at once wait for the others' ends.
        crowd = [socket.create_connection(("127.0.0.1", exporter.port), timeout=BOUND) for _ in range(80)]
        self.assertEqual(exporter.get("/-/healthy")[0], 200)
        for one in crowd:
            one.close()
        descriptors = exporter.metrics()["process_open_fds"]
        self.assertLess(descriptors, 40)

    def test_reload(self):
        exporter = self.start("--interval", "60")
        other = Listener()
        self.addCleanup(other.close)
        more = f"tcp://127.0.0.1:{other.port}/amps/json"
        self.write("clients.txt", more + "\n")
        self.write("amps.xml", AMPS.format(other.port))
        time.sleep(0.2)
        self.assertNotIn(more, exporter.ready())
        exporter.process.send_signal(signal.SIGHUP)
        exporter.wait_for(lambda: exporter.ready() == {more: 1})
        self.assertEqual(exporter.probe(more)[0], 200)
        self.assertEqual(exporter.probe(self.string)[0], 404)
        for broken in ("[[instance\n", '[[instance]]\nconfiguration = "nowhere.xml"\n', '[rules]\n"no-such-rule" = "off"\n'):
            before = len(exporter.errors)
            self.write("ampslint.toml", broken)
            exporter.process.send_signal(signal.SIGHUP)
            exporter.wait_for(lambda: any("not reloaded" in line for line in exporter.errors[before:]))
            exporter.wait_for(lambda: exporter.metrics()["ampslint_exporter_config_last_reload_successful"] == 0)
            self.assertEqual(exporter.probe(more)[0], 200)
        self.write("ampslint.toml", '[[instance]]\nconfiguration = "amps.xml"\n')
        exporter.process.send_signal(signal.SIGHUP)
        exporter.wait_for(lambda: exporter.ready() == {})
        self.assertEqual(exporter.metrics()["ampslint_exporter_config_last_reload_successful"], 1)

    def test_the_end(self):
        self.assertEqual(self.start().end(signal.SIGINT), 130)
        # In the middle of a probe, with a request that waits.
        silent = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(silent.close)
        slow = f"tcps://127.0.0.1:{silent.getsockname()[1]}/amps/json"
        exporter = self.start("-c", slow, "--interval", "60", "--stage-timeout", "20", "--retries", "0", "--timeout", "3")
        answers = []
        thread = threading.Thread(target=lambda: answers.append(exporter.probe(slow)[0]))
        thread.start()
        idle = socket.create_connection(("127.0.0.1", exporter.port))
        time.sleep(0.5)
        start = time.monotonic()
        self.assertEqual(exporter.end(), 0)
        self.assertLess(time.monotonic() - start, 3)
        thread.join(BOUND)
        idle.close()
        self.assertEqual(answers, [503])

    def test_what_is_refused(self):
        for serve, words in (("0.0.0.0:0", "--allow-remote"), ("[::]:0", "--allow-remote"), ("192.0.2.1:0", "--allow-remote"),
                             ("example.com:80", "no name is looked up"), ("127.0.0.1", "port"), (":80", "no address"), ("x", "port"),
                             ("127.0.0.1:99999", "65535"), (f"127.0.0.1:{self.listener.port}", "in use")):
            done = self.run_tool("probe", "--serve", serve, status=2)
            self.assertIn(words, done.stderr.decode(), serve)
        for more in (("--format", "json"), ("--watch", "2"), ("--list",), ("--statistics",), ("--show-files",), ("--interval", "0.1"),
                     ("--interval", "-1"), ("--fail-on", "never")):
            self.run_tool("probe", "--serve", "0", *more, status=2)
        for alone in (("--interval", "5"), ("--allow-remote",)):
            self.run_tool("probe", *alone, status=2)
        self.write("ampslint.toml", "[[instance\n")
        self.run_tool("probe", "--serve", "0", status=2)

    def test_it_may_be_asked_to_listen_elsewhere(self):
        exporter = self.start("--allow-remote", serve="0.0.0.0:0")
        self.assertEqual(exporter.get("/metrics", headers={"Host": "monitor.example"})[0], 200)
        plain = self.start(serve="0")
        self.assertRegex(plain.url, r"^http://127\.0\.0\.1:\d+/$")

    def test_credentials_stay_where_they_are(self):
        exporter = self.start("--logon", "--credentials-env", "LOGIN", "--timeout", "1", env={**os.environ, "LOGIN": f"someone:{CANARY}"})
        for path in ("/", "/metrics", "/data.json"):
            exporter.get(path)
        exporter.probe(self.string)
        self.assertNotIn(CANARY, "\n".join(exporter.errors))


class Packaging(unittest.TestCase):
    def test_the_unit(self):
        if not shutil.which("systemd-analyze"):
            self.skipTest("needs systemd-analyze")
        unit = PROJECT / "packaging/monitoring/ampslint-exporter.service"
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, timeout=60, check=False)
        lines = [line for line in done.stderr.splitlines() if "ampslint" in line and "not executable" not in line]
        self.assertEqual(lines, [])
        done = subprocess.run(["systemd-analyze", "security", "--offline=yes", "--threshold=25", unit], capture_output=True, text=True, timeout=60,
                              check=False)
        if "unrecognized option" not in done.stderr:
            self.assertEqual(done.returncode, 0, done.stdout[-400:] + done.stderr)

    def test_the_dashboard_and_the_alerts_know_the_metrics(self):
        source = (PROJECT / "src/report/formats/prometheus.cpp").read_text()
        known = set(re.findall(r'"((?:ampslint|probe|process)_[a-z_]+)"', source))
        for name in ("grafana-dashboard.json", "ampslint.rules.yml", "ampslint.rules.test.yml"):
            text = (PROJECT / "packaging/monitoring" / name).read_text()
            used = set(re.findall(r"\b(?:ampslint|process)_[a-z]+_[a-z_]+\b|\bampslint_(?:connections|diagnostics)\b", text))
            self.assertTrue(used)
            self.assertEqual(used - known, set(), name)
        documented = (PROJECT / "docs/monitoring.md").read_text()
        for metric in known:
            self.assertIn(f"`{metric}`", documented)
        dashboard = json.loads((PROJECT / "packaging/monitoring/grafana-dashboard.json").read_text())
        self.assertEqual(len({panel["id"] for panel in dashboard["panels"]}), len(dashboard["panels"]))


if __name__ == "__main__":
    unittest.main()
