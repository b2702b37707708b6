"""What packaging/release makes: that the binary needs nothing, that it is small and hardened, that two builds are equal, and that each
package can be installed. Building takes many minutes: the test runs only with AMPSLINT_HEAVY=1, or for a folder that is there
already, $AMPSLINT_DIST. What cannot be had is left out with a line that begins with SKIPPED.

usage: portable_test.py AMPSLINT PROJECT [TEST]
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import installed  # noqa: E402

TOOL, PROJECT = pathlib.Path(sys.argv.pop(1)).resolve(), pathlib.Path(sys.argv.pop(1)).resolve()
TARGET = "x86_64-linux-musl"
EXAMPLE = PROJECT / "corpus/example"
MOST = {"binary": 11_000_000, "wheel": 4_500_000}
DIST = FOLDER = BINARY = None


def run(*command, status=0, **more):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=3600, check=False, **more)
    if done.returncode != status:
        raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done.stdout


def build(folder):
    run(PROJECT / "packaging/release", TARGET, env={**os.environ, "DIST": str(folder / "dist"), "BUILD": str(folder / "build")})
    return folder / "dist"


def setUpModule():
    global DIST, FOLDER, BINARY
    FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="ampslint-portable-"))
    if "AMPSLINT_DIST" in os.environ:
        DIST = pathlib.Path(os.environ["AMPSLINT_DIST"]).resolve()
    elif os.environ.get("AMPSLINT_HEAVY") == "1" and not run("apt-get", "indextargets", "Origin: Debian").strip():
        print("SKIPPED: apt has no archive of Debian's, where the libraries come from")
        raise unittest.SkipTest("not on Debian")
    elif os.environ.get("AMPSLINT_HEAVY") == "1":
        DIST = build(FOLDER / "first")
    else:
        print("SKIPPED: builds the portable binary and all it is linked with; AMPSLINT_HEAVY=1 asks for it")
        raise unittest.SkipTest("heavy")
    with tarfile.open(DIST / f"ampslint-{TARGET}.tar.gz") as opened:
        opened.extractall(FOLDER)
    BINARY = FOLDER / f"ampslint-{TARGET}/ampslint"


def tearDownModule():
    shutil.rmtree(FOLDER)


def needs(program, *packages):
    """Skips the test where a program is not there and cannot be installed."""
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    try:
        installed.need(shutil.which(program), *packages)
    except (OSError, subprocess.SubprocessError) as error:
        raise unittest.SkipTest(f"SKIPPED: {program} cannot be had: {error}") from None


def needs_root():
    if os.geteuid() != 0:
        raise unittest.SkipTest("SKIPPED: needs root")


class Portable(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(dir=FOLDER)
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name) / "root"
        self.root.mkdir()
        self.root.parent.chmod(0o755)

    def expect_example(self, *command, inside="/example"):
        """What the command starts finds in the example what the binary under test does."""
        arguments = ["check", inside, "--clients", f"{inside}/clients.txt", "--format", "concise"]
        expected = run(TOOL, "check", EXAMPLE, "--clients", EXAMPLE / "clients.txt", "--format", "concise", status=1)
        self.assertEqual(run(*command, *arguments, status=1).replace(inside, str(EXAMPLE)), expected)

    def with_example(self):
        shutil.copytree(EXAMPLE, self.root / "example")
        return self.root

    def test_needs_nothing(self):
        """In a root that holds nothing else, without /dev and /proc, and as anybody."""
        needs_root()
        shutil.copy(BINARY, self.with_example())
        self.expect_example("chroot", self.root, "/ampslint")
        self.expect_example("chroot", "--userspec=10001:10001", self.root, "/ampslint")
        (self.root / "amps.xml").write_text("<AMPSConfig><Name>a</Name><Transports><Transport><Name>t</Name><Type>tpc</Type>"
                                            "<InetAddr>9007</InetAddr></Transport></Transports></AMPSConfig>")
        run("chroot", self.root, "/ampslint", "check", "/amps.xml", "--fix", status=1)
        self.assertIn("refused", run("chroot", self.root, "/ampslint", "probe", "-c", "tcp://127.0.0.1:1/amps/json", "--timeout", "5", status=1))

    def test_is_static_small_and_hardened(self):
        needs("readelf", "binutils")
        headers = run("readelf", "--wide", "--file-header", "--program-headers", "--dynamic", BINARY)
        self.assertIn("DYN (", headers)  # at any address
        self.assertNotIn("INTERP", headers)
        self.assertNotIn("NEEDED", headers)
        self.assertIn("GNU_RELRO", headers)
        self.assertRegex(headers, r"BIND_NOW|FLAGS.*NOW")
        self.assertRegex(headers, r"GNU_STACK .* RW ")
        self.assertLessEqual(BINARY.stat().st_size, MOST["binary"])
        self.assertLessEqual(next(DIST.glob("*x86_64.whl")).stat().st_size, MOST["wheel"])
        for secret in (str(PROJECT).encode(), str(installed.ROOT).encode(), str(pathlib.Path.home()).encode() + b"/."):
            self.assertNotIn(secret, BINARY.read_bytes())

    def test_sandbox(self):
        """As in a build for this system."""
        needs("strace", "strace")
        log = self.root.parent / "strace"
        run("strace", "-f", "-e", "trace=landlock_restrict_self,seccomp,prctl", "-o", log, BINARY, "check", EXAMPLE, status=0)
        text = log.read_text()
        self.assertRegex(text, r"(SECCOMP_SET_MODE_FILTER|PR_SET_SECCOMP).* = 0")
        own = self.root.parent / "own"
        run("strace", "-f", "-e", "trace=landlock_restrict_self", "-o", own, TOOL, "check", EXAMPLE, status=0)
        self.assertEqual("landlock_restrict_self" in text and " = 0" in text, "= 0" in own.read_text())

    def test_tarball(self):
        self.assertEqual({path.name for path in BINARY.parent.iterdir()},
                         {"ampslint", "ampslint.1", "ampslint.bash", "_ampslint", "ampslint.fish", "LICENSE", "README.md", "third-party.txt", "ampslint.cdx.json"})
        texts = (BINARY.parent / "third-party.txt").read_text()
        for one in json.loads((PROJECT / "packaging/dependencies.json").read_text()):
            self.assertIn(f"== {one['name']} {one['version']}", texts)
        for words in ("Apache License", "PCRE2 LICENCE", "Jean-loup Gailly", "Boost Software License", "mimalloc", "LESSER GENERAL PUBLIC LICENSE"):
            self.assertIn(words.lower(), texts.lower())
        run(PROJECT / "packaging/try", DIST)

    def test_debian_package(self):
        needs("dpkg-deb", "dpkg")
        package = next(DIST.glob("*_amd64.deb"))
        self.assertEqual(run("dpkg-deb", "--field", package, "Depends").strip(), "")
        needs_root()
        for folder in ("var/lib/dpkg/info", "var/lib/dpkg/updates", "var/lib/dpkg/triggers"):
            (self.root / folder).mkdir(parents=True)
        for file in ("status", "available"):
            (self.root / "var/lib/dpkg" / file).touch()
        run("dpkg", f"--root={self.root}", "--force-not-root", "--log=/dev/null", "--install", package)
        self.with_example()
        self.expect_example("chroot", self.root, "/usr/bin/ampslint")
        self.assertTrue((self.root / "usr/share/doc/ampslint/third-party.txt").exists())
        self.assertTrue((self.root / "usr/share/man/man1/ampslint.1.gz").exists())

    def test_rpm(self):
        needs("rpm", "rpm")
        needs_root()
        package = next(DIST.glob("*.x86_64.rpm"))
        self.assertNotRegex(run("rpm", "--query", "--requires", "--package", package), r"lib.*\.so")
        self.assertNotIn("/usr/share/man\n", run("rpm", "--query", "--list", "--package", package))
        run("rpm", "--root", self.root, "--initdb")
        run("rpm", "--root", self.root, "--install", package)
        self.with_example()
        self.expect_example("chroot", self.root, "/usr/bin/ampslint")
        run("rpm", "--root", self.root, "--verify", "ampslint")
        self.assertTrue((self.root / "usr/share/doc/ampslint/third-party.txt").exists())
        run("rpm", "--root", self.root, "--erase", "ampslint")
        left = [path for path in self.root.rglob("*ampslint*") if "rpm" not in str(path.relative_to(self.root))]
        self.assertEqual(left, [])

    def test_image(self):
        needs_root()
        needs("buildah", "buildah")
        needs("runc", "runc")
        digest = run(PROJECT / "packaging/oci/build", DIST, f"oci:{self.root}/image:ampslint").strip()
        self.assertRegex(digest, r"^sha256:[0-9a-f]{64}$")
        self.assertEqual(run(PROJECT / "packaging/oci/build", DIST, f"oci:{self.root}/again:ampslint").strip(), digest)
        config = unpack(self.root / "image", self.root / "rootfs")
        self.assertEqual(config["config"]["User"], "10001")
        files = {str(path.relative_to(self.root / "rootfs")) for path in (self.root / "rootfs").rglob("*") if path.is_file()}
        self.assertEqual(files, {"usr/bin/ampslint", "etc/ssl/certs/ca-certificates.crt", "usr/share/doc/ampslint/LICENSE", "usr/share/doc/ampslint/third-party.txt"})
        shutil.copytree(EXAMPLE, self.root / "rootfs/config", dirs_exist_ok=True)
        run("runc", "spec", cwd=self.root)
        spec = json.loads((self.root / "config.json").read_text())
        spec["process"].update(terminal=False, cwd="/config", user={"uid": 10001, "gid": 10001}, env=config["config"]["Env"],
                               args=[*config["config"]["Entrypoint"], "check", "/config", "--clients", "/config/clients.txt", "--format", "concise"])
        spec["root"]["readonly"] = True
        (self.root / "config.json").write_text(json.dumps(spec))
        done = subprocess.run(["runc", "--root", self.root / "runc", "run", "ampslint-test"], cwd=self.root, capture_output=True, text=True,
                              timeout=120, check=False)
        if "cgroup" in done.stderr or "operation not permitted" in done.stderr.lower():
            self.skipTest(f"SKIPPED: runc cannot start a container here: {done.stderr.strip()}")
        expected = run(TOOL, "check", EXAMPLE, "--clients", EXAMPLE / "clients.txt", "--format", "concise", status=1)
        self.assertEqual((done.returncode, done.stdout.replace("/config", str(EXAMPLE))), (1, expected), done.stderr)

    def test_two_builds_are_equal(self):
        """In folders of different depth."""
        if "AMPSLINT_DIST" in os.environ and os.environ.get("AMPSLINT_HEAVY") != "1":
            self.skipTest("SKIPPED: builds a second time with AMPSLINT_HEAVY=1 only")
        again = build(self.root / "in/another/folder")
        for file in sorted(again.iterdir()):
            with self.subTest(file.name):
                self.assertEqual(file.read_bytes(), (DIST / file.name).read_bytes())


def unpack(image, rootfs):
    """The root of an OCI image for this processor; its configuration."""
    def blob(facts):
        return image / "blobs" / facts["digest"].replace(":", "/")

    facts = json.loads((image / "index.json").read_text())["manifests"][0]
    while "manifests" in (manifest := json.loads(blob(facts).read_text())):
        facts = next(one for one in manifest["manifests"] if one["platform"]["architecture"] == "amd64")
    rootfs.mkdir()
    for layer in manifest["layers"]:
        with tarfile.open(blob(layer)) as opened:
            opened.extractall(rootfs)
    return json.loads(blob(manifest["config"]).read_text())


class OtherProcessor(unittest.TestCase):
    def test_runs_in_an_emulator(self):
        tarball = DIST / "ampslint-aarch64-linux-musl.tar.gz"
        if not tarball.exists():
            self.skipTest("SKIPPED: there is no release for aarch64 in this folder")
        needs("qemu-aarch64-static", "qemu-user-static")
        with tarfile.open(tarball) as opened:
            opened.extractall(FOLDER)
        other = ["qemu-aarch64-static", FOLDER / "ampslint-aarch64-linux-musl/ampslint"]
        for arguments, status in ((["check", EXAMPLE, "--clients", EXAMPLE / "clients.txt", "--format", "json"], 1), (["--version"], 0),
                                  (["check", "--nonsense"], 2), (["rules"], 0), (["check", PROJECT / "corpus/valid"], 0)):
            self.assertEqual(run(*other, *arguments, status=status), run(BINARY, *arguments, status=status))


if __name__ == "__main__":
    unittest.main(verbosity=2)
