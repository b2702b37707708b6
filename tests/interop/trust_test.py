"""Which authorities `probe` trusts in systems laid out like various distributions: roots that hold nothing but the program, its
libraries and one authority where that distribution keeps it. None of them has a /dev. Needs root, or user namespaces.

trust_test.py AMPSLINT [TEST]
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

import certificates
from peer import Peer

AMPSLINT = pathlib.Path("/")
FOLDER = None
ENTER = shutil.which("chroot", path=os.environ["PATH"] + ":/usr/sbin:/sbin") or "chroot"
CHROOT = [ENTER] if os.geteuid() == 0 else [shutil.which("unshare") or "unshare", "--map-root-user", ENTER]


def setUpModule():
    global FOLDER
    FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="ampslint-trust-"))
    certificates.make(FOLDER / "certificates")
    root = FOLDER / "bare"
    (root / "bin").mkdir(parents=True)
    shutil.copy(AMPSLINT, root / "bin/ampslint")
    linked = subprocess.run(["ldd", AMPSLINT], capture_output=True, text=True, check=False).stdout
    for library in re.findall(r"(/\S+) \(0x", linked):
        (root / library[1:]).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(library, root / library[1:])
    tried = subprocess.run([*CHROOT, root, "/bin/ampslint", "--version"], capture_output=True, text=True, check=False)
    if tried.returncode != 0:
        print("SKIPPED: the program cannot be started in a root of its own:", tried.stderr.strip())
        raise unittest.SkipTest("no root of its own")


def tearDownModule():
    shutil.rmtree(FOLDER)


def hash_of(certificate):
    return subprocess.run(["openssl", "x509", "-noout", "-hash", "-in", certificate], capture_output=True, text=True, check=True).stdout.strip()


class Root:
    """A system with nothing in it."""

    def __init__(self, name):
        self.path = FOLDER / name
        shutil.copytree(FOLDER / "bare", self.path, symlinks=True)

    def put(self, place, authority="ca"):
        """An authority in the file `place`; `HASH` in its name is that of the authority."""
        source = FOLDER / f"certificates/{authority}.pem"
        path = self.path / place.replace("HASH", hash_of(source))
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, path)

    def link(self, place, target):
        path = self.path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)

    def found(self, peer, *options, **environment):
        done = subprocess.run([*CHROOT, self.path, "/bin/ampslint", "probe", "-c", f"tcps://127.0.0.1:{peer.port}/amps/json", "--format", "json", *options],
                              capture_output=True, text=True, env=environment, timeout=60, check=False)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"status {done.returncode}: {done.stdout}{done.stderr}")
        return [found["rule"] for found in json.loads(done.stdout)["diagnostics"] if found["severity"] == "error"]


DISTRUSTED = ["live-certificate-invalid"]
# What each distribution has, as (file, ) or (link, target); the authority is in every file.
LAYOUTS = {
    "Debian": [("etc/ssl/certs/HASH.0",), ("etc/ssl/certs/ca-certificates.crt",)],
    "Debian, own authority by hash": [("etc/ssl/certs/HASH.0",)],
    "distroless": [("etc/ssl/certs/ca-certificates.crt",)],
    "Alpine": [("etc/ssl/certs/ca-certificates.crt",), ("etc/ssl/cert.pem", "certs/ca-certificates.crt")],
    "Alpine without the package": [("etc/ssl/cert.pem",)],
    "Red Hat 8": [("etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",),
                  ("etc/pki/tls/certs/ca-bundle.crt", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
                  ("etc/ssl/certs", "../pki/tls/certs")],
    "Red Hat 10": [("etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",)],
    "SUSE": [("var/lib/ca-certificates/ca-bundle.pem",), ("etc/ssl/ca-bundle.pem", "/var/lib/ca-certificates/ca-bundle.pem")],
}


class Trust(unittest.TestCase):
    def root(self, entries):
        root = Root(self.id().replace(".", "-") + str(len(os.listdir(FOLDER))))
        root.link("usr/lib/ssl/certs", "/etc/ssl/certs")  # where Debian's OpenSSL looks
        for entry in entries:
            root.link(*entry) if len(entry) == 2 else root.put(*entry)
        return root

    def test_every_layout(self):
        with Peer("tcps", **self.pem("good")) as peer:
            for name, entries in LAYOUTS.items():
                with self.subTest(name):
                    self.assertEqual(self.root(entries).found(peer), [])

    def test_another_authority(self):
        with Peer("tcps", **self.pem("untrusted")) as peer:
            for name, entries in LAYOUTS.items():
                with self.subTest(name):
                    self.assertEqual(self.root(entries).found(peer), DISTRUSTED)

    def test_no_authority(self):
        with Peer("tcps", **self.pem("good")) as peer:
            root = self.root([])
            self.assertEqual(root.found(peer), DISTRUSTED)
            root.put("ca.pem")
            self.assertEqual(root.found(peer, "--ca", "/ca.pem"), [])
            self.assertEqual(root.found(peer, SSL_CERT_FILE="/ca.pem"), [])

    def test_what_the_environment_says_is_all(self):
        with Peer("tcps", **self.pem("good")) as peer:
            root = self.root(LAYOUTS["SUSE"])
            (root.path / "none").mkdir()
            self.assertEqual(root.found(peer, SSL_CERT_DIR="/none"), DISTRUSTED)

    def test_an_unusable_bundle(self):
        """The next one is taken."""
        with Peer("tcps", **self.pem("good")) as peer:
            root = self.root(LAYOUTS["SUSE"])
            for broken in ("etc/ssl/certs/ca-certificates.crt", "etc/pki/tls/certs/ca-bundle.crt"):
                (root.path / broken).parent.mkdir(parents=True)
                (root.path / broken).write_text("")
            self.assertEqual(root.found(peer), [])

    @staticmethod
    def pem(name):
        return {"certificate": FOLDER / f"certificates/{name}.pem", "key": FOLDER / f"certificates/{name}.key"}


if __name__ == "__main__":
    AMPSLINT = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
