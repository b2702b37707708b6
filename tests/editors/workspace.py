"""A workspace with a mistake of each kind, which every editor opens, with the tool on the PATH. Both folders have a blank in their names."""
import os
import pathlib

FILES = {
    "alone.xml": "<?xml version='1.0'?>\n<!-- below no workspace file -->\n<AMPSConfig>\n  <Nmae>alone</Nmae>\n</AMPSConfig>\n",
    "my work/ampslint.toml": '[[instance]]\nconfiguration = "amps.xml"\nhosts = ["db1"]\n\n[[clients]]\nlists = ["clients.txt"]\nscan = ["src"]\n',
    "my work/amps.xml": """<?xml version="1.0" encoding="UTF-8"?>
<!-- 🚀 -->
<AMPSConfig>
  <Name>orders</Name>
  <Transports>
    <Transport>
      <Name>any-tcp</Name>
      <Type>tcp</Type>
      <!-- 🚀 日本 é --><InetAddr>9007</InetAddr>
      <Protocol>amps</Protocol>
    </Transport>
  </Transports>
</AMPSConfig>
""",
    "my work/clients.txt": "# 🚀\ntcp://db1:9070/amps/json\n",
    "my work/src/feed.py": 'CLIENTS = {"🚀 日本 é": "tcp://db1:9007/amps/json?tcp_nodely=true"}  # 🚀\n',
}


def binary(folder):
    return folder / "own programs/ampslint"


def write(folder, tool):
    """The folder that an editor opens."""
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    binary(folder).parent.mkdir()
    binary(folder).symlink_to(tool)
    return folder / "my work"


def environment(folder):
    """Nothing of the user's own is read or changed."""
    own = {name: str(folder / name.lower()) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    for home in own.values():
        pathlib.Path(home).mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "GITHUB_ACTIONS", "GITLAB_CI")}
    return {**kept, **own, "LC_ALL": "C.UTF-8", "PATH": f"{binary(folder).parent}{os.pathsep}{os.environ['PATH']}"}
