"""Files of reports: written as a whole or not at all, and through no link that nobody named.

Usage: output_file_test.py AMPSLINT
"""
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from scratch import AMPS, TOOL, Scratch  # noqa: E402


def at_most_one_block():
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))


class OutputFile(Scratch):
    def setUp(self):
        super().setUp()
        self.write("amps.xml", AMPS)

    def run_with(self, *arguments, environment=(), **how):
        environment = {"PATH": os.environ["PATH"], **dict(environment)}
        return subprocess.run([TOOL, *arguments], cwd=self.folder, env=environment, capture_output=True, timeout=60, check=False, **how)

    def names(self):
        return sorted(os.listdir(self.folder))

    def test_what_cannot_be_written_whole_is_not_there(self):
        for old in (None, b"old"):
            if old:
                self.write("report.json", old)
            before = self.names()
            for report in ("json", "jsonl"):
                with self.subTest(report, old=old):
                    done = self.run_with("check", "amps.xml", *["-c", "tcp://db1:9/amps/json"] * 20, "--format", f"{report}=report.json",
                                         preexec_fn=at_most_one_block)
                    self.assertEqual(done.returncode, 2)
                    self.assertIn(b"ampslint: cannot write 'report.json': File too large", done.stderr)
                    self.assertEqual(self.names(), before)
                    self.assertTrue(old is None or self.read("report.json") == old)

    def test_a_named_link_stays(self):
        self.write("real/report.json", "old").chmod(0o640)
        (self.folder / "report.json").symlink_to("real/report.json")
        self.run_tool("check", "amps.xml", "--format", "json=report.json")
        self.assertTrue((self.folder / "report.json").is_symlink())
        self.assertIn("diagnostics", json.loads(self.read("real/report.json")))
        self.assertEqual((self.folder / "real/report.json").stat().st_mode & 0o777, 0o640)

    def test_a_link_that_nobody_named(self):
        self.write("precious", "mine")
        for name, environment, complaint in (
                ("gl-code-quality-report.json", {"GITLAB_CI": "true"}, b"'gl-code-quality-report.json': it is a symbolic link"),
                ("summary.md", {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "summary.md"}, b"'summary.md': it is a symbolic link")):
            with self.subTest(name):
                (self.folder / name).symlink_to("precious")
                done = self.run_with("check", "amps.xml", environment=environment)
                self.assertIn(b"cannot write " + complaint, done.stderr)
                self.assertEqual(self.read("precious"), b"mine")
                self.assertIn(done.returncode, (0, 1), done.stderr)

    def test_a_pipe_that_nobody_named(self):
        for name, environment in (("gl-code-quality-report.json", {"GITLAB_CI": "true"}),
                                  ("summary.md", {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "summary.md"})):
            os.mkfifo(self.folder / name)
            done = self.run_with("check", "amps.xml", environment=environment)
            self.assertIn(f"cannot write '{name}'".encode(), done.stderr)
            self.assertIn(done.returncode, (0, 1), done.stderr)

    def test_a_folder_of_everybody(self):
        """Not outside of CI, where a container may have no other."""
        self.folder.chmod(0o777)
        for arguments in (["check", "amps.xml", "--format", "json=report.json"], ["init"]):
            done = self.run_with(*arguments)
            self.assertEqual((done.returncode, self.names()), (2, ["amps.xml"]))
            self.assertIn(b"anybody may write in its folder", done.stderr)
        self.run_with("check", "amps.xml", "--format", "json=report.json", environment={"CI": "true"})
        self.assertIn("report.json", self.names())

    def test_the_first_workspace_replaces_no_link(self):
        (self.folder / "ampslint.toml").symlink_to("nowhere")
        done = self.run_with("init")
        self.assertEqual((done.returncode, self.names()), (2, ["amps.xml", "ampslint.toml"]))
        self.assertIn(b"'ampslint.toml' already exists and was not changed", done.stderr)

    def test_a_file_in_shared_memory(self):
        if not os.access("/dev/shm", os.W_OK):
            self.skipTest("no /dev/shm")
        with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
            done = self.run_with("check", "amps.xml", "--format", f"json={folder}/report.json")
            self.assertEqual(done.stderr, b"")
            self.assertIn("diagnostics", json.loads(pathlib.Path(folder, "report.json").read_text(encoding="utf-8")))

    def test_standard_output_by_name(self):
        with (self.folder / "out").open("wb") as out:
            done = subprocess.run([TOOL, "check", "amps.xml", "--format", "json=/dev/stdout"], cwd=self.folder, stdout=out,
                                  stderr=subprocess.PIPE, timeout=60, check=False)
        self.assertEqual(done.stderr, b"")
        self.assertIn("diagnostics", json.loads(self.read("out")))
        piped = self.run_with("check", "amps.xml", "--format", "json=/dev/stdout")
        self.assertEqual(piped.stderr, b"")
        self.assertIn("diagnostics", json.loads(piped.stdout))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
