#!/usr/bin/env python3
"""Which files `--scan` reads, asked of git itself; and that it finds the same on one core as on all.

usage: scan_test.py AMPSLINT
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = ["a", "b", "abc", "a.txt", "b.txt", "x y", "build", "src", "[a]", "a*b", "ab.log", "É", "Z-9"]
PATTERNS = [
    "*.txt", "*.log", "a", "/a", "a/", "b/", "build/", "/src/*", "src/**", "**/a", "**/build", "a/**/b",
    "a/*/b", "*", "!a", "!*.txt", "!build/", "!/src", "\\[a\\]", "[ab]", "[!a]*", "[a-c]", "[[:upper:]]*",
    "a\\*b", "x\\ y", "x y ", "x\\ ", "# no", "\\#", "!", "/", "//", "a//b", "**", "/**", "**/", "a**",
    "a*b", "?", "??", "ab?", "*/a", "*/", "a/b/c", "[", "[a", "a\\", "abc\r", "É", "***/a", "src/", "!src/a/",
    "[]-a]", "[a-]", "[\\]]", "a/[b]", "[a/]b", "src/*.txt", "/*/a", "!/*/a", " a", "\ta",
]


def run(*command, folder=None):
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)


def make_tree(root, rng, depth=0):
    """Files with one connection string each, and ignore files."""
    root.mkdir(exist_ok=True)
    if rng.random() < (0.9 if depth == 0 else 0.3):
        lines = rng.sample(PATTERNS, rng.randint(1, 5))
        (root / ".gitignore").write_text("\n".join(lines) + rng.choice(["", "\n"]), encoding="utf-8", newline="")
    for name in rng.sample(NAMES, rng.randint(3, 8)):
        if depth < 3 and rng.random() < 0.45:
            make_tree(root / name, rng, depth + 1)
        else:
            (root / name).write_text("uri=tcp://db1:9007/amps/json\n", encoding="utf-8")


def files_of_git(tree, below="."):
    listed = run("git", "-c", "core.excludesFile=/dev/null", "ls-files", "-z", "--cached", "--others",
                 "--exclude-standard", "--", below, folder=tree)
    assert listed.returncode == 0, listed.stderr
    paths = {path.decode() for path in listed.stdout.split(b"\0") if path}
    return sorted(path for path in paths if ".gitignore" not in path)


def files_of_ampslint(binary, tree, empty, folder=None):
    checked = run(binary, "check", str(empty), "--allow-empty", "--no-process-env", "--format", "json", "--scan", str(tree),
                  folder=folder)
    assert checked.returncode in (0, 1), checked.stderr
    found = json.loads(checked.stdout)["connections"]
    return sorted(os.path.relpath(one["path"], tree) for one in found)


def track_some(tree, rng, version):
    """Adds files to the index, also such as are ignored."""
    files = sorted(str(path.relative_to(tree)) for path in tree.rglob("*")
                   if path.is_file() and not path.is_symlink() and ".git" not in path.parts)
    some = rng.sample(files, min(len(files), 6))
    added = run("git", "-c", f"index.version={version}", "add", "-f", "--", *some, folder=tree)
    assert added.returncode == 0, added.stderr


def compare_with_git(binary, scratch, empty):
    for seed in range(150):
        tree = scratch / "tree"
        make_tree(tree, random.Random(seed))
        run("git", "init", "-q", folder=tree)
        if seed % 3 == 0:
            (tree / ".git" / "info" / "exclude").write_text("abc\n!b.txt\n", encoding="utf-8")
        if seed % 2 == 0:
            track_some(tree, random.Random(seed), 2 + seed % 3)
        wanted = files_of_git(tree)
        found = files_of_ampslint(binary, tree, empty)
        assert found == wanted, (seed, set(found) ^ set(wanted))
        inner = [path for path in wanted if path.startswith("src/")]
        # Of an ignored folder that is named, all is read.
        if inner and run("git", "check-ignore", "-q", "--no-index", "src", folder=tree).returncode != 0:
            found = ["src/" + path for path in files_of_ampslint(binary, tree / "src", empty)]
            assert sorted(found) == inner, (seed, set(found) ^ set(inner))
        shutil.rmtree(tree)


def compare_threads(binary, scratch, empty):
    tree = scratch / "many"
    rng = random.Random(7)
    for i in range(300):
        folder = tree / f"d{i % 17}" / f"e{i % 5}"
        folder.mkdir(parents=True, exist_ok=True)
        strings = [f'connect("tcp://db{rng.randrange(9)}:90{rng.randrange(10)}7/amps/json")' for _ in range(i % 7)]
        (folder / f"f{i}.cpp").write_text("x\n" * rng.randrange(50) + "\n".join(strings), encoding="utf-8")
    command = [binary, "check", str(empty), "--no-process-env", "--format", "json", "--scan", str(tree)]
    everywhere = run(*command)
    alone = run("taskset", "-c", str(min(os.sched_getaffinity(0))), *command)
    assert everywhere.stdout == alone.stdout and len(everywhere.stdout) > 10000
    assert everywhere.stderr == alone.stderr


def leave_out(binary, scratch, empty):
    """What is not a text file of the tree: none of it may be read, or stop the run."""
    tree = scratch / "odd"
    string = "uri=tcp://db1:9007/amps/json\n"
    (tree / "sub").mkdir(parents=True)
    for name in ("plain", ".env", ".env.local", ".hidden", "sub/deep"):
        (tree / name).write_text(string, encoding="utf-8")
    (tree / "binary").write_bytes(b"\x7fELF\0" + string.encode())
    os.mkfifo(tree / "pipe")
    (tree / "loop").symlink_to(tree)
    (tree / "link").symlink_to(tree / "plain")
    (tree / "dangling").symlink_to("/nowhere")
    with open(tree / "huge", "wb") as huge:
        huge.write(string.encode())
        huge.truncate(300 << 20)
    with open(tree / "text", "wb") as text:
        text.write(b"x" * 9000)
        text.truncate(300 << 20)
    found = files_of_ampslint(binary, tree, empty)
    assert found == [".env", ".env.local", "plain", "sub/deep"], found
    checked = run(binary, "check", str(empty), "--scan", str(tree))
    assert b"text': larger than 256 MiB" in checked.stderr, checked.stderr
    assert files_of_ampslint(binary, "odd", empty, folder=scratch) == found
    for path in (tree / "plain", tree / "link"):
        assert len(files_of_ampslint(binary, path, empty)) == 1


def read_once(binary, scratch, empty):
    """However a file is reached, it is one."""
    tree = scratch / "reached"
    (tree / "sub").mkdir(parents=True)
    (tree / "sub" / "one").write_text("uri=tcp://db1:9007/amps/json\n", encoding="utf-8")
    (tree / "link").symlink_to("sub")
    ways = ("sub", "sub//", "./sub/", "link", "link/one", "sub/../link", ".", str(tree), str(tree / "sub" / "one"))
    for first in ways:
        for second in ways:
            checked = run(binary, "check", str(empty), "--scan", first, "--scan", second, folder=tree)
            assert b" 1 connection string:" in checked.stdout, (first, second, checked.stdout)


def read_wide(binary, scratch, empty):
    """UTF-16 with a byte order mark is text; its places are those that an editor shows."""
    tree = scratch / "wide"
    tree.mkdir()
    text = "# é\n$uri = \"tcp://db1:9007/amps/json\"\n"
    (tree / "little.ps1").write_bytes(b"\xff\xfe" + text.encode("utf-16-le"))
    (tree / "big.ps1").write_bytes(b"\xfe\xff" + text.encode("utf-16-be"))
    checked = run(binary, "check", str(empty), "--format", "json", "--scan", str(tree))
    found = json.loads(checked.stdout)["connections"]
    assert len(found) == 2, found
    for one in found:
        assert one["start"] == {"line": 2, "column": 9} and one["string"] == "tcp://db1:9007/amps/json", one
    listed = scratch / "wide.txt"
    listed.write_bytes(b"\xff\xfe" + "tcp://db1:9007/amps/json\r\n \t\r\n".encode("utf-16-le"))
    checked = run(binary, "check", str(empty), "--format", "json", "--clients", str(listed))
    assert [one["string"] for one in json.loads(checked.stdout)["connections"]] == ["tcp://db1:9007/amps/json"]
    checked = run(binary, "check", str(empty), "--format", "jsonl", "--clients", str(listed))
    assert checked.returncode == 2 and b"UTF-16" in checked.stderr or b"tcp://db1:9007/amps/json" in checked.stdout, checked
    before = (tree / "big.ps1").read_bytes()
    wrong = scratch / "wrong.ps1"
    wrong.write_bytes(b"\xff\xfe" + "$ampsUri = \"TCP://db1:9007/amps/json\"".encode("utf-16-le"))
    bytes_before = wrong.read_bytes()
    run(binary, "check", str(empty), "--scan", str(wrong), "--fix")
    assert wrong.read_bytes() == bytes_before and (tree / "big.ps1").read_bytes() == before


def refuse_nothing(binary, scratch, empty):
    (scratch / "sources").mkdir()
    for path, words in ((scratch / "source", b"did you mean"), (scratch / "none", b"does not exist")):
        checked = run(binary, "check", str(empty), "--scan", str(path))
        assert checked.returncode == 2 and words in checked.stderr, checked.stderr


def main():
    binary = str(Path(sys.argv[1]).resolve())
    if shutil.which("git") is None or shutil.which("taskset") is None:
        print("SKIPPED: git or taskset is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        empty = scratch / "empty"
        empty.mkdir()
        leave_out(binary, scratch, empty)
        read_once(binary, scratch, empty)
        read_wide(binary, scratch, empty)
        refuse_nothing(binary, scratch, empty)
        compare_threads(binary, scratch, empty)
        compare_with_git(binary, scratch, empty)


if __name__ == "__main__":
    main()
