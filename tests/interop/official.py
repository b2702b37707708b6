"""Runs the official clients, each in a process of its own, against a connection string."""
import dataclasses
import functools
import os
import pathlib
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
CACHE = pathlib.Path(os.environ.get("AMPSLINT_CACHE") or HERE.parent.parent / "build/cache").resolve()
PYTHON = CACHE / "python/bin/python"
JAVASCRIPT = CACHE / "javascript/node_modules"
JAVA = CACHE / "java/amps-client.jar"


@dataclasses.dataclass
class Conversation:
    version: str = ""
    received: list = dataclasses.field(default_factory=list)
    sow: list = dataclasses.field(default_factory=list)
    error: str = ""


def install():
    """What is there already is left alone; what cannot be had is named on standard error."""
    subprocess.run([HERE / "install"], check=False, timeout=1200, stdin=subprocess.DEVNULL)


def of_version(version):
    """The folder of an older Python client."""
    return CACHE / f"python-{version}"


def variables_of(client, version=""):
    """What a client needs to be found, beside the usual variables."""
    return {"javascript": {"NODE_PATH": str(JAVASCRIPT)}, "python": {"PYTHONPATH": str(of_version(version))} if version else {},
            "java": {}}[client]


def missing(client, version=""):
    """Why a client cannot be run; empty where it can."""
    file, program = {"python": (PYTHON, PYTHON), "javascript": (JAVASCRIPT / "amps", "node"),
                     "java": (JAVA, "javac")}[client]
    there = file.exists() and shutil.which(str(program))
    # The environment may be there without the client, where installing failed or is still going on.
    if there and client == "python":
        there = subprocess.run([PYTHON, "-c", "import AMPS"], capture_output=True, timeout=60, check=False).returncode == 0
    there = there and (not version or (of_version(version) / "AMPS.abi3.so").exists())
    return "" if there else f"no official {client} client {version} here"


@functools.cache
def compile_java():
    subprocess.run(["javac", "-cp", JAVA, "-d", JAVA.parent, HERE / "UseJava.java", HERE / "ConnectJava.java"], check=True, timeout=120)


def converse(client, uri, environment=None, **options):
    pairs = [f"{key}={value}" for key, value in options.items()]
    command = {"python": [PYTHON, HERE / "use_python.py"], "javascript": ["node", HERE / "use_javascript.js"],
               "java": ["java", "-cp", f"{JAVA}:{JAVA.parent}", "UseJava"]}[client]
    if client == "java":
        compile_java()
    done = subprocess.run([*command, uri, *pairs], capture_output=True, text=True, check=False, timeout=60,
                          stdin=subprocess.DEVNULL,
                          env=os.environ | variables_of(client) | (environment or {}))
    said = Conversation()
    for line in done.stdout.splitlines():
        word, _, rest = line.partition(" ")
        if word in ("received", "sow"):
            getattr(said, word).append(rest)
        elif word in ("version", "error"):
            setattr(said, word, rest)
    if done.returncode != 0 or not (said.version or said.error):
        raise AssertionError(f"{client} with {uri}: status {done.returncode}\n{done.stdout}{done.stderr}")
    return said
