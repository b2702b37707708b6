"""What tests install for themselves. It is kept in $AMPSLINT_CACHE or build/, and is there the next time."""
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]
ROOT = pathlib.Path(os.environ.get("AMPSLINT_CACHE") or PROJECT / "build").resolve()


def run(command, folder=None):
    """What it prints; an OSError with its last words where it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode != 0:
        raise OSError(((done.stderr.strip() or done.stdout.strip()).splitlines() or [f"{command[0]} failed"])[-1])
    return done.stdout


def need(present, *packages):
    """Installs Debian's packages where something is not present."""
    if not present:
        run([PROJECT / "scripts/packages", *packages])


def npm(*arguments, folder=None):
    need(shutil.which("npm"), "nodejs", "npm")
    return run(["npm", *arguments], folder)


def pip(*arguments):
    need(importlib.util.find_spec("pip"), "python3-pip")
    run([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments])


def kept(home, fill):
    """The folder `home`; `fill(folder)` fills it elsewhere first, so that two runs at once do no harm."""
    if home.exists():
        return
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent) as scratch:
        filled = pathlib.Path(scratch) / "filled"
        filled.mkdir()
        fill(filled)
        try:
            filled.rename(home)
        except OSError:
            if not home.exists():
                raise


def kept_packages(home, *packages):
    """The same, filled with Python packages, which can be imported from then on."""
    kept(home, lambda folder: pip("install", "--target", folder, *packages))
    sys.path.insert(0, str(home))
