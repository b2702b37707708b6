"""Does an official client take the strings that `ampslint parse` says it takes, and refuse the others in the same words?
strings_test.py AMPSLINT python[@VERSION]|java|javascript [COUNT [SEED]]

Some thousand strings, valid, mutated and strange, are handed to both. Every difference has to be of a kind that is
listed below as explained, and each of these kinds has to occur; README.md has the reasons.
"""
import base64
import json
import os
import random
import re
import selectors
import socket
import subprocess
import sys
import tempfile
import time

import official

sys.path.insert(0, str(official.HERE.parent / "support"))
from explained import Explained  # noqa: E402

SCHEMES = {"python": ["tcp", "tcps", "unix"], "java": ["tcp", "tcps"], "javascript": ["ws", "wss"]}
STRANGE_SCHEMES = ["t", "tcpx", "TCP", "ws", "http", "", " tcp", "uni", "unixx", "WS"]
SLASHES = ["://"] * 8 + [":/", ":///", ":////", ":", "//", "::", ":x/", "/:"]
USERS = ["", "", "", "", "", "u@", "u:p@", "u:@", ":p@", ":@", "@", "us%40er:p%3Aw@", "u:p@ss@", "u:p/w@", "us/er:pw@",
         "u[r:pw@", "u[localhost]r:pw@", "u:p:w@", "u:p?w@", "u:p#w@", "ü:ä@", "u:p w@", "u:p%zz@", "u:100%@", "u:p[w@"]
HOSTS = ["127.0.0.1"] * 6 + ["localhost"] * 4 + ["[::1]", "[127.0.0.1]", "[localhost]", "", "[]", "[::1", "::1", "]",
         "no_such_host", "x" * 64, "127.0.0.1.", "[::1]x", "loc alhost", "localhost,localhost", "[::1%lo]", "[::1%25lo]",
         "[::1%]", "[1:2:3:4:5:6:7]", "[::127.0.0.1]", "[::x]", "[12345::]", "[1:]", "127.0.0.256", "a-.b", "a.1", "h%41", "h%4"]
PORTS = [":1"] * 10 + ["", ":", ":0", ":00001", ":65536", ":99999", ":abc", ":http", ": 1", ":+1", ":1 ", ":-1", ":0x1",
         "::1", ":1:1", ":1,localhost:1"]
PATHS = ["/amps/json"] * 10 + [
    "/amps", "/amps/", "/", "", "//", "/json", "/fix", "/nvfix", "/xml", "/amps/nvfix", "/AMPS/json", "/amps/json/",
    "/amps/json//", "/amps//json", "/client/amps/json", "/xamps/json", "/amps/json/x", "/bflat", "/amps/json#f",
    "/amps/json ", "/fix/nvfix", "/client/nvfix", "/client/amps", "/amps/amps/json", "/amps/amps", "/soap", "/a", "/am",
    "/amps/json,tcp://127.0.0.1:1/amps/nvfix", "/amps/ü", "//amps/json", "/amps///", "/ampsjson", "amps", "/amps/json\n",
    "/nvfix/", "/nvfix/x", "/nvfix//", "/amps/a", "/a/b/c/d/e/amps/json", "/amps/json/amps", "/amps/json/amps/xml",
         "/FIX", "/Json/", "/%61mps/json", "/amps%2Fjson", "/amps/j%20s", "/amps/%4", "/amps/a|b", "/amps;x", "/ü", "/amps/😀 "]
KEYS = ["tcp_nodelay", "tcp_keepalive", "tcp_rcvbuf", "tcp_sndbuf", "tcp_linger", "tcp_connecttimeout", "bind",
        "ip_protocol_prefer", "compression", "http_preflight", "sni", "pretty", "path", "unix_rcvbuf", "unix_sndbuf", "unix_keepalive",
        "unix_linger", "unix_nodelay", "timeout", "TCP_NODELAY", "tcp_nodelay ", "", "&tcp_nodelay", "a&b",
        "tcp%5Fnodelay", "ü"]
VALUES = ["true", "false", "1", "0", "2", "", "True", "yes", " true", "-1", "+1", "65536", "64KB", "0x10", "zlib",
          "ZLIB", "ipv4", "ipv6", "IPv4", "127.0.0.1", "127.0.0.1:0", "[::1]", "[::1]:0", "::1", ":1", "localhost:0",
          "localhost", "/no/such/socket", "true#x", "true;tcp_nodelay=true", "a=b", "99999999999999999999", "4294967296",
          "2147483647", "2147483648", "-2", "%74rue", "tr%zz", "a%26pretty=x", "x" * 90, "1/2", "a?b", "ü"]
FITTING = {"ip_protocol_prefer": ["ipv4", "ipv6"], "compression": ["zlib"], "sni": ["localhost", "a.b"],
           "bind": ["127.0.0.1", "127.0.0.1:0", "localhost:0", "[::1]:0"], "tcp_connecttimeout": ["500", "0"], "path": ["/no/such/socket", "a" * 107],
           "tcp_rcvbuf": ["8192"], "tcp_sndbuf": ["8192"], "tcp_linger": ["0", "5", "true"]}
ALPHABET = ":/@[]?&=#%,;+ ampsjonfixv10.\té\"'\\{}"


def option(chance):
    key = chance.choice(KEYS if chance.random() < 0.8 else KEYS[:12])
    value = chance.choice(FITTING.get(key, ["true", "false", "1", "0"]) if chance.random() < 0.8 else VALUES)
    return key + chance.choice(["="] * 20 + ["", "==", " = "]) + value


def query(chance):
    if chance.random() < 0.5:
        return chance.choice(["", "", "", "?", "/?", "??", "?&", "/"])
    separator = chance.choice(["&"] * 12 + [";", "&&", "&amp;", "?"])
    return (chance.choice(["?"] * 10 + ["/?", "?&", "//?"]) +
            separator.join(option(chance) for _ in range(chance.randint(1, 4))) + chance.choice([""] * 6 + ["&", "&&"]))


def mutated(chance, text):
    letters = list(text)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(letters) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            letters.insert(at, chance.choice(ALPHABET))
        elif kind == 1:
            del letters[at:at + chance.randint(1, 3)]
        elif kind == 2 and at < len(letters):
            letters[at] = chance.choice(ALPHABET)
        else:
            letters = letters[:at] + letters[max(0, at - 4):at] + letters[at:]
    return "".join(letters)


# Each explained difference at least once, whatever is thrown.
SPECIMENS = {
    "python": ["tcp://127.0.0.1:1/amps/json?ip_protocol_prefer=ipv6&tcp_nodelay=true",
               "tcp://127.0.0.1:1/amps/json?tcp_nodelay=0000000001",
               "tcp://a/b@127.0.0.1:1/amps/json", "tcp://a/b:c@127.0.0.1:1/amps/json",
               "tcp://127.0.0.1:1/amps/json?timeout=\t" + "x" * 85,
               "tcp://127.0.0.1:1/amps/json?bind=no_such_host", "t", "tcp", "tcp:", "unix:", ":"],
    "java": ["tcp://127.0.0.1:1/amps/json?compression=x", "tcp://127.0.0.1:1/amps/json?bind=no-such-host", "tcp", ":",
             "tcp://no-such-host:1/amps/json?tcp_connecttimeout=-1", "tcp:h", "/", "/amps", "//", "tcp://127.0.0.1:1//"],
    "javascript": ["ws:u@127.0.0.1:1/amps/json", "ws:", ":", "/amps/json"],
}


def generate(client, count, seed):
    """Different strings, the same ones for the same seed. The empty one and those that begin with a dash are left out:
    on ampslint's command line they mean something else."""
    chance = random.Random(seed)
    made = dict.fromkeys(SPECIMENS[client])
    while len(made) < count:
        scheme = chance.choice(SCHEMES[client] if chance.random() < 0.95 else STRANGE_SCHEMES)
        odd = chance.random() < 0.5  # else everything but the options is plain
        pick = (lambda what: chance.choice(what)) if odd else (lambda what: what[0])
        text = scheme + pick(SLASHES) + pick(USERS) + pick(HOSTS) + pick(PORTS) + pick(PATHS) + query(chance)
        if scheme == "unix" and chance.random() < 0.6:
            text += ("&" if "?" in text else "?") + "path=" + chance.choice(FITTING["path"])
        if chance.random() < 0.35:
            text = mutated(chance, text)
        if text and not text.startswith("-"):
            made[text] = None
    return list(made)


def on_loopback(text, host):
    """Whether nothing outside can be reached, whichever part is taken for the host. (No name is looked up at all.)"""
    for part in [host or "", *re.findall(r"[0-9a-fA-FxX]+(?:\.[0-9a-fA-FxX]+)+", text)]:
        try:
            if socket.inet_aton(part)[0] not in (0, 127):
                return False
        except OSError:
            pass
    return ":" not in (host or "") or host == "::1" or not re.fullmatch(r"[0-9a-fA-F:.%\w]*", host)


def by_ampslint(ampslint, client, version, strings):
    found = []
    kind = ["--client-kind", client, *(["--client-version", version] if version else [])]
    for at in range(0, len(strings), 200):
        done = subprocess.run([ampslint, "parse", "--format", "json", *kind, *strings[at:at + 200]], capture_output=True, text=True, check=False, timeout=60)
        if done.returncode not in (0, 1):
            sys.exit(f"ampslint ended with {done.returncode}: {done.stderr}")
        found += json.loads(done.stdout)
    assert len(found) == len(strings), f"{len(found)} answers for {len(strings)} strings"
    return found


def lines_within(process, seconds):
    """Lines of a process's output; ends with the output, or when the time is over."""
    until, rest = time.monotonic() + seconds, b""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while (left := until - time.monotonic()) > 0 and selector.select(left):
            data = os.read(process.stdout.fileno(), 65536)
            if not data:
                return
            *lines, rest = (rest + data).split(b"\n")
            yield from lines


def as_input(client, strings):
    if client == "java":
        return b"".join(base64.b64encode(text.encode()) + b"\n" for text in strings)
    return json.dumps(strings).encode()


def by_client(client, version, strings):
    """Pairs of exception and text. A string on which the client hangs or dies ends a batch; the next one goes on."""
    alone = [sys.executable, official.HERE / "alone.py"]
    command = {"python": [official.PYTHON, official.HERE / "connect_python.py"],
               # Names are looked up in a file only.
               "java": [*alone, "java", "-XX:TieredStopAtLevel=1", "-Djdk.net.hosts.file=/etc/hosts", "-cp",
                        f"{official.JAVA}:{official.JAVA.parent}", "ConnectJava"],
               "javascript": [*alone, "node", official.HERE / "connect_javascript.js"]}[client]
    found = []
    while len(found) < len(strings):
        # One JVM is enough for all.
        batch = strings[len(found):] if client == "java" else strings[len(found):len(found) + 250]
        # A file: it answers before it has read all.
        with tempfile.TemporaryFile() as given:
            given.write(as_input(client, batch))
            given.seek(0)
            process = subprocess.Popen(command, stdin=given, stdout=subprocess.PIPE,
                                       env=os.environ | official.variables_of(client, version))
        with process:
            answers = [tuple(json.loads(line)) for line in lines_within(process, 60 + len(batch) // 50)]
            process.kill()
        if not found and not answers:
            sys.exit(f"the {client} client does not start: status {process.returncode}")
        found += answers
        if len(answers) < len(batch):
            found.append(("died or hung", f"status {process.returncode}"))
    return found


COUNTS = {"python": 10000, "java": 10000, "javascript": 4000}

REJECTIONS = {
    "python": {"InvalidUriException", "TransportTypeException", "InvalidTransportOptionsException"},
    "java": {"InvalidURIException", "TransportTypeException", "ProtocolException", "NullPointerException",
             "StringIndexOutOfBoundsException", "ArrayIndexOutOfBoundsException"},
    "javascript": {"TypeError", "Error", "URIError", "RangeError"},
}
RESOLVER = {"Name or service not known", "Servname not supported for ai_socktype", "No address associated with hostname",
            "Address family for hostname not supported", "Temporary failure in name resolution"}


def words(client, theirs):
    """A refusal as ampslint quotes it: of Java and JavaScript with the class."""
    return theirs[1] if client == "python" else ": ".join(theirs)


def same_words(ours, theirs):
    """Ours hides secrets behind *** and shows control characters escaped."""
    pattern = ".*".join(map(re.escape, ours.split("***")))
    shown = "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in theirs)
    return re.fullmatch(pattern, theirs, re.DOTALL) or re.fullmatch(pattern, shown, re.DOTALL)


def verdict(client, ours, theirs):
    """Empty where both say the same."""
    accepts, error = ours["accepts"], ours.get("error", "")
    kind, text = theirs
    if kind == "died or hung":
        return f"the client {kind}: {text}"
    if kind in REJECTIONS[client]:
        if accepts:
            return f"client: {theirs}, ampslint: accepted"
        return "" if same_words(error, words(client, theirs)) else f"client: {theirs}, ampslint: {error!r}"
    if accepts:
        return ""
    if error.startswith("The URI specified invalid properties") and text in RESOLVER:
        return ""  # the client looks the host up before it looks at the options
    return f"the client accepts ({kind}: {text!r}), ampslint: {error!r}"


def refused_value(theirs):
    """The option value that the client refuses, as far as its message shows it: it has room for 127 bytes, and before
    5.3.5.1 it does not show any."""
    text = theirs[1].removeprefix("The URI specified invalid properties")
    return text.removesuffix(".").removeprefix(": ") if text != theirs[1] else None


def binds_to(answer, value):
    return value is not None and any(
        option["key"] == "bind" and option["value"].startswith(value) for option in answer["options"])


EXPLAINED = {
    "python": {
        "intended: whether an address to bind to can be had is not looked up":
            lambda answer, theirs: binds_to(answer, refused_value(theirs)),
    },
    "java": {
        "intended: whether an address to bind to can be had is not looked up":
            lambda answer, theirs: theirs[1].startswith("Error binding to "),
        "intended: a password is hidden, whatever the client takes it for":
            lambda answer, theirs: "***" in answer["clients"]["java"].get("error", ""),
        "intended: the compression is looked at once the client is connected":
            lambda answer, theirs: theirs[0] == "ConnectionRefusedException"
            and "Compression type" in answer["clients"]["java"].get("error", ""),
        "intended: a port that is none and a negative time limit are refused once the host is looked up":
            lambda answer, theirs: theirs[0] == "ConnectionRefusedException"
            and (re.search(r":(-1|99999)$", theirs[1]) or any(option["key"] == "tcp_connecttimeout" for option in answer["options"])),
    },
    "javascript": {
        "intended: what only the WebSocket library refuses is checked by rules":
            lambda answer, theirs: theirs in {
                ("Error", "You must specify a full WebSocket URL, including protocol."),
                ("Error", "You must specify a full WebSocket URL, including hostname. Relative URLs are not supported."),
                ("TypeError", "Invalid URL"), ("URIError", "URI malformed")} or theirs[0] == "RangeError",
    },
}


def main():
    ampslint = sys.argv[1]
    client, _, version = sys.argv[2].partition("@")
    count = int(sys.argv[3]) if len(sys.argv) > 3 else COUNTS[client]
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 3
    official.install()
    why = official.missing(client, version)
    if not why and client != "python":
        alone = subprocess.run([sys.executable, official.HERE / "alone.py", "true"], check=False, timeout=60)
        why = "no network of our own here" if alone.returncode == 3 else ""
    if why:
        print(f"SKIPPED: {why}")
        return 0
    if client == "java":
        official.compile_java()
    strings = generate(client, count, seed)
    parsed = by_ampslint(ampslint, client, version, strings)
    pairs = [(text, answer) for text, answer in zip(strings, parsed) if on_loopback(text, answer["host"])]
    said = by_client(client, version, [text for text, _ in pairs])
    differences, rejected = Explained(EXPLAINED[client]), 0
    for (text, answer), theirs in zip(pairs, said):
        rejected += theirs[0] in REJECTIONS[client]
        difference = verdict(client, answer["clients"][client], theirs)
        if not difference:
            continue
        if not differences.takes(answer, theirs):
            print(f"{text!r}\n    {difference}")
    return differences.status(f"{len(pairs)} strings, seed {seed} ({len(strings) - len(pairs)} left out since they might "
                              f"lead elsewhere): the {sys.argv[2]} client refuses {rejected}")


if __name__ == "__main__":
    sys.exit(main())
