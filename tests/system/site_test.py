"""The site of the documents: made without a broken link, and not made with one.

Usage: site_test.py AMPSLINT PROJECT
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

TOOL, PROJECT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
PARTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "docs", "rules", "scripts")


class Site(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ampslint-"))
        self.addCleanup(shutil.rmtree, self.folder)
        os.environ.setdefault("AMPSLINT_CACHE", str(self.folder))
        for part in PARTS:
            source = PROJECT / part
            (shutil.copytree if source.is_dir() else shutil.copy)(source, self.folder / part)

    def make(self):
        return subprocess.run([self.folder / "scripts/site", self.folder / "site"], capture_output=True, text=True, timeout=600, check=False)

    def test_links(self):
        done = self.make()
        if "pip" in done.stderr and "CalledProcessError" in done.stderr:
            print(f"SKIPPED: {done.stderr.strip().splitlines()[-1]}")
            self.skipTest("markdown-it-py cannot be installed")
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
        rules = json.loads(subprocess.run([TOOL, "rules", "--format", "json"], capture_output=True, check=True).stdout)
        index = (self.folder / "site/rules/index.html").read_text()
        for rule in rules:
            self.assertIn(f'href="{rule["id"]}.html"', index)
            self.assertIn("<pre>", (self.folder / f"site/rules/{rule['id']}.html").read_text())
        with (self.folder / "README.md").open("a") as readme:
            readme.write("[gone](docs/gone.md) [heading](docs/ci.md#gone)\n")
        broken = self.make()
        self.assertEqual(broken.returncode, 1)
        self.assertEqual(broken.stdout, "index.html: no file 'docs/gone.html'\nindex.html: no heading 'docs/ci.html#gone'\n")

    def test_formats_are_documented(self):
        said = subprocess.run([TOOL, "probe", "--format", "x"], capture_output=True, text=True, check=False).stderr
        names = re.search(r"one of ([^)]*)\)", said)[1].split(", ")
        self.assertGreater(len(names), 10)
        for document in ("README.md", "docs/formats.md"):
            text = (PROJECT / document).read_text()
            self.assertEqual([name for name in names if f"`{name}`" not in text], [], document)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
