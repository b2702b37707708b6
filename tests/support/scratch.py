"""What the tests share that write, fix and compare files: a folder of their own, and the tool in it."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(sys.argv.pop(1)).resolve()
CANARY = "c4n4ry"

AMPS = """<AMPSConfig>
  <Name>one</Name>
  <MessageMemoryLimit>512m</MessageMemoryLimit>
  <Transports>
    <Transport>
      <Name>any-tcp</Name>
      <Type>tcp</Type>
      <InetAddr>9007</InetAddr>
    </Transport>
    <Transport>
      <Name>old</Name>
      <Type>tcp</Type>
      <InetAddr>9008</InetAddr>
      <Protocol>amps</Protocol>
    </Transport>
  </Transports>
</AMPSConfig>
"""


class Scratch(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def read(self, name):
        return (self.folder / name).read_bytes()

    def run_tool(self, *arguments, status=None, folder=None, given=None, env=None):
        done = subprocess.run([TOOL, *arguments], cwd=folder or self.folder, capture_output=True, input=given, env=env,
                              timeout=60, check=False)
        printed = done.stdout + done.stderr
        at = printed.find(CANARY.encode())
        self.assertEqual(at, -1, (arguments, printed[max(0, at - 200):at + 100]))
        if status is not None:
            self.assertEqual(done.returncode, status, done.stdout.decode() + done.stderr.decode())
        return done

    def reported(self, *arguments, status=None, folder=None):
        """The findings, a line each, without their positions."""
        done = self.run_tool("check", *arguments, "--format", "concise", status=status, folder=folder)
        lines = [line.split(": ", 1) for line in done.stdout.decode().splitlines()]
        return [line[1] for line in lines if len(line) == 2 and line[1].endswith("]")]
