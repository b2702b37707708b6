"""What files name is read below the folder that is checked, or its repository, and nowhere else.

Usage: confined_test.py AMPSLINT
"""
import os
import pathlib
import shutil
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from scratch import AMPS, CANARY, Scratch  # noqa: E402

OUTSIDE = b"it is outside of what is checked; '--allow-outside' permits such files"


class Confined(Scratch):
    """`run_tool` looks for the canary in all that is printed."""

    def setUp(self):
        super().setUp()
        self.write("outside.txt", f"tcp://{CANARY}:9007/amps/json\nuser {CANARY}\n")
        self.write("outside.xml", f"<AMPSConfig><Name>{CANARY}</Name><Port>{CANARY}</Port></AMPSConfig>")
        self.write("outside.env", f"SITE={CANARY}\n")
        self.write("top/amps.xml", AMPS)

    def check(self, *arguments, folder="top", status=None):
        out = b""
        for report in ("text", "json", "html", "junit"):
            done = self.run_tool("check", *arguments, "--format", report, folder=self.folder / folder, status=status)
            out += done.stdout + done.stderr
        return out

    def workspace(self, text):
        self.write("top/ampslint.toml", f'[[instance]]\nconfiguration = "amps.xml"\n{text}\n')

    def test_workspace(self):
        for text in ('[[clients]]\nlists = ["../outside.txt"]', '[[clients]]\nfailover = ["../outside.txt"]',
                     f'[[clients]]\nlists = ["{self.folder}/outside.txt"]', '[[clients]]\nlists = ["/proc/self/environ"]',
                     '[[proxy]]\nnginx = "../outside.txt"', '[[instance]]\nconfiguration = "../outside.xml"'):
            with self.subTest(text):
                self.workspace(text)
                self.assertIn(OUTSIDE, self.check(status=2))
        self.workspace('[[clients]]\nscan = [".."]')
        self.check(status=2)
        self.write("top/ampslint.toml", 'env-files = ["../outside.env"]\n[[instance]]\nconfiguration = "amps.xml"\n')
        self.write("top/amps.xml", AMPS.replace("<Type>tcp</Type>", "<Type>${SITE}</Type>"))
        self.assertIn(OUTSIDE, self.check(status=2))

    def test_includes(self):
        for name in ("../outside.xml", "../outside.txt", f"{self.folder}/outside.xml", "/proc/self/environ", "sub/../../outside.xml", "link.xml"):
            with self.subTest(name):
                if not (self.folder / "top/link.xml").is_symlink():
                    (self.folder / "top/link.xml").symlink_to("../outside.xml")
                self.write("top/amps.xml", AMPS.replace("<Name>one</Name>", f"<Name>one</Name><Include>{name}</Include>"))
                self.assertIn(OUTSIDE, self.check("amps.xml", status=1))

    def test_a_link_among_configurations(self):
        (self.folder / "top/link.xml").symlink_to("../outside.xml")
        self.assertIn(OUTSIDE, self.check(".", status=2))
        self.assertIn(OUTSIDE, self.check("top", folder=".", status=2))

    def test_nothing_of_a_file_that_is_no_configuration_is_shown(self):
        (self.folder / "top/.git").mkdir()
        self.write("top/.git/config", f"[core]\n\ttoken = {CANARY}\n")
        self.write("top/secret.txt", CANARY)
        for name in ("../top/.git/config", ".git/config"):
            self.write("top/amps.xml", AMPS.replace("<Name>one</Name>", f"<Name>one</Name><Include>{name}</Include>"))
            self.assertIn(OUTSIDE, self.check("amps.xml", status=1))
        self.write("top/amps.xml", AMPS.replace("<Name>one</Name>", "<Name>one</Name><Include>secret.txt</Include>"))
        self.assertIn(b"included file 'secret.txt' is not XML", self.check("amps.xml", status=1))

    def test_what_a_proxy_includes_is_mentioned(self):
        """As mime.types, it may be there or not: no error, but not silent either."""
        self.write("other/mime.types", f"types {{ {CANARY} x; }}")
        for include in (f"{self.folder}/other/mime.types", f"{self.folder}/other/*.types"):
            self.write("top/nginx.conf", f"http {{ include {include}; server {{ listen 80; location / {{ proxy_pass http://127.0.0.1:9007; }} }} }}")
            self.workspace('[[proxy]]\nnginx = "nginx.conf"\nhosts = ["db1"]')
            self.assertIn(b"nginx.conf:1:16: left out: cannot read", self.check(status=0))

    def test_what_may_be_read(self):
        self.write("top/common/part.xml", "<SOW/>")
        self.write("top/conf/a.xml", AMPS.replace("<Name>one</Name>", "<Name>one</Name><Include>../common/part.xml</Include>"))
        missing = b"included file: cannot read '../common/part.xml'"
        self.assertIn(missing, self.check("a.xml", folder="top/conf"))
        self.assertNotIn(missing, self.check("a.xml", "--allow-outside", folder="top/conf"))
        self.assertNotIn(missing, self.check("."))  # below the folder that is checked
        (self.folder / "top/.git").mkdir()
        self.assertNotIn(missing, self.check("a.xml", folder="top/conf"))  # below the repository
        # Whatever the user names is read.
        self.write("list.txt", "tcp://db1:9007/amps/json\n")
        self.assertNotIn(OUTSIDE, self.check("conf/a.xml", "--clients", "../list.txt", "--scan", "../list.txt", "--failover", "../list.txt"))

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("setpriv"), "needs root, and setpriv")
    def test_workspace_of_another_user(self):
        self.folder.chmod(0o755)
        (self.folder / "outside.xml").unlink()
        self.write("ampslint.toml", "")
        os.chown(self.folder / "ampslint.toml", 1, 1)
        done = self.run_tool("check", ".", folder=self.folder / "top", status=2)
        self.assertIn(b"'../ampslint.toml' belongs to another user; '--workspace ../ampslint.toml' reads it", done.stderr)
        for accepted in (["--workspace", "../ampslint.toml"], ["--isolated"]):
            self.run_tool("check", ".", *accepted, folder=self.folder / "top", status=0)
        # A link of another user, to a file of whoever runs this.
        (self.folder / "ampslint.toml").rename(self.folder / "own.toml")
        os.chown(self.folder / "own.toml", 0, 0)
        (self.folder / "ampslint.toml").symlink_to("own.toml")
        os.chown(self.folder / "ampslint.toml", 1, 1, follow_symlinks=False)
        done = self.run_tool("check", ".", folder=self.folder / "top", status=2)
        self.assertIn(b"belongs to another user", done.stderr)
        # Whose folder this is could have laid it here.
        os.chown(self.folder / "top", 1, 1)
        self.run_tool("check", ".", folder=self.folder / "top", status=0)
        self.run_tool("check", ".", status=0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
