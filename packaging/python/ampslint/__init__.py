"""ampslint, a program: `ampslint` on the PATH, `python -m ampslint`, or the file that `find()` names."""
import os
import sys
import sysconfig


def find():
    """The binary, which stands where pip puts programs."""
    schemes = [None, sysconfig.get_preferred_scheme("user") if sys.version_info >= (3, 10) else "posix_user"]
    folders = [sysconfig.get_path("scripts", *([scheme] if scheme else [])) for scheme in schemes]
    # `pip install --target FOLDER` puts them into FOLDER/bin.
    folders.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "bin"))
    for folder in folders:
        file = os.path.join(folder, "ampslint")
        if os.path.isfile(file):
            return file
    raise FileNotFoundError("ampslint is in none of " + ", ".join(folders))
