"""What pip builds of this repository for pre-commit: a package without content that needs `ampslint` in the same version."""
import pathlib
import subprocess
import zipfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    version = subprocess.run([PROJECT / "packaging/version"], capture_output=True, text=True, check=True).stdout.strip()
    information = f"ampslint_hook-{version}.dist-info"
    files = {"METADATA": f"Metadata-Version: 2.1\nName: ampslint-hook\nVersion: {version}\nRequires-Dist: ampslint=={version}\n",
             "WHEEL": "Wheel-Version: 1.0\nGenerator: packaging/python/hook.py\nRoot-Is-Purelib: true\nTag: py3-none-any\n"}
    files["RECORD"] = "".join(f"{information}/{name},,\n" for name in [*files, "RECORD"])
    wheel = f"ampslint_hook-{version}-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(wheel_directory) / wheel, "w") as out:
        for name, content in files.items():
            out.writestr(f"{information}/{name}", content)
    return wheel


def build_sdist(sdist_directory, config_settings=None):
    raise NotImplementedError("there are wheels only")
