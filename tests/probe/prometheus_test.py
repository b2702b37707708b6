"""`ampslint probe --serve` with Debian's Prometheus: it scrapes, an alert fires when a listener stops, and resolves when it is back; promtool
accepts rules and metrics. Then 1,000 endpoints for ten minutes (AMPSLINT_MINUTES) without growth.

It takes many minutes and so runs only with AMPSLINT_HEAVY=1. What cannot be installed is left out with a line that begins with SKIPPED.

Usage: prometheus_test.py AMPSLINT PROJECT
"""
import json
import os
import resource
import selectors
import shutil
import signal
import socket
import subprocess
import threading
import time
import unittest
import urllib.parse
import urllib.request

if os.environ.get("AMPSLINT_HEAVY") != "1":
    print("SKIPPED: runs Prometheus and 1,000 endpoints for ten minutes; AMPSLINT_HEAVY=1 asks for it")
    raise SystemExit

from exporter_test import AMPS, PROJECT, Exporter, Listener  # noqa: E402
import installed  # noqa: E402
from scratch import Scratch  # noqa: E402

MONITORING = PROJECT / "packaging/monitoring"
MINUTES = float(os.environ.get("AMPSLINT_MINUTES", "10"))


class Crowd:
    """Many listeners that accept and keep quiet, in one thread."""

    def __init__(self, number):
        self.selector = selectors.DefaultSelector()
        self.listeners = []
        for _ in range(number):
            listener = socket.create_server(("127.0.0.1", 0))
            listener.setblocking(False)
            self.selector.register(listener, selectors.EVENT_READ, True)
            self.listeners.append(listener)
        self.open = True
        self.accepted = 0
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while self.open:
            for key, _ in self.selector.select(0.5):
                try:
                    if key.data:
                        connection, _ = key.fileobj.accept()
                        connection.setblocking(False)
                        self.selector.register(connection, selectors.EVENT_READ, False)
                        self.accepted += 1
                    elif not key.fileobj.recv(4096):
                        self.selector.unregister(key.fileobj)
                        key.fileobj.close()
                except OSError:
                    if not key.data:
                        self.selector.unregister(key.fileobj)
                        key.fileobj.close()

    def close(self):
        self.open = False
        self.thread.join()
        for key in list(self.selector.get_map().values()):
            key.fileobj.close()
        self.selector.close()


class WithPrometheus(Scratch):
    def promtool(self, *arguments, given=None, folder=None):
        done = subprocess.run(["promtool", *arguments], cwd=folder, input=given, capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def workspace(self, ports):
        self.write("amps.xml", AMPS.format(ports[0]))
        self.write("clients.txt", "".join(f"tcp://127.0.0.1:{port}/amps/json\n" for port in ports))
        self.write("ampslint.toml", '[[instance]]\nconfiguration = "amps.xml"\n[[clients]]\nname = "a"\nlists = ["clients.txt"]\n')

    def start(self, *arguments):
        exporter = Exporter(self.folder, *arguments)
        self.addCleanup(lambda: exporter.process.poll() is None and exporter.process.kill())
        exporter.wait_for(lambda: exporter.get("/-/ready")[0] == 200)
        return exporter

    def prometheus(self, exporter, target):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        rules = (MONITORING / "ampslint.rules.yml").read_text().replace("for: 1m", "for: 2s")
        self.write("rules.yml", rules)
        self.write("prometheus.yml", json.dumps({
            "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
            "rule_files": ["rules.yml"],
            "scrape_configs": [
                {"job_name": "ampslint", "static_configs": [{"targets": [f"127.0.0.1:{exporter.port}"]}]},
                {"job_name": "single", "metrics_path": "/probe", "static_configs": [{"targets": [target]}], "relabel_configs": [
                    {"source_labels": ["__address__"], "target_label": "__param_target"},
                    {"source_labels": ["__param_target"], "target_label": "instance"},
                    {"target_label": "__address__", "replacement": f"127.0.0.1:{exporter.port}"}]}]}))
        process = subprocess.Popen(["prometheus", "--config.file=prometheus.yml", f"--web.listen-address=127.0.0.1:{port}",
                                    "--storage.tsdb.path=data"], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        def end():
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)
        self.addCleanup(end)

        def ask(path, **parameters):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/{path}?{urllib.parse.urlencode(parameters)}", timeout=10) as answer:
                    return json.load(answer)["data"]
            except OSError:
                return {"result": [], "alerts": []}
        return ask

    def test_scrapes_and_alerts(self):
        listeners = [Listener(), Listener()]
        for listener in listeners:
            self.addCleanup(listener.close)
        self.workspace([listener.port for listener in listeners])
        exporter = self.start()
        string = f"tcp://127.0.0.1:{listeners[0].port}/amps/json"
        ask = self.prometheus(exporter, string)

        def value(query):
            return sorted(float(one["value"][1]) for one in ask("query", query=query)["result"])

        def alerts(name="AmpsEndpointNotReady"):
            return [one["labels"]["string"] for one in ask("alerts")["alerts"]
                    if one["labels"]["alertname"] == name and one["state"] == "firing"]
        exporter.wait_for(lambda: value("ampslint_probe_ready{job='ampslint'}") == [1, 1])
        exporter.wait_for(lambda: value("probe_success") == [1])
        exporter.wait_for(lambda: value("up") == [1, 1])
        self.assertEqual(alerts(), [])
        listeners[0].close()
        exporter.wait_for(lambda: string in alerts())
        exporter.wait_for(lambda: value("probe_success") == [0])
        listeners[0] = Listener(listeners[0].port)
        self.addCleanup(listeners[0].close)
        exporter.wait_for(lambda: alerts() == [])
        self.assertEqual(exporter.end(), 0)

    def test_promtool_accepts_rules_and_metrics(self):
        self.promtool("check", "rules", "--lint=all", "--lint-fatal", MONITORING / "ampslint.rules.yml")
        self.promtool("test", "rules", "ampslint.rules.test.yml", folder=MONITORING)
        listener = Listener()
        self.addCleanup(listener.close)
        self.workspace([listener.port])
        exporter = self.start()
        for path in ("/metrics", "/probe?target=" + urllib.parse.quote(f"tcp://127.0.0.1:{listener.port}/amps/json", safe="")):
            self.promtool("check", "metrics", given=exporter.get(path)[1])

    def test_a_thousand_endpoints_without_growth(self):
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 8192) if most != resource.RLIM_INFINITY else 8192, most))
        crowd = Crowd(1000)
        self.addCleanup(crowd.close)
        self.workspace([listener.getsockname()[1] for listener in crowd.listeners])
        exporter = self.start("--interval", "2")
        seen = []
        end = time.monotonic() + MINUTES * 60
        while time.monotonic() < end:
            metrics = exporter.metrics()
            ready = sum(value for name, value in metrics.items() if name.startswith("ampslint_probe_ready{"))
            seen.append((metrics["process_resident_memory_bytes"], metrics["process_open_fds"], metrics["process_threads"], ready,
                         metrics["ampslint_exporter_last_probe_run_duration_seconds"]))
            exporter.get("/")
            exporter.process.send_signal(signal.SIGHUP)
            time.sleep(5)
        runs = exporter.metrics()["ampslint_exporter_probe_runs_total"]
        third = max(1, len(seen) // 3)
        first, last = seen[third:2 * third] or seen, seen[-third:]
        largest = [max(one[0] for one in part) / 2**20 for part in (first, last)]
        print(f"{runs:.0f} probes of 1,000 endpoints, each {max(one[4] for one in seen):.2f} s at most; resident memory {largest[0]:.1f} MiB, then "
              f"{largest[1]:.1f} MiB; descriptors {min(one[1] for one in seen):.0f} to {max(one[1] for one in seen):.0f}; "
              f"threads {max(one[2] for one in seen):.0f}; {crowd.accepted} connections")
        self.assertEqual({one[3] for one in seen}, {1000})
        self.assertLess(largest[1], largest[0] * 1.1 + 4)
        self.assertLessEqual(max(one[1] for one in last), max(one[1] for one in first) + 4)
        self.assertEqual(exporter.end(), 0)


if __name__ == "__main__":
    try:
        installed.need(shutil.which("prometheus") and shutil.which("promtool"), "prometheus")
    except OSError as error:
        print(f"SKIPPED: Prometheus cannot be installed: {error}")
        raise SystemExit from None
    unittest.main()
