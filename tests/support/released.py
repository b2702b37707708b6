"""A release as packaging/release makes it, but of any binary: for tests of what wraps one."""
import hashlib
import io
import pathlib
import platform
import subprocess
import tarfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]
NAME = f"ampslint-{platform.machine()}-linux-musl"


def said(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, check=True, timeout=60).stdout


VERSION = said(PROJECT / "packaging/version").decode().strip()


def make_tarball(tool, folder):
    """folder/ampslint-….tar.gz and SHA256SUMS."""
    content = {"ampslint": tool.read_bytes(), "ampslint.1": said(tool, "manual"), "LICENSE": (PROJECT / "LICENSE").read_bytes(),
               "README.md": (PROJECT / "README.md").read_bytes(), "third-party.txt": b"== none\n",
               "ampslint.cdx.json": said(PROJECT / "packaging/sbom")}
    tarball = pathlib.Path(folder) / f"{NAME}.tar.gz"
    with tarfile.open(tarball, "w:gz", compresslevel=1) as out:
        for name, data in content.items():
            member = tarfile.TarInfo(f"{NAME}/{name}")
            member.size, member.mode = len(data), 0o755 if name == "ampslint" else 0o644
            out.addfile(member, io.BytesIO(data))
    (tarball.parent / "SHA256SUMS").write_text(f"{hashlib.sha256(tarball.read_bytes()).hexdigest()}  {tarball.name}\n")
    return tarball


def make_wheel(tarball, folder):
    return pathlib.Path(said(PROJECT / "packaging/wheel", tarball, folder).decode().strip())
