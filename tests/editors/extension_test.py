"""The extension for VS Code without VS Code: its types, its size, where it looks for the binary, and what it says of itself.

What cannot be installed is left out with a line that begins with SKIPPED.

Usage: extension_test.py AMPSLINT PROJECT
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import node

TOOL, PROJECT = (pathlib.Path(argument).resolve() for argument in (sys.argv.pop(1), sys.argv.pop(1)))
EXTENSION = PROJECT / "editors/vscode"
HERE = pathlib.Path(__file__).resolve().parent
MANIFEST = json.loads((EXTENSION / "package.json").read_text())


class Extension(unittest.TestCase):
    def test_version_is_that_of_the_tool(self):
        """What is packaged gets it; the manifest names none."""
        said = subprocess.run([TOOL, "--version"], capture_output=True, text=True, check=True).stdout
        version = subprocess.run([PROJECT / "packaging/version"], capture_output=True, text=True, check=True).stdout.strip()
        self.assertIn(version, said.split())
        self.assertIn("packaging/version", (EXTENSION / "package").read_text())
        self.assertEqual(MANIFEST["version"], "0.0.0")

    def test_settings_and_commands_are_documented(self):
        page = (EXTENSION / "README.md").read_text()
        for setting in MANIFEST["contributes"]["configuration"]["properties"]:
            self.assertIn(f"`{setting}`", page)
        source = (EXTENSION / "src/extension.ts").read_text()
        for command in MANIFEST["contributes"]["commands"]:
            self.assertIn(f"registerCommand('{command['command']}'", source)

    def test_is_small(self):
        self.assertLessEqual(sum(len(file.read_text().splitlines()) for file in (EXTENSION / "src").glob("*.ts")), 200)

    def test_grammar(self):
        for file in MANIFEST["contributes"]["grammars"] + MANIFEST["contributes"]["languages"]:
            json.loads((EXTENSION / (file.get("path") or file["configuration"])).read_text())
        grammar = json.loads((EXTENSION / "syntaxes/amps-config.tmLanguage.json").read_text())
        string = grammar["repository"]["connection-string"]
        # Python reads these expressions as the editor does.
        for scheme in ("tcp", "tcps", "ws", "wss", "unix"):
            self.assertTrue(re.search(string["begin"], f"<Uri>{scheme}://h:1/amps/json</Uri>"), scheme)
        self.assertFalse(re.search(string["begin"], "https://example.com"))

    def test_compiles_and_finds_the_binary(self):
        try:
            node.install()
            home = node.extension_packages(EXTENSION)
        except OSError as error:
            print(f"SKIPPED: the extension's packages cannot be installed: {error}")
            self.skipTest(str(error))
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name).resolve()
            shutil.copytree(EXTENSION, folder / "vscode", ignore=shutil.ignore_patterns("node_modules", "out"))
            (folder / "vscode/node_modules").symlink_to(home / "node_modules")
            node.run("npm", "run", "--silent", "check", folder=folder / "vscode")
            node.run("npm", "run", "--silent", "bundle", folder=folder / "vscode")
            self.assertLess((folder / "vscode/out/extension.js").stat().st_size, 500_000)
            node.run("npx", "esbuild", "src/find.ts", "--platform=node", "--format=cjs", "--outfile=out/find.js", folder=folder / "vscode")
            (folder / "found").mkdir()
            done = subprocess.run([node.BINARY, HERE / "find.js", folder / "vscode/out/find.js", folder / "found"], capture_output=True, text=True,
                                  timeout=60, check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
