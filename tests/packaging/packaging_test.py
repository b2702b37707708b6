"""What wraps a released binary, made of the binary under test: the wheel, the npm packages, the formula; the bill of materials;
the commands of docs/install.md. Each is installed from this machine alone and run. What cannot be had for it is left out with
a line that begins with SKIPPED.

usage: packaging_test.py AMPSLINT PROJECT [TEST]
"""
import contextlib
import hashlib
import http.server
import json
import os
import pathlib
import platform
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import unittest
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import installed  # noqa: E402
import released  # noqa: E402

TOOL, PROJECT = pathlib.Path(sys.argv.pop(1)).resolve(), pathlib.Path(sys.argv.pop(1)).resolve()
CACHE = installed.ROOT / "packaging-1"
PIP = ["uv==0.13.8", "cyclonedx-python-lib[json-validation]==11.12.0"]
EXAMPLE = ["check", PROJECT / "corpus/example", "--clients", PROJECT / "corpus/example/clients.txt", "--format", "concise"]
DIST = None


def setUpModule():
    global DIST
    try:
        installed.kept(CACHE, lambda folder: installed.pip("install", "--target", folder, *PIP))
        installed.need(shutil.which("npm"), "nodejs", "npm")
    except (OSError, subprocess.SubprocessError) as error:
        print(f"SKIPPED: {', '.join(PIP)} or npm cannot be had: {error}")
        raise unittest.SkipTest("nothing to install with")
    sys.path.insert(0, str(CACHE))
    DIST = pathlib.Path(tempfile.mkdtemp(prefix="ampslint-packaging-"))
    tarball = released.make_tarball(TOOL, DIST)
    released.make_wheel(tarball, DIST)
    released.said(PROJECT / "packaging/npm/pack", tarball, DIST)


def tearDownModule():
    shutil.rmtree(DIST)


class Packages(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        clean = {name: value for name, value in os.environ.items() if not re.match("PIP_|UV_|npm_|VIRTUAL_ENV|PYTHON|CI$", name)}
        self.environment = {**clean, "HOME": str(self.folder), "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(DIST), "UV_NO_INDEX": "1",
                            "UV_FIND_LINKS": str(DIST), "UV_OFFLINE": "1", "UV_PYTHON_DOWNLOADS": "never", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}

    def run_(self, *command, status=0, **more):
        done = subprocess.run([str(part) for part in command], cwd=self.folder, env={**self.environment, **more}, capture_output=True,
                              text=True, timeout=300, check=False)
        self.assertEqual(done.returncode, status, f"{command}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def expect_example(self, *command):
        """The tool that the command starts finds what it has to."""
        expected = subprocess.run([str(part) for part in [TOOL, *EXAMPLE]], capture_output=True, text=True, check=False).stdout
        self.assertGreater(len(expected), 100)
        self.assertEqual(self.run_(*command, *EXAMPLE, status=1), expected)

    def environment_of_python(self):
        subprocess.run([sys.executable, "-m", "venv", self.folder / "venv"], check=True, timeout=120)
        return self.folder / "venv/bin"

    def test_wheel(self):
        programs = self.environment_of_python()
        begin = time.monotonic()
        self.run_(programs / "pip", "install", "ampslint")
        self.expect_example(programs / "ampslint")
        print(f"pip install and a first check: {time.monotonic() - begin:.2f} s")
        self.expect_example(programs / "python", "-m", "ampslint")
        self.assertEqual(self.run_(programs / "pip", "show", "--files", "ampslint").count("third-party.txt"), 1)
        self.assertTrue((self.folder / "venv/share/man/man1/ampslint.1").exists())
        self.run_(programs / "pip", "uninstall", "--yes", "ampslint")
        self.assertFalse((programs / "ampslint").exists())
        # Elsewhere than in an environment.
        self.run_(programs / "pip", "install", "--quiet", "--target", self.folder / "target", "ampslint")
        self.expect_example(programs / "python", "-c", "import runpy, sys; sys.path.insert(0, 'target'); runpy.run_module('ampslint', run_name='__main__')")

    def test_wheel_by_uv(self):
        self.expect_example(CACHE / "bin/uvx", "--quiet", "ampslint")

    def test_wheel_is_whole_and_repeats(self):
        wheel = next(DIST.glob("*.whl"))
        again = released.make_wheel(next(DIST.glob("*.tar.gz")), self.folder)
        self.assertEqual((again.name, again.read_bytes()), (wheel.name, wheel.read_bytes()))
        self.assertEqual(len(re.findall("manylinux|musllinux", wheel.name)), 3)
        with zipfile.ZipFile(wheel) as opened:
            names = opened.namelist()
            record = opened.read(next(name for name in names if name.endswith("/RECORD"))).decode()
            self.assertEqual([line.split(",")[0] for line in record.splitlines()], names)
            sbom = json.loads(opened.read(next(name for name in names if "/sboms/" in name)))
        self.assertEqual(sbom["metadata"]["component"]["version"], released.VERSION)

    def test_bill_of_materials(self):
        from cyclonedx.schema import SchemaVersion
        from cyclonedx.validation.json import JsonStrictValidator

        text = released.said(PROJECT / "packaging/sbom").decode()
        self.assertIsNone(JsonStrictValidator(SchemaVersion.V1_6).validate_str(text))
        self.assertEqual(released.said(PROJECT / "packaging/sbom").decode(), text)
        components = json.loads(text)["components"]
        self.assertGreater(len(components), 12)
        for one in components:
            self.assertTrue(one["version"] and one["licenses"] and one["purl"], one)

    def test_npm(self):
        with registry(self.folder) as url:
            npm = {"npm_config_registry": url, "npm_config_cache": str(self.folder / "cache"), "npm_config_update_notifier": "false"}
            self.run_("npm", "install", "--save-dev", "--no-audit", "--no-fund", "ampslint", **npm)
            self.expect_example(self.folder / "node_modules/.bin/ampslint")
            self.run_("npx", "ampslint", "--version", **npm)
        # It ends as the binary does.
        for status, arguments in ((0, ["--version"]), (2, ["check", "--nonsense"])):
            self.run_(self.folder / "node_modules/.bin/ampslint", *arguments, status=status)
        waiting = subprocess.Popen([self.folder / "node_modules/.bin/ampslint", "lsp"], stdin=subprocess.PIPE, env=self.environment,
                                   start_new_session=True)
        time.sleep(1)
        os.killpg(waiting.pid, signal.SIGTERM)  # as a terminal does with SIGINT
        self.assertIn(waiting.wait(timeout=30), (128 + signal.SIGTERM, 0))
        waiting.stdin.close()
        shutil.rmtree(self.folder / "node_modules/@ampslint")
        lost = subprocess.run([self.folder / "node_modules/.bin/ampslint"], capture_output=True, text=True, check=False)
        self.assertEqual((lost.returncode, "there is no package @ampslint/linux-" in lost.stderr), (2, True), lost.stderr)

    def test_formula(self):
        if not shutil.which("ruby"):
            self.skipTest("SKIPPED: there is no ruby")
        for machine in ("x86_64", "aarch64"):
            (self.folder / f"ampslint-{machine}-linux-musl.tar.gz").write_bytes(machine.encode())
        self.run_(PROJECT / "packaging/finish", DIST=str(self.folder))
        formula = self.folder / "ampslint.rb"
        self.run_("ruby", "-c", formula)
        text = formula.read_text()
        self.assertNotIn("@", text.replace("@ ", ""))
        for machine in ("x86_64", "aarch64"):
            self.assertIn(hashlib.sha256(machine.encode()).hexdigest(), text)
        self.run_("sha256sum", "--check", "SHA256SUMS")

    def test_only_one_place_names_the_version(self):
        number = re.compile(rb"(?<![\d.])" + re.escape(released.VERSION.encode()) + rb"(?![\d.])")
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=False)
        if listed.returncode != 0:
            self.skipTest("SKIPPED: not a repository")
        found = [name for name in listed.stdout.split("\0") if name and (PROJECT / name).is_file() and not name.endswith("-lock.json")
                 and number.search((PROJECT / name).read_bytes())]
        self.assertEqual(found, ["CMakeLists.txt"])

    def test_commands_of_the_documents(self):
        """Those marked `run`, one after another, with what would come from elsewhere taken from here."""
        blocks = re.findall(r"^```sh ?(\w*)\n(.*?)^```$", (PROJECT / "docs/install.md").read_text(), re.M | re.S)
        self.assertGreater(len([kind for kind, _ in blocks if kind == "run"]), 4)
        if platform.machine() != "x86_64":
            self.skipTest("SKIPPED: the document shows x86_64")
        programs = self.environment_of_python()
        work = self.folder / "work"
        shutil.copytree(PROJECT / "corpus/valid", work, dirs_exist_ok=True)
        (programs / "uvx").symlink_to(CACHE / "bin/uvx")
        with registry(self.folder) as url:
            (programs / "curl").write_text(
                f'#!/bin/sh\nfor word; do address=$word; done\ncase $address in\n  https://github.com/ampslint/ampslint/releases/latest/download/*) ;;\n'
                f'  *) exit 7 ;;\nesac\nexec {shutil.which("cat")} "{DIST}/$(basename "$address")"\n')
            (programs / "curl").chmod(0o755)
            for kind, block in blocks:
                if kind != "run":
                    continue
                done = subprocess.run(["sh", "-e", "-c", block], cwd=work, capture_output=True, text=True, timeout=300, check=False,
                                      env={**self.environment, "PATH": f"{programs}:{os.environ['PATH']}", "npm_config_registry": url,
                                           "npm_config_cache": str(self.folder / "cache")})
                self.assertEqual(done.returncode, 0, f"{block}\n{done.stdout}{done.stderr}")


@contextlib.contextmanager
def registry(folder):
    """The URL of an npm registry that has the packed packages, and nothing else."""
    home = folder / "registry"
    packages = {}
    for file in DIST.glob("*.tgz"):
        with tarfile.open(file) as opened:
            facts = json.load(opened.extractfile("package/package.json"))
        packages[facts["name"]] = (facts, file)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802
            name = self.path[1:].replace("%2f", "/").replace("%2F", "/")
            if name in packages:
                facts, file = packages[name]
                dist = {"tarball": f"http://127.0.0.1:{self.server.server_port}/{file.name}", "shasum": hashlib.sha1(file.read_bytes()).hexdigest()}
                self.answer(json.dumps({"name": name, "dist-tags": {"latest": facts["version"]},
                                        "versions": {facts["version"]: {**facts, "dist": dist}}}).encode())
            elif (DIST / name).is_file() and name.endswith(".tgz"):
                self.answer((DIST / name).read_bytes())
            else:
                self.send_error(404)

        def answer(self, content):
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    del home
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


if __name__ == "__main__":
    unittest.main(verbosity=2)
