#!/usr/bin/env python3
"""Measures `ampslint lsp` as an editor sees it: 200 configurations of 10 KB, 3,000 strings in 150 source files.

usage: bench/lsp.py AMPSLINT [TIMES]      TIMES: so many times that workspace (1)
"""
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

GOALS = {"start to initialize": 30, "first findings": 120, "key to findings": 25, "key to findings, p95": 40, "hover while checking, p95": 10,
         "completion while checking, p95": 10, "memory": 80}
PORTS = 80


def write_workspace(folder, times):
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "src").mkdir(parents=True)
    count = 200 * times
    toml = []
    for i in range(count):
        transports = "".join(f"<Transport>\n <Name>t{j}</Name>\n <Type>tcp</Type>\n <InetAddr>{9000 + j}</InetAddr>\n <Protocol>amps</Protocol>\n</Transport>\n"
                             for j in range(PORTS))
        (folder / f"c{i}.xml").write_text(f"<AMPSConfig>\n<Name>i{i}</Name>\n<Transports>\n{transports}</Transports>\n</AMPSConfig>\n")
        toml.append(f'[[instance]]\nconfiguration = "c{i}.xml"\nhosts = ["h{i}"]\n')
    for i in range(150 * times):
        strings = "".join(f'A{j} = "tcp://h{(i * 20 + j) % count}:{9000 + j * 4}/amps/json"\n' for j in range(20))
        (folder / f"src/s{i}.py").write_text(strings)
    (folder / "src/wrong.py").write_text('B = "tcp://h1:1/amps/json"\n')
    (folder / "ampslint.toml").write_text("".join(toml) + '[[clients]]\nscan = ["src"]\n')


class Server:
    def __init__(self, tool):
        self.process = subprocess.Popen([tool, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send(self, method, params, id_=None):
        message = {"jsonrpc": "2.0", "method": method, "params": params} | ({} if id_ is None else {"id": id_})
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def receive(self):
        while (line := self.process.stdout.readline()) != b"\r\n":
            length = int(line.split(b":")[1])
        return json.loads(self.process.stdout.read(length))

    def ask(self, method, params, id_=1):
        self.send(method, params, id_)
        while (message := self.receive()).get("id") != id_:
            pass
        return message

    def findings(self, uri):
        while (message := self.receive()).get("params", {}).get("uri") != uri:
            pass
        return message["params"]["diagnostics"]

    def memory(self):
        """In MiB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def p95(values):
    return sorted(values)[int(len(values) * 0.95)]


def begin(tool, folder):
    start = time.perf_counter()
    server = Server(tool)
    server.ask("initialize", {"capabilities": {}, "rootUri": folder.as_uri(), "initializationOptions": {"pause": 0}})
    initialized = time.perf_counter()
    server.send("initialized", {})
    server.findings((folder / "src/wrong.py").as_uri())
    return server, initialized - start, time.perf_counter() - start


def type_keys(server, folder, keys):
    """How long each takes until the strings of another file are marked, and what is asked meanwhile."""
    uri, other = (folder / "c0.xml").as_uri(), (folder / "src/s0.py").as_uri()
    server.send("textDocument/didOpen", {"textDocument": {"uri": uri, "version": 0, "languageId": "xml", "text": (folder / "c0.xml").read_text()}})
    server.ask("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}})
    times, hovers, completions = [], [], []
    port = {"start": {"line": 6, "character": 11}, "end": {"line": 6, "character": 15}}
    place = {"textDocument": {"uri": uri}, "position": {"line": 6, "character": 12}}
    for key in range(keys):
        start = time.perf_counter()
        server.send("textDocument/didChange", {"textDocument": {"uri": uri, "version": key + 1}, "contentChanges": [
            {"range": port, "text": "9000" if key % 2 else "9999"}]})
        server.findings(other)
        times.append(time.perf_counter() - start)
    for key in range(keys):
        server.send("textDocument/didChange", {"textDocument": {"uri": uri, "version": key + 1}, "contentChanges": [
            {"range": port, "text": "9000" if key % 2 else "9999"}]})
        for asked, method in ((hovers, "hover"), (completions, "completion")):
            start = time.perf_counter()
            server.ask(f"textDocument/{method}", place, method)
            asked.append(time.perf_counter() - start)
        time.sleep(0.03)
    return times, hovers, completions


def measure(tool, folder, runs=9, keys=60):
    """Milliseconds, and MiB."""
    starts = []
    for _ in range(runs):
        server, initialized, found = begin(tool, folder)
        starts.append((initialized, found))
        server.end()
    server, *_ = begin(tool, folder)
    times, hovers, completions = type_keys(server, folder, keys)
    memory = server.memory()
    server.end()
    initialized, found = (statistics.median(side) for side in zip(*starts))
    seconds = [initialized, found, statistics.median(times), p95(times), p95(hovers), p95(completions)]
    return dict(zip(GOALS, [*(1e3 * value for value in seconds), memory]))


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder).resolve() / "workspace"
        write_workspace(folder, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
        for name, value in measure(pathlib.Path(sys.argv[1]).resolve(), folder).items():
            print(f"{name:32} {value:8.1f}  goal {GOALS[name]}")


if __name__ == "__main__":
    main()
