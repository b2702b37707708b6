"""Writes SARIF for the project's own corpus and validates it (sarif_validate.py says how).

Usage: sarif_test.py AMPSLINT PROJECT
"""
import pathlib
import subprocess
import sys
import tempfile

tool, project = sys.argv[1], pathlib.Path(sys.argv[2])
runs = [
    ["check", "corpus/example", "--clients", "corpus/example/clients.txt"],
    ["check", "corpus/broken"],
    ["check", "corpus/valid", "-c", "tcp://db1:9007/amps/xml", "-c", "tcp://user:c4n4ry@db1:9999/amps"],
    ["check", "corpus/valid"],
    ["check", "tests/golden/ignores", "--clients", "tests/golden/ignores/clients.txt", "--show-suppressed"],
    # Nothing listens at port 1.
    ["probe", "tests/report/expected/dead", "--clients", "tests/report/expected/dead/clients.txt"],
]
failed = False
for number, arguments in enumerate(runs):
    with tempfile.TemporaryDirectory() as folder:
        out = f"{folder}/{number}.sarif"
        done = subprocess.run(
            [tool, *arguments, "--format", f"sarif={out}"], cwd=project, check=False)
        if done.returncode not in (0, 1):
            sys.exit(f"ampslint ended with {done.returncode}")
        if b"c4n4ry" in pathlib.Path(out).read_bytes():
            sys.exit("a password is in the SARIF log")
        validated = subprocess.run(
            [sys.executable, str(project / "tests/report/sarif_validate.py"), out], cwd=project, check=False)
        failed |= validated.returncode != 0
sys.exit(failed)
