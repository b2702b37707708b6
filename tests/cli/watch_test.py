"""`check --watch`: what is noticed, and what ends it.

Usage: watch_test.py AMPSLINT PROJECT
"""
import os
import pathlib
import queue
import signal
import subprocess
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import scratch  # noqa: E402
from scratch import AMPS, TOOL  # noqa: E402

BOUND = 30


class Watcher:
    """A run, and its lines as they come, of standard output and error."""

    def __init__(self, folder, *arguments):
        env = {name: value for name, value in os.environ.items() if name not in ("CI", "GITHUB_ACTIONS", "GITLAB_CI")}
        self.process = subprocess.Popen([TOOL, "check", "--watch", *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        text=True, env=env)
        self.lines = queue.Queue()
        for name in ("stdout", "stderr"):
            threading.Thread(target=self.read, args=(name,), daemon=True).start()

    def read(self, name):
        for line in getattr(self.process, name):
            self.lines.put((name, line.rstrip("\n")))

    def round(self):
        """The lines of standard output until it waits again, and those of standard error."""
        out, err = [], []
        end = time.monotonic() + BOUND
        while True:
            name, line = self.lines.get(timeout=max(0.1, end - time.monotonic()))
            (out if name == "stdout" else err).append(line)
            if "watching" in line:
                # What came before it on the other stream is there in a moment.
                time.sleep(0.1)
                while not self.lines.empty():
                    name, line = self.lines.get()
                    (out if name == "stdout" else err).append(line)
                return "\n".join(out), "\n".join(err)

    def next_line(self, seconds=1.2):
        """Nothing where all is quiet."""
        try:
            return self.lines.get(timeout=seconds)
        except queue.Empty:
            return None

    def end(self, number=signal.SIGINT):
        self.process.send_signal(number)
        status = self.process.wait(timeout=BOUND)
        self.process.stdout.close()
        self.process.stderr.close()
        return status


class Watch(scratch.Scratch):
    def setUp(self):
        super().setUp()
        self.write("config/amps.xml", AMPS.replace("<Name>one</Name>", "<Name>one</Name><Include>part.xml</Include>"))
        self.write("config/part.xml", "<SOW/>")
        self.write("clients.txt", "tcp://db1:9007/amps/json\n")
        self.write("values.env", "A=1\n")

    def watch(self, *arguments):
        watcher = Watcher(self.folder, *arguments)
        self.addCleanup(lambda: watcher.process.poll() is None and watcher.process.kill())
        return watcher

    def test_changes_are_noticed(self):
        watcher = self.watch("config", "--clients", "clients.txt", "--env-file", "values.env", "--format", "concise")
        out, err = watcher.round()
        self.assertNotIn("connect-", out)
        self.assertRegex(err, r"\[\d\d:\d\d:\d\d\] watching \d+ files; Ctrl-C ends")
        self.write("clients.txt", "tcp://db1:9007/amps/jsn\n")
        out, err = watcher.round()
        self.assertIn("clients.txt:1:21", out)
        self.assertIn("'clients.txt' changed", err)
        # A new file, one that is gone, an include, another name in the place of a file, a broken file.
        self.write("config/deep/two.xml", "<AMPSConfig>")
        self.assertIn("two.xml", watcher.round()[0])
        (self.folder / "config/deep/two.xml").unlink()
        self.assertNotIn("two.xml", watcher.round()[0])
        self.write("config/part.xml", "<SOW><Nonsense/></SOW>")
        self.assertIn("config/part.xml", watcher.round()[0])
        (self.folder / "config/part.xml").unlink()
        self.assertIn("part.xml", watcher.round()[0])
        self.write("config/part.xml.new", "<SOW/>").rename(self.folder / "config/part.xml")
        self.assertNotIn("part.xml", watcher.round()[0])
        self.write("config/amps.xml", "<AMPSConfig>")
        self.assertIn("xml-not-well-formed", watcher.round()[0])
        self.write("values.env", "A='1\n")
        out, err = watcher.round()
        self.assertIn("values.env", err)
        self.write("values.env", "A=1\n")
        watcher.round()
        self.assertIsNone(watcher.next_line())
        self.assertEqual(watcher.end(), 130)

    def test_a_workspace_comes_breaks_and_goes(self):
        watcher = self.watch("--format", "concise")
        watcher.round()
        self.write("ampslint.toml", '[[instance]]\nconfiguration = "config/amps.xml"\n[[clients]]\nname = "a"\nlists = ["clients.txt"]\n')
        out, err = watcher.round()
        self.assertIn("'ampslint.toml' changed", err)
        self.write("clients.txt", "tcp://db1:9007/amps/jsn\n")
        self.assertIn("clients.txt:1:21", watcher.round()[0])
        self.write("ampslint.toml", "[[instance\n")
        self.assertIn("ampslint.toml:1", watcher.round()[1])
        self.write("ampslint.toml", '[rules]\n"no-such-rule" = "off"\n')
        self.assertIn("no-such-rule", watcher.round()[1])
        (self.folder / "ampslint.toml").unlink()
        watcher.round()
        self.assertEqual(watcher.end(signal.SIGTERM), 130)

    def test_its_own_reports_are_no_change(self):
        watcher = self.watch("--scan", ".", "config", "--format", "json=report.json", "--format", "concise")
        watcher.round()
        self.assertIsNone(watcher.next_line())
        self.write("clients.txt", "tcp://db1:9009/amps/json\n")
        self.assertIn("clients.txt", watcher.round()[0])
        self.assertIsNone(watcher.next_line())
        self.assertIn("9009", (self.folder / "report.json").read_text())
        self.assertEqual(watcher.end(), 130)

    def test_many_writes_are_one_change(self):
        watcher = self.watch("config", "--format", "concise")
        watcher.round()
        for i in range(20):
            self.write(f"config/x{i}.xml", AMPS.replace("9007", str(9200 + i)).replace("9008", str(9300 + i)))
            time.sleep(0.01)
        watcher.round()
        self.assertIsNone(watcher.next_line())
        self.assertEqual(watcher.end(), 130)

    def test_memory_and_descriptors_do_not_grow(self):
        watcher = self.watch("config", "--clients", "clients.txt", "--format", "jsonl")

        def used():
            process = pathlib.Path(f"/proc/{watcher.process.pid}")
            resident = next(int(line.split()[1]) for line in (process / "status").read_text().splitlines() if line.startswith("VmRSS"))
            return resident, len(os.listdir(process / "fd")) if os.access(process / "fd", os.R_OK) else 0

        def change(i):
            self.write("clients.txt", f"tcp://db1:9007/amps/json?a={i}\n" * 500)
            watcher.round()

        watcher.round()
        for i in range(5):
            change(i)
        before = used()
        for i in range(15):
            change(i + 5)
        after = used()
        self.assertEqual(after[1], before[1])
        self.assertLess(after[0], before[0] * 1.3 + 2048)
        self.assertEqual(watcher.end(), 130)


if __name__ == "__main__":
    del sys.argv[1:]  # the project's folder
    unittest.main()
