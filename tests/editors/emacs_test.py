"""Debian's Emacs with what editors/emacs has for it, by eglot and by lsp-mode.

Emacs is some 150 MB to install: the test runs only with AMPSLINT_HEAVY=1. What cannot be installed is left out with a line that begins with SKIPPED.

Usage: emacs_test.py AMPSLINT PROJECT
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import workspace

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import installed  # noqa: E402

TOOL, PROJECT = (pathlib.Path(argument).resolve() for argument in (sys.argv.pop(1), sys.argv.pop(1)))
SCRIPT = pathlib.Path(__file__).resolve().parent / "emacs.el"


class Emacs(unittest.TestCase):
    def run_in(self, test):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name).resolve()
            work = workspace.write(folder, TOOL)
            (work / ".git").mkdir()  # what eglot calls a project
            files = [option for file in (PROJECT / "editors/emacs/ampslint.el", SCRIPT) for option in ("--load", file)]
            done = subprocess.run(["emacs", "--batch", "--funcall", "package-activate-all", *files, "--funcall", test], cwd=work,
                                  env=workspace.environment(folder), capture_output=True, text=True, timeout=300, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_eglot(self):
        self.run_in("test-eglot")

    def test_lsp_mode(self):
        self.run_in("test-lsp-mode")


if os.environ.get("AMPSLINT_HEAVY") != "1":
    print("SKIPPED: runs Emacs, some 150 MB to install; AMPSLINT_HEAVY=1 asks for it")
    sys.exit(0)
try:
    installed.run([PROJECT / "scripts/packages", "emacs-nox|emacs", "elpa-eglot", "elpa-lsp-mode"])
except OSError as error:
    print(f"SKIPPED: Emacs cannot be installed: {error}")
    sys.exit(0)
unittest.main()
