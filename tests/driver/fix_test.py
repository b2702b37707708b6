"""Fixes: what --fix writes, and that a patch of --diff makes the same of the files.

Usage: fix_test.py AMPSLINT
"""
import os
import random
import shutil
import stat
import struct
import subprocess
import sys
import tempfile
import pathlib
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from scratch import AMPS, CANARY, TOOL, Scratch  # noqa: E402

LIST = "TCP://db1:9007/amps/json\ntcp://db1:9007/amps/json?tcp_nodelay=True&&tcp_sndbuf=1000\n\n# Tcp://x\ntcp://db1:9007/amps/json?&tcp_nodelay=true\n"
FIXED = "tcp://db1:9007/amps/json\ntcp://db1:9007/amps/json?tcp_nodelay=true&tcp_sndbuf=1000\n\n# Tcp://x\ntcp://db1:9007/amps/json?tcp_nodelay=true\n"


class Fix(Scratch):
    def tree(self, folder=None):
        folder = folder or self.folder
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def fix_and_patch(self, *arguments, fixes=""):
        """Fixes the files; both programs that take patches must come to the same from the same files."""
        before = self.tree()
        diff = self.run_tool("check", *arguments, f"--diff{fixes}", status=1).stdout
        self.assertEqual(self.tree(), before, "--diff writes nothing")
        patched = []
        for command in (["patch", "-p1", "--no-backup-if-mismatch"], ["git", "apply", "-"], ["git", "apply", "-R", "-"]):
            with tempfile.TemporaryDirectory() as copy:
                shutil.copytree(self.folder, copy, dirs_exist_ok=True, symlinks=True)
                if "-R" in command:
                    subprocess.run(["git", "apply", "-"], cwd=copy, input=diff, check=True, timeout=60)
                done = subprocess.run(command, cwd=copy, input=diff, capture_output=True, timeout=60, check=False)
                self.assertEqual(done.returncode, 0, done.stdout.decode() + done.stderr.decode() + diff.decode())
                self.assertNotIn(b"fuzz", done.stdout)
                self.assertNotIn(b"offset", done.stdout)
                patched.append(self.tree(pathlib.Path(copy)))
        self.run_tool("check", *arguments, f"--fix{fixes}")
        self.assertEqual(patched[0], self.tree())
        self.assertEqual(patched[1], self.tree())
        self.assertEqual(patched[2], before)
        again = self.run_tool("check", *arguments, f"--diff{fixes}")
        self.assertEqual(again.stdout, b"", "nothing is left to fix")
        return diff

    def test_list(self):
        self.write("c.txt", LIST)
        self.fix_and_patch("--clients", "c.txt")
        self.assertEqual(self.read("c.txt").decode(), FIXED)

    def test_other_bytes_stay(self):
        for name, change in {"CRLF": lambda t: t.replace("\n", "\r\n"), "BOM": lambda t: "\ufeff" + t,
                             "both": lambda t: "\ufeff" + t.replace("\n", "\r\n"),
                             "no line end": lambda t: t.rstrip("\n"), "blanks": lambda t: t.replace("# ", "#\t \t")}.items():
            with self.subTest(name):
                self.write("c.txt", change(LIST))
                self.fix_and_patch("--clients", "c.txt")
                self.assertEqual(self.read("c.txt").decode(), change(FIXED))

    def test_configuration(self):
        self.write("conf/amps.xml", "\ufeff" + AMPS.replace("\n", "\r\n"))
        self.fix_and_patch("conf", "--preset", "pedantic")
        self.assertEqual(self.read("conf/amps.xml").decode(), "\ufeff" + AMPS.replace("\n", "\r\n").replace("512m", "512MB"))

    def test_names(self):
        names = ["a b.txt", 'q"q.txt', "back\\slash.txt", "ünï.txt", "sub/c.txt", "tab\there.txt", "-c.txt"]
        for name in names:
            self.write(name, LIST)
        self.fix_and_patch(*[f"--clients={name}" for name in names])
        for name in names:
            self.assertEqual(self.read(name).decode(), FIXED)

    def test_paths(self):
        """Another way to name a file, or another current folder, changes nothing in it."""
        self.write("sub/c.txt", LIST)
        (self.folder / "other").mkdir()
        for path in ("../sub/c.txt", str(self.folder / "sub/c.txt"), "../other/../sub/c.txt"):
            diff = self.run_tool("check", ".", "--clients", path, "--diff", folder=self.folder / "other").stdout.decode()
            self.assertIn(f"--- a{self.folder.resolve()}/sub/c.txt\n", diff)
        diff = self.run_tool("check", "other", "--clients", str(self.folder / "sub/c.txt"), "--diff").stdout.decode()
        self.assertIn("--- a/sub/c.txt\n", diff)

    def test_many(self):
        """Far-off and neighbouring changes, in files of any length."""
        rng = random.Random(7)
        lines = ["TCP://db1:9007/amps/json", "tcp://db1:9007/amps/json?&tcp_nodelay=true", "tcp://db1:9007/amps/json?tcp_nodelay=true&&lang=C", "# comment", "",
                 "tcp://db1:9007/amps/json", "tcp://db1:9007/amps/json"]
        for size in (1, 2, 7, 8, 9, 30, 200):
            text = "\n".join(rng.choice(lines) for _ in range(size)) + rng.choice(["", "\n"])
            self.write("c.txt", text + "\nTCP://db1:9007/amps/json")
            self.fix_and_patch("--clients", "c.txt")

    def test_unsafe(self):
        self.write("amps.xml", AMPS.replace("<Type>tcp</Type>", "<Type>tpc</Type>"))
        self.write("c.txt", "tcp://db1:9070/amps/json\ntcp://db1:9007/amps/json?tcp_nodely=true\n")
        done = self.run_tool("check", "amps.xml", "--clients", "c.txt", "--fix")
        self.assertIn(b"nothing to fix (3 more with --fix=unsafe)\n", done.stderr)
        self.fix_and_patch("amps.xml", "--clients", "c.txt", fixes="=unsafe")
        self.assertEqual(self.read("amps.xml").decode(), AMPS)

    def test_included_twice(self):
        self.write("limit.xml", "<MessageMemoryLimit>512m</MessageMemoryLimit>\n")
        text = "<AMPSConfig><Name>{}</Name><Include>limit.xml</Include><Include comment='x'>./sub/../limit.xml</Include></AMPSConfig>\n"
        (self.folder / "sub").mkdir()
        self.write("one.xml", text.format("one"))
        self.write("two.xml", text.format("two"))
        self.fix_and_patch("one.xml", "two.xml", "--select", "value-ambiguous-unit")
        self.assertEqual(self.read("limit.xml"), b"<MessageMemoryLimit>512MB</MessageMemoryLimit>\n")

    def test_refused(self):
        """A fix that brings another finding is left out, and the others are not."""
        self.write("amps.xml", AMPS.replace("<Type>tcp</Type>\n      <InetAddr>9008</InetAddr>",
                                            "<Type>tcp</Type>\n      <InetAddr>9008</InetAddr>\n      <InitialState>disable</InitialState>"))
        done = self.run_tool("check", "amps.xml", "--preset", "pedantic", "--fix=unsafe")
        self.assertIn(b"the fix of 'value-invalid' at amps.xml:14:21 is left out: it would cause 'transport-never-enabled'", done.stderr)
        self.assertIn(b"fixed 1 finding in 1 file\n", done.stderr)
        self.assertIn(b"512MB", self.read("amps.xml"))
        self.assertIn(b">disable<", self.read("amps.xml"))
        # Whatever is selected, harm is seen.
        done = self.run_tool("check", "amps.xml", "--select", "value-invalid", "--fix=unsafe")
        self.assertIn(b"it would cause 'transport-never-enabled'", done.stderr)

    def test_overlapping(self):
        """Two fixes of the same bytes: one after the other."""
        self.write("c.txt", " TCP://db1:9007/amps/json/?tcp_nodelay=True&amp;b=1&&;\n")
        self.fix_and_patch("--clients", "c.txt")

    def test_not_rewritten(self):
        done = self.run_tool("check", "-c", "TCP://db1:9007/amps/json", "--clients", "-", "--fix", given=b"TCP://db2:9007/amps/json\n")
        self.assertIn(b"2 fixes are left out: strings of '-c', standard input and pipes cannot be rewritten", done.stderr)
        self.assertIn(b"nothing to fix\n", done.stderr)
        self.assertIn(b"TCP://db2:9007/amps/json", done.stdout, "standard input is still reported")
        self.write("c.txt", LIST)
        done = self.run_tool("check", "--clients", "c.txt", "--clients", "/dev/stdin", "--fix", given=LIST.encode())
        self.assertIn(b"fixed 4 findings in 1 file\n", done.stderr)

    def test_status(self):
        self.write("c.txt", "tcp://db1:9007/amps/json?&tcp_nodelay=true\n")
        self.run_tool("check", "--clients", "c.txt", "--diff", "--fail-on", "never", status=1)
        self.assertEqual(self.run_tool("check", "--clients", "c.txt", "--diff", "--ignore", "uri-query-*", status=0).stdout, b"")
        self.run_tool("check", "--clients", "c.txt", "--fix", status=0)
        self.write("c.txt", "tcp://db1:9007/amps/json\nx://db1:1/amps/json\n")
        self.run_tool("check", "--clients", "c.txt", "--diff", status=1)
        self.run_tool("check", "--clients", "c.txt", "--diff", "--fail-on", "never", status=0)
        self.run_tool("check", "--clients", "missing.txt", "--clients", "c.txt", "--diff", status=2)

    def test_report_beside_the_patch(self):
        self.write("c.txt", LIST)
        self.run_tool("check", "--clients", "c.txt", "--diff", "--format", "concise=report.txt", status=1)
        self.assertIn(b"c.txt:1:1: error", self.read("report.txt"))

    def test_secrets(self):
        secret = f"TCP://db1:9007/amps/json\ntcp://user:{CANARY}@db1:9007/amps/json?&tcp_nodelay=true\ntcp:user:{CANARY}@db1:9007/amps/json\n"
        self.write("c.txt", secret)
        done = self.run_tool("check", "--clients", "c.txt", "--diff=unsafe", status=1)
        self.assertIn(b"+tcp://user:***@db1:9007/amps/json?tcp_nodelay=true\n", done.stdout)
        self.assertIn(b"4 lines of the diff are not shown literally", done.stderr)
        self.run_tool("check", "--clients", "c.txt", "--fix=unsafe")
        self.assertEqual(self.read("c.txt").decode().splitlines()[1], f"tcp://user:{CANARY}@db1:9007/amps/json?tcp_nodelay=true")
        # In a configuration, and only in the lines around.
        self.write("amps.xml", AMPS.replace("<Name>one</Name>", f"<Name>one</Name>\n  <Password>{CANARY}</Password>"))
        done = self.run_tool("check", "amps.xml", "--preset", "pedantic", "--diff", status=1)
        self.assertIn(b"  <Password>***</Password>\n", done.stdout)

    def test_escapes_are_shown_escaped(self):
        self.write("c.txt", b"# \x1b[31m\nTCP://db1:9007/amps/json\n")
        done = self.run_tool("check", "--clients", "c.txt", "--diff", status=1)
        self.assertNotIn(b"\x1b", done.stdout)
        self.assertIn(b"1 line of the diff is not shown literally", done.stderr)

    def test_link_mode_and_owner(self):
        target = self.write("real/c.txt", LIST)
        target.chmod(0o640)
        if os.geteuid() == 0:
            os.chown(target, 1234, 5678)
        (self.folder / "link.txt").symlink_to("real/c.txt")
        self.run_tool("check", "--clients", "link.txt", "--fix")
        self.assertTrue((self.folder / "link.txt").is_symlink())
        self.assertEqual(target.read_text(), FIXED)
        self.assertEqual(stat.S_IMODE(target.stat().st_mode), 0o640)
        if os.geteuid() == 0:
            self.assertEqual((target.stat().st_uid, target.stat().st_gid), (1234, 5678))
        self.assertEqual(sorted(os.listdir(target.parent)), ["c.txt"])

    def test_all_or_nothing(self):
        for locked in ("b/c.txt", "b"):
            with self.subTest(locked):
                self.write("a.txt", LIST)
                self.write("b/c.txt", LIST)
                mode = (self.folder / locked).stat().st_mode
                (self.folder / locked).chmod(0o555)
                before = self.tree()
                done = self.run_tool("check", "--clients", "a.txt", "--clients", "b/c.txt", "--fix", status=2)
                self.assertIn(b"ampslint: cannot write 'b/c.txt': " + (b"it is read-only" if locked != "b" else b"its folder is read-only"), done.stderr)
                self.assertEqual(self.tree(), before)
                (self.folder / locked).chmod(mode)

    def test_another_name_is_mentioned(self):
        target = self.write("c.txt", LIST)
        os.link(target, self.folder / "other.txt")
        warning = b"ampslint: 'c.txt' has another name (a hard link), which keeps the old text\n"
        self.assertIn(warning, self.run_tool("check", "--clients", "c.txt", "--diff", status=1).stderr)
        self.assertIn(warning, self.run_tool("check", "--clients", "c.txt", "--fix").stderr)
        self.assertEqual((self.read("c.txt").decode(), self.read("other.txt").decode()), (FIXED, LIST))

    def test_folder_of_everybody(self):
        """Who may exchange its files could have another one replaced; not where the folder is sticky."""
        self.write("open/c.txt", LIST)
        (self.folder / "open").chmod(0o777)
        done = self.run_tool("check", "--clients", "open/c.txt", "--fix", status=2)
        self.assertIn(b"cannot write 'open/c.txt': anybody may write in its folder", done.stderr)
        self.assertEqual(self.read("open/c.txt").decode(), LIST)
        (self.folder / "open").chmod(0o1777)
        self.run_tool("check", "--clients", "open/c.txt", "--fix")
        self.assertEqual(self.read("open/c.txt").decode(), FIXED)

    def test_a_link_of_another_user(self):
        """Who owns a link may have any file replaced that its target is exchanged for."""
        if os.geteuid() != 0:
            self.skipTest("makes files of other users")
        self.write("private/c.txt", LIST)
        self.write("private/base", "old")
        (self.folder / "shared").mkdir()
        (self.folder / "shared").chmod(0o1777)
        for name, target in {"link.txt": "../private/c.txt", "base": "../private/base", "folder": "../private"}.items():
            (self.folder / "shared" / name).symlink_to(target)
            os.chown(self.folder / "shared" / name, 65534, 65534, follow_symlinks=False)
        for name in ("shared/link.txt", "shared/folder/c.txt"):
            done = self.run_tool("check", "--clients", name, "--fix", status=2)
            self.assertIn(f"cannot write '{name}': the link '".encode(), done.stderr)
            self.assertIn(b"belongs to another user", done.stderr)
        for arguments in (["--write-baseline", "shared/base"], ["--format", "json=shared/base"], ["--format", "json=shared/folder/new"]):
            done = self.run_tool("check", "--clients", "private/c.txt", *arguments, status=2)
            self.assertIn(b"belongs to another user", done.stderr)
        self.assertEqual((self.read("private/c.txt").decode(), self.read("private/base")), (LIST, b"old"))
        self.assertFalse((self.folder / "private/new").exists())

    def test_extended_attributes(self):
        target = self.write("c.txt", LIST)
        access = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in (
            (1, 6, -1), (2, 4, 1234), (4, 0, -1), (0x10, 4, -1), (0x20, 0, -1)))
        try:
            os.setxattr(target, "user.origin", b"team")
            os.setxattr(target, "system.posix_acl_access", access)
        except OSError as error:
            self.skipTest(f"the file system keeps none: {error}")
        mode = target.stat().st_mode
        self.run_tool("check", "--clients", "c.txt", "--fix")
        self.assertEqual(target.read_text(), FIXED)
        self.assertEqual(os.getxattr(target, "user.origin"), b"team")
        self.assertEqual(os.getxattr(target, "system.posix_acl_access"), access)
        self.assertEqual(target.stat().st_mode, mode)

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("setpriv"), "needs root, and setpriv")
    def test_all_or_nothing_at_the_last_step(self):
        """The second file can be prepared, and not be replaced: another user's in a sticky folder."""
        self.folder.chmod(0o755)
        for folder, owner in (("own", 65534), ("sticky", 1)):
            path = self.write(f"{folder}/c.txt", LIST)
            os.chown(path.parent, 65534 if folder == "own" else 0, 65534)
            os.chown(path, owner, 65534)
            path.chmod(0o666)
        (self.folder / "sticky").chmod(0o1777)
        before = self.tree()
        done = subprocess.run(["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", TOOL, "check", "--isolated",
                               "--clients", "own/c.txt", "--clients", "sticky/c.txt", "--fix"],
                              cwd=self.folder, capture_output=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn(b"cannot write 'sticky/c.txt'", done.stderr)
        self.assertEqual(self.tree(), before)

    def test_many_refused(self):
        """Hundreds of fixes that do harm end within bounds."""
        transport = "<Transport><Name>t{0}</Name><Type>tcp</Type><InetAddr>{0}</InetAddr><InitialState>disable</InitialState></Transport>\n"
        self.write("amps.xml", "<AMPSConfig><Name>one</Name><Transports>" + "".join(transport.format(9000 + i) for i in range(100)) +
                   "</Transports></AMPSConfig>")
        done = self.run_tool("check", "amps.xml", "--diff=unsafe")
        self.assertEqual(done.stdout, b"")
        self.assertIn(b"90 more fixes are left out", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
