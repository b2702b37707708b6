"""Plants one mistake after the other, of one line each, in configurations that are right, and asks whether it is reported where it stands.

A mistake counts as found when a diagnostic points at a line that was touched, or (where a line was taken out) at the element that
lost it or at what pointed at it. What is right must stay silent but for undefined variables. SHARES says how many of each kind have
to be found.

Usage: planted_test.py AMPSLINT FOLDER... [--show KIND] [--every N]   (only every Nth mistake)
"""
import argparse
import itertools
import json
import pathlib
import re
import subprocess
import sys
import tempfile

# The share of the mistakes of a kind that must be found; what is missed is either allowed by the manual (another name, another
# port) or about elements of which the schema knows only some.
SHARES = {"misspelt": 0.95, "repeated": 0.95, "missing": 0.95, "misplaced": 0.90, "moved": 0.90, "container": 0.95, "address": 1.0, "unit": 0.95, "dangling": 0.90, "clash": 1.0,
          "half of a pair": 1.0, "word": 0.95, "broken": 1.0, "one-sided": 1.0}

LEAF = re.compile(r"^(\s*)<([A-Za-z.]+)>([^<>]*)</\2>\s*$")
OPEN = re.compile(r"^\s*<([A-Za-z]+)>\s*$")
CLOSE = re.compile(r"^\s*</([A-Za-z]+)>\s*$")
REQUIRED = {"Transport": {"Name", "Type", "InetAddr"}, "Topic": {"Name", "MessageType"}, "Destination": {"SyncType"},
            "Queue": {"Name", "MessageType"}, "View": {"Name", "MessageType"}, "TransactionLog": {"JournalDirectory"},
            "AMPSConfig": {"Name"}, "Module": {"Name", "Library"}, "Authentication": {"Module"}, "Entitlement": {"Module"},
            "Target": {"Protocol"}, "Protocol": {"Name", "Module"}, "MessageType": {"Name"}}
REPEATABLE = {"Key", "Field", "Join", "HTTPHeader", "Header", "AccessControlAllowOrigin", "MessageType@MessageType", "ProtoPath",
              "InetAddr@DestinationTransport"}
MEASURED = {"Interval", "MinJournalSize", "JournalSize", "RotationThreshold", "FlushInterval", "MessageMemoryLimit",
            "MessageDiskLimit", "ClientMessageAgeLimit", "SOWStatsInterval", "Age"}
REFERENCES = {"Protocol", "SQLTransport", "MessageType", "Module"}
WORDS = {"Type", "SyncType", "Level", "InitialState", "Compression", "CompressionType", "IpProtocolPrefer"}
HOMES = {"InetAddr": {"Transport", "Admin"}, "JournalDirectory": {"TransactionLog"}, "SQLTransport": {"Admin"},
         "Level": {"Target"}, "Library": {"Module"}, "Certificate": {"Transport", "Admin"}, "SyncType": {"Destination"},
         "MinJournalSize": {"TransactionLog"}, "RotationThreshold": {"Target"}, "Type": {"Transport", "MessageType"}}


class Line:
    """A line of a configuration with the elements around it."""

    def __init__(self, number, text, parents):
        self.number, self.text, self.parents = number, text, parents
        leaf = LEAF.match(text)
        self.name, self.value = (leaf.group(2), leaf.group(3)) if leaf else (None, None)
        self.parent = parents[-1][0] if parents else None
        self.parent_line = parents[-1][1] if parents else None


def lines_of(text):
    lines, parents = [], []
    for number, line in enumerate(text.split("\n"), 1):
        closing, opening = CLOSE.match(line), OPEN.match(line)
        if closing and parents:
            parents.pop()
        lines.append(Line(number, line, list(parents)))
        if opening:
            parents.append((opening.group(1), number))
    return lines


def slips(name):
    yield name[:-2] + name[-1] if len(name) > 4 else name + "x"
    yield name[:1] + name[2:3] + name[1:2] + name[3:] if len(name) > 3 and name[1] != name[2] else name + name[-1]
    yield name[:-1] + ("x" if name[-1] != "x" else "z")


def renamed(line, name):
    return line.text.replace(f"<{line.name}>", f"<{name}>").replace(f"</{line.name}>", f"</{name}>")


def with_value(line, value):
    return line.text.replace(f">{line.value}<", f">{value}<")


def grandparent(line):
    return line.parents[-2][0] if len(line.parents) > 1 else None


def mistakes(text):
    """(kind, what, text, lines) for each: `lines` are the places that count, in the new text."""
    lines = lines_of(text)
    raw = text.split("\n")

    def replaced(line, new):
        return "\n".join(raw[:line.number - 1] + [new] + raw[line.number:])

    def without(line):
        return "\n".join(raw[:line.number - 1] + raw[line.number:])

    in_options = lambda line: any(parent == "Options" for parent, _ in line.parents)
    leaves = [line for line in lines if line.name]
    for line in leaves:
        what = f"{line.parent}/{line.name} at {line.number}"
        here = {line.number}
        if not in_options(line) and line.parent not in ("Projection", "Grouping"):
            for slip in slips(line.name):
                yield "misspelt", f"{what}: {slip}", replaced(line, renamed(line, slip)), here | {line.parent_line}
        repeatable = line.name in REPEATABLE or f"{line.name}@{line.parent}" in REPEATABLE or \
            (line.name == "InetAddr" and grandparent(line) == "Destination")
        if not in_options(line) and not repeatable:
            yield "repeated", what, replaced(line, line.text + "\n" + line.text), here | {line.number + 1}
        if line.name in REQUIRED.get(line.parent, ()) and not in_options(line):
            if not (line.name == "InetAddr" and grandparent(line) == "Destination") and \
                    not (line.name == "Name" and grandparent(line) == "Destination"):
                yield "missing", what, without(line), {line.parent_line}
        if line.name in MEASURED:
            yield "unit", what, replaced(line, with_value(line, line.value + "z")), here
            yield "unit", what, replaced(line, with_value(line, "many")), here
            swapped = "10s" if re.search("Size|Limit|Threshold", line.name) and "Age" not in line.name else "10MB"
            yield "unit", what, replaced(line, with_value(line, swapped)), here
        if line.name in REFERENCES and line.value and line.parent not in ("Options", "Do", "On"):
            yield "dangling", what, replaced(line, with_value(line, line.value + "-x")), here
        if line.name in WORDS or (line.name == "Protocol" and line.parent == "Target"):
            yield "word", what, replaced(line, with_value(line, line.value + "s" if line.value != "tcp" else "tpc")), here
        if line.name == "InetAddr":
            host = "" if ":" in line.value else "db1:"
            for wrong in (line.value + "00", host + line.value + "x", "tcp://" + host + line.value, "db1", "10.0.0.1"):
                yield "address", f"{what}: {wrong}", replaced(line, with_value(line, wrong)), here
        if len(line.parents) > 1 and not in_options(line):
            end = next(other.number for other in lines[line.number:]
                       if CLOSE.match(other.text) and len(other.parents) == len(line.parents) - 1)
            moved = raw[:line.number - 1] + raw[line.number:end] + [line.text] + raw[end:]
            yield "moved", what, "\n".join(moved), {line.parent_line, end}
        yield "broken", what, replaced(line, line.text.replace("</", "<")), {n for n in range(line.number, len(raw) + 2)}
    for line in lines:
        opening = OPEN.match(line.text)
        if not opening or any(parent == "Options" for parent, _ in line.parents) or opening.group(1) == "AMPSConfig":
            continue
        name = opening.group(1)
        end = next((other for other in lines[line.number:] if CLOSE.match(other.text)
                    and len(other.parents) == len(line.parents)), None)
        for slip in slips(name) if end else ():
            changed = list(raw)
            changed[line.number - 1] = line.text.replace(f"<{name}>", f"<{slip}>")
            changed[end.number - 1] = end.text.replace(f"</{name}>", f"</{slip}>")
            yield "container", f"{name} at {line.number}: {slip}", "\n".join(changed), {line.number, line.parent_line}
    listeners = [line for line in leaves if line.name == "InetAddr" and grandparent(line) != "Destination"]
    for line in listeners:
        for other in listeners:
            if other is not line:
                port = other.value.rsplit(":", 1)[-1]
                changed = replaced(line, with_value(line, port))
                yield "clash", f"{line.value} to {port}", changed, {line.number, other.number}
    for line in leaves:
        if line.name == "Type" and line.value == "tcp" and line.parent == "Transport":
            indent = line.text[:len(line.text) - len(line.text.lstrip())]
            for half in ("Certificate", "PrivateKey"):
                new = line.text + f"\n{indent}<{half}>server.pem</{half}>"
                yield "half of a pair", half, replaced(line, new), {line.parent_line, line.number, line.number + 1}
        for name, homes in HOMES.items():
            if line.name == "Name" and line.parent not in homes and line.parent and not in_options(line):
                new = line.text + f"\n<{name}>9999</{name}>"
                yield "misplaced", f"{name} in {line.parent} at {line.number}", replaced(line, new), {line.number + 1}


def one_sided(files):
    """Each destination of several instances that replicate to each other, taken out."""
    for name, text in files.items():
        raw = text.split("\n")
        lines = lines_of(text)
        for line in lines:
            if OPEN.match(line.text) and OPEN.match(line.text).group(1) == "Destination":
                end = next(other.number for other in lines[line.number:] if CLOSE.match(other.text)
                           and CLOSE.match(other.text).group(1) == "Destination")
                yield f"{name} at {line.number}", name, "\n".join(raw[:line.number - 1] + raw[end:])


class Checker:
    def __init__(self, tool):
        self.tool = tool

    def check(self, *paths):
        done = subprocess.run([self.tool, "check", "--no-process-env", "-D", "STORAGE_DIR=/srv", "--format", "json",
                               *map(str, paths)], capture_output=True, text=True, check=False, timeout=60)
        if done.returncode not in (0, 1):
            sys.exit(f"ampslint check ended with {done.returncode}: {done.stderr}")
        return json.loads(done.stdout)["diagnostics"]


def places(diagnostic):
    """Where it points, its related places included."""
    yield diagnostic["start"]["line"]
    for related in diagnostic["related"]:
        yield related["start"]["line"]


def main(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--show")
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args(arguments)
    show = given.show
    checker = Checker(given.tool)
    found, planted, failed = {}, {}, False

    def count(kind, what, hit):
        planted[kind] = planted.get(kind, 0) + 1
        found[kind] = found.get(kind, 0) + (1 if hit else 0)
        if show == kind and not hit:
            print(f"missed: {what}")

    files = sorted({path for folder in given.folders for path in pathlib.Path(folder).rglob("*.xml")})
    with tempfile.TemporaryDirectory() as scratch:
        target = pathlib.Path(scratch) / "amps.xml"
        for path in files:
            text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
            reported = checker.check(path)
            if reported:
                failed = True
                print(f"{path} is right, and yet: {[d['message'] for d in reported]}")
            for kind, what, changed, where in itertools.islice(mistakes(text), 0, None, given.every):
                target.write_text(changed, encoding="utf-8")
                reported = checker.check(target)
                count(kind, f"{path.name}: {what}", any(where & set(places(d)) for d in reported))
        for folder in {path.parent.parent for path in files if path.parent.name in ("us", "a")}:
            peers = {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.xml"))}
            for what, name, changed in one_sided(peers):
                home = pathlib.Path(scratch) / "fleet"
                for peer, text in peers.items():
                    (home / peer).parent.mkdir(parents=True, exist_ok=True)
                    (home / peer).write_text(changed if peer == name else text, encoding="utf-8")
                count("one-sided", what, bool(checker.check(home)))
    for kind, least in SHARES.items():
        if kind not in planted:
            continue
        share = found[kind] / planted[kind]
        failed |= share < least
        print(f"{kind}: {found[kind]} of {planted[kind]} found ({share:.1%}, at least {least:.0%})")
    print(f"all: {sum(found.values())} of {sum(planted.values())}")
    return 1 if failed or not planted else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
