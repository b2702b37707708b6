#!/usr/bin/env python3
"""Hostile inputs: each run ends soon, in less than 1 GiB of memory, with an exit status of its own and words about what and where.

usage: hostile_test.py AMPSLINT PROJECT
"""
import os
import pathlib
import subprocess
import sys
import threading
import unittest

PROJECT = pathlib.Path(sys.argv.pop(2)).resolve()
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import scratch  # noqa: E402  (takes the first argument)

SECONDS = 60  # of the processor's time: other work on the machine is no fault
PATIENCE = 300  # for what waits, too
MEBIBYTES = 1024


class Ran:
    def __init__(self, status, seconds, peak, out, err):
        self.status, self.seconds, self.peak, self.out, self.err = status, seconds, peak, out, err
        self.words = (out[:200_000] + out[-1000:] + err[:200_000]).decode(errors="replace")


class Hostile(scratch.Scratch):
    def setUp(self):
        super().setUp()
        self.write("amps.xml", scratch.AMPS)

    def ran(self, *arguments, given=subprocess.DEVNULL):
        with open(self.folder / "out", "w+b") as out, open(self.folder / "err", "w+b") as err:
            tool = subprocess.Popen([scratch.TOOL, *arguments], cwd=self.folder, stdin=given, stdout=out, stderr=err)
            watch = threading.Timer(PATIENCE, tool.kill)
            watch.start()
            _, status, usage = os.wait4(tool.pid, 0)
            watch.cancel()
            tool.returncode = os.waitstatus_to_exitcode(status)
            seconds = usage.ru_utime + usage.ru_stime
            out.seek(0)
            err.seek(0)
            return Ran(tool.returncode, seconds, usage.ru_maxrss // 1024, out.read(), err.read())

    def expect(self, *arguments, statuses=(1,), words=(), given=subprocess.DEVNULL):
        done = self.ran(*arguments, given=given)
        if os.environ.get("AMPSLINT_TIMES"):
            print(f"{self.id().split('.')[-1]} {' '.join(map(str, arguments))[:100]}: {done.status}, {done.seconds:.1f} s, {done.peak} MiB", flush=True)
        with self.subTest(arguments=[str(one)[:80] for one in arguments]):
            self.assertIn(done.status, statuses, done.words[:2000])
            self.assertLess(done.seconds, SECONDS)
            self.assertLess(done.peak, MEBIBYTES)
            for word in (words,) if isinstance(words, str) else words:
                self.assertIn(word, done.words)
        return done

    # What is not a file.

    def odd_paths(self):
        """Paths that are not readable files, by what is said of them."""
        os.mkfifo(self.folder / "fifo")
        (self.folder / "folder.d").mkdir()
        (self.folder / "loop").symlink_to("loop")
        (self.folder / "dangling").symlink_to("nowhere")
        paths = ["/dev/zero", "/dev/full", "/dev/tty", "/dev/random", "fifo", "folder.d", "loop", "dangling", "/proc/self/mem", "/proc/kmsg"]
        if os.geteuid() != 0:
            secret = self.write("secret", "x")
            secret.chmod(0)
            paths.append("secret")
        return [path for path in paths if path[0] != "/" or os.path.lexists(path)]

    def test_odd_paths_as_inputs(self):
        for path in self.odd_paths():
            if path != "folder.d":
                self.expect("check", path, statuses=(2,), words=path)
                self.expect("check", "amps.xml", "--scan", path, statuses=(0, 2))
            self.expect("check", "amps.xml", "--clients", path, statuses=(2,), words=path)
            self.expect("check", "amps.xml", "--failover", path, statuses=(2,), words=path)
            self.expect("check", "amps.xml", "--workspace", path, statuses=(2,), words=path)
            self.expect("check", "amps.xml", "--baseline", path, statuses=(2,), words=path)
            self.expect("check", "amps.xml", "--env-file", path, statuses=(2,), words=path)

    def test_odd_paths_inside_inputs(self):
        for path in self.odd_paths():
            self.write("with.xml", f"<AMPSConfig><Name>a</Name><Include>{path}</Include></AMPSConfig>")
            self.expect("check", "with.xml", statuses=(1,), words=("with.xml:1:", path))
            self.write("w.toml", f'[[instance]]\nconfiguration = "amps.xml"\nhosts = ["h"]\n[[proxy]]\nnginx = "{path}"\nhosts = ["p"]\n')
            self.expect("check", "--workspace", "w.toml", statuses=(2,), words=path)
            self.write("w.toml", f'env-files = ["{path}"]\n[[instance]]\nconfiguration = "{path}"\n[[clients]]\nname = "a"\nlists = ["{path}"]\n')
            self.expect("check", "--workspace", "w.toml", statuses=(0, 2))

    def test_standard_input_is_not_for_files_to_name(self):
        self.write("ampslint.toml", '[[clients]]\nlists = ["-"]\n')
        self.expect("check", statuses=(2,), words="'./-'")

    def test_a_folder_that_is_gone(self):
        gone = self.folder / "gone"
        gone.mkdir()
        words = f"cd '{gone}' && rmdir '{gone}' && exec '{scratch.TOOL}' check"
        done = subprocess.run(["sh", "-c", words], capture_output=True, timeout=PATIENCE, check=False)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)

    def test_a_repository_of_pipes(self):
        self.write(".git", "gitdir: other\n")
        (self.folder / "other").mkdir()
        os.mkfifo(self.folder / "other/HEAD")
        self.expect("check", "amps.xml", "--since", "HEAD", statuses=(2,), words="it is a pipe")

    def test_odd_files_in_trees(self):
        self.odd_paths()
        for name in ("tree", "tree/sub"):
            (self.folder / name).mkdir()
            os.mkfifo(self.folder / name / "f.xml")
            os.mkfifo(self.folder / name / "f.py")
            (self.folder / name / "up").symlink_to("..")
            (self.folder / name / "zero.xml").symlink_to("/dev/zero")
            (self.folder / name / "zero.conf").symlink_to("/dev/zero")
        (self.folder / "tree/.gitignore").symlink_to("/dev/zero")
        os.mkfifo(self.folder / "tree/sub/.gitignore")
        self.expect("check", "tree", statuses=(2,), words="no AMPSConfig file found")
        self.expect("check", "amps.xml", "--scan", "tree", statuses=(0,), words="no connection string found")

    def test_standard_input_without_end_or_words(self):
        self.expect("check", "amps.xml", "--clients", "-", statuses=(0,), words="no connection string")
        self.expect("check", "amps.xml", "--clients", "/dev/stdin", statuses=(0, 2))
        with open("/dev/zero", "rb") as zero:
            self.expect("check", "amps.xml", "--clients", "-", given=zero, statuses=(2,), words="larger than 320 MiB")

    def test_outputs_that_take_nothing(self):
        self.expect("check", "amps.xml", "--format", "json=/dev/full", statuses=(2,), words="/dev/full")
        self.expect("check", "amps.xml", "--format", "json=.", statuses=(2,), words="cannot write")
        self.expect("check", "amps.xml", "--write-baseline", "/dev/full", statuses=(2,), words="/dev/full")

    def test_long_paths(self):
        self.expect("check", "a" * 300, statuses=(2,))
        self.expect("check", "a/" * 40_000, statuses=(2,), words="its path is longer")
        self.write("with.xml", f"<AMPSConfig><Name>a</Name><Include>{'b/' * 40_000}</Include></AMPSConfig>")
        self.expect("check", "with.xml", words="its path is longer")

    # Configurations.

    def document(self, inside, before=""):
        self.write("h.xml", f"{before}<AMPSConfig><Name>a</Name>{inside}</AMPSConfig>")

    def test_entities(self):
        laughs = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "ha"}">' for i in range(16))
        self.document("<Description>&e15;</Description>", f"<!DOCTYPE AMPSConfig [{laughs}]>")
        self.expect("check", "h.xml", words=("h.xml:", "entities expand to more than"))
        self.document("<Description>" + "&e;" * 100_000 + "</Description>", f'<!DOCTYPE AMPSConfig [<!ENTITY e "{"x" * 100_000}">]>')
        self.expect("check", "h.xml", words="entities expand to more than")
        self.document("&a;", '<!DOCTYPE AMPSConfig [<!ENTITY a "&b;"><!ENTITY b "&a;">]>')
        self.expect("check", "h.xml", words="h.xml:1:")
        self.document("", "<!DOCTYPE AMPSConfig [" + "".join(f"<!ENTITY e{i} 'x'>" for i in range(300_000)) + "]>")
        self.expect("check", "h.xml", statuses=(0, 1))
        self.document("&e;", '<!DOCTYPE AMPSConfig [<!ENTITY e SYSTEM "/dev/zero">]>')
        self.expect("check", "h.xml", statuses=(0, 1), words="not followed")

    def test_includes(self):
        self.document("<Include>h.xml</Include>")
        self.expect("check", "h.xml", words="include cycle")
        self.document("<Include>1.xml</Include>")
        self.write("1.xml", "<SOW><Include>2.xml</Include></SOW>")
        self.write("2.xml", "<SOW><Include>1.xml</Include><Include>h.xml</Include></SOW>")
        self.expect("check", "h.xml", words="include cycle")
        for i in range(40):  # 2^40 files
            self.write(f"{i}.xml", f"<SOW><Include>{i + 1}.xml</Include><Include>{i + 1}.xml</Include></SOW>")
        self.write("40.xml", "<SOW/>")
        self.document("<Include>0.xml</Include>")
        self.expect("check", "h.xml", words="more than 10000 files are included")

    def test_variables(self):
        self.write("v.env", "\n".join(f"V{i}=${{V{i + 1}}}${{V{i + 1}}}" for i in range(100_000)))
        self.document("<Description>${V0}</Description>" * 1000)
        self.expect("check", "h.xml", "--env-file", "v.env", statuses=(0, 1))
        self.write("v.env", "V=" + "x" * 100_000)
        self.document("<Description>" + "${V}" * 10_000 + "</Description>")
        self.expect("check", "h.xml", "--env-file", "v.env", words="variables expand to more than")
        self.write("v.env", "=" + "A" * 15_000_000)
        self.expect("check", "h.xml", "--env-file", "v.env", statuses=(2,), words="v.env:1")

    def test_much_of_everything(self):
        many = 1_000_000
        # Frames for 100,000 findings take a debug build half a minute: concise.
        for name, inside in (("empty elements", "<a/>" * many), ("elements with names of their own", "".join(f"<a{i}/>" for i in range(many // 4))),
                             ("transports", "<Transports>" + "<Transport/>" * (many // 50) + "</Transports>"),
                             ("modules", "<Modules>" + "<Module/>" * (many // 50) + "</Modules>"),
                             ("topics", "<SOW>" + "<Topic/>" * (many // 50) + "</SOW>"),
                             ("text in pieces", "<Name>" + "a<!-- -->" * many + "</Name>"),
                             ("lines", "\n" * 10_000_000),
                             ("comments that suppress", "<!-- ampslint-ignore a-b: c -->\n" * many)):
            with self.subTest(name):
                self.document(inside)
                self.expect("check", "h.xml", "--format", "concise", statuses=(0, 1))
        self.document(" ".join(f"<a {' '.join(f'a{i}=%c%c' % (34, 34) for i in range(many))}/>" for _ in range(1)))
        self.expect("check", "h.xml", "--format", "concise", statuses=(0, 1))
        self.document("<a " + 'a="" ' * many + "/>")
        self.expect("check", "h.xml", "--format", "concise", words="is set twice")
        self.document("<a>" * many + "</a>" * many)
        self.expect("check", "h.xml", "--format", "concise", words=("h.xml:1:", "nest deeper than 256"))
        self.document("<a>" * many)
        self.expect("check", "h.xml", "--format", "concise", words="nest deeper than 256")

    def test_signs(self):
        for sign in "<&>\"'!\0\xff[]-%;":
            self.write("h.xml", (sign * 20_000_000).encode("latin-1"))
            self.expect("check", "h.xml", words="h.xml:1:")
        self.write("h.xml", "<" * 130_000_000)
        self.expect("check", "h.xml", words="h.xml:1:")
        self.write("h.xml", "<" * 300_000_000)
        self.expect("check", "h.xml", statuses=(2,), words=("h.xml", "larger than 128 MiB"))
        for begin in ("<!--", "<![CDATA[", "<?a ", "<!DOCTYPE a [", "<!DOCTYPE a [<!ENTITY", "<a b='", "</"):
            self.document(begin * 1_000_000)
            self.expect("check", "h.xml", words="h.xml:1:")

    def test_many_configurations(self):
        for i in range(20):
            with open(self.write(f"many/{i}.xml", "<AMPSConfig>"), "ab") as file:
                file.truncate(20 << 20)
        self.expect("check", "many", statuses=(2,), words="larger than 256 MiB together")

    # Lists of connection strings.

    def test_lists(self):
        self.write("list.txt", "tcp://" + "a" * 100_000_000)
        self.expect("check", "amps.xml", "--clients", "list.txt", statuses=(2,), words="list.txt:1:1")
        self.write("list.txt", "tcp://h:9007/amps/json?" + "a=b&" * 25_000_000)
        self.expect("check", "amps.xml", "--clients", "list.txt", statuses=(2,), words="list.txt:1:1")
        self.write("list.txt", ("tcp://h:9007/amps/json?" + "a=b&" * 1000 + "\n") * 20)
        self.expect("check", "amps.xml", "--clients", "list.txt", statuses=(0, 1), words="list.txt:1:")
        self.write("list.txt", "tcp://u:p@h:1/x\n" * 5_000_000)
        self.expect("check", "amps.xml", "--clients", "list.txt", statuses=(2,), words="more than 4000000")
        self.write("list.txt", "tcp://h:9007/amps/json # ampslint-ignore a-b: c\n" * 10_000)
        self.expect("check", "amps.xml", "--clients", "list.txt", statuses=(0, 1))
        self.write("list.txt", b"\n" * 100_000_000)
        self.expect("check", "amps.xml", "--clients", "list.txt", statuses=(0,), words="no connection string")
        self.write("list.txt", b"\0" * 100_000_000)
        self.expect("check", "amps.xml", "--clients", "list.txt", statuses=(2,), words="list.txt:1:1")

    def test_findings(self):
        self.write("list.txt", "x\n" * 105_000)
        for output in ("text", "json"):
            done = self.expect("check", "amps.xml", "--clients", "list.txt", "--format", output, words="more only counted")
            self.assertIn(b"100000 findings reported", done.err)
        self.expect("check", "amps.xml", "--clients", "list.txt", "--fail-on", "never", "--format", "concise", statuses=(0,), words="only counted")

    def test_trees(self):
        for name in ("a.py", "a.js", "a.yaml", "a.json", "a.xml", "a.sh", "a.md", "a.txt"):
            self.write(f"tree/{name}", "x = 'tcp://" + "a" * 2_000_000 + "'\n")
            self.write(f"tree/2/{name}", "'tcp://h:1/amps/json', " * 1_000)
            self.write(f"tree/3/{name}", "tcp://" * 200_000)
            self.write(f"tree/4/{name}", "[{('\"" * 500_000 + "tcp://h:1/amps/json")
        for number in range(1, 5):
            folder = "tree" if number == 1 else f"tree/{number}"
            self.expect("check", "amps.xml", "--scan", folder, statuses=(0, 1, 2))
        deep = self.folder / "deep"
        for _ in range(200):
            deep = deep / "d"
        deep.mkdir(parents=True)
        self.expect("check", "amps.xml", "--scan", "deep", statuses=(0,))
        self.expect("check", "deep", statuses=(2,))

    # Settings.

    def test_workspaces(self):
        many = 1_000_000
        for text in ("a=" + "[" * many, "a=" + "{b=" * many, "a" + ".a" * many + "=1", "[" + "a." * many + "a]", "[[a]]\n" * 100_000,
                     "a='" + "x" * 15_000_000 + "'", "=" * many, '"' * many, "\0" * many, "a=" + "9" * many, "#" * 15_000_000,
                     "".join(f"k{i}=1\n" for i in range(100_000))):
            self.write("w.toml", text)
            self.expect("check", "--workspace", "w.toml", statuses=(2,) if text[0] != "#" else (0, 1, 2))
        ignores = '[[ignore]]\nrules = ["uri-*"]\nreason = "r"\npaths = ["*"]\n' * 5_000
        self.write("w.toml", ignores)
        self.expect("check", "--workspace", "w.toml", "-c", "x", "amps.xml", statuses=(0, 1))
        stars = "*a" * 5000
        self.write("w.toml", f'[[ignore]]\nrules = ["uri-*"]\nreason = "r"\npaths = ["{stars}"]\n')
        self.write("a" * 200 + ".xml", scratch.AMPS)
        self.expect("check", "--workspace", "w.toml", "-c", "x", "a" * 200 + ".xml", statuses=(0, 1))

    def test_baselines(self):
        many = 1_000_000
        for text in ("[" * many, '{"a":' * many, "[" * many + "]" * many, "[0," * many, "[" + "{}," * many + "{}]", '"' + "x" * 15_000_000,
                     '{"version": 1, "findings": [' + "1," * many + "1]}", '{"version": 1, "findings": ' + "[" * many + "]" * many + "}", ""):
            self.write("b.json", text)
            self.expect("check", "amps.xml", "--baseline", "b.json", statuses=(2,), words="b.json")

    def test_nginx(self):
        self.write("w.toml", '[[instance]]\nconfiguration = "amps.xml"\nhosts = ["h"]\n[[proxy]]\nnginx = "n.conf"\nhosts = ["p"]\n')
        for text in ("a{" * 1_000_000, "include n.conf;", "include *;", "include /dev/zero;", "a " * 5_000_000 + ";", "'" * 1_000_000,
                     "include " + "*/../" * 1000 + "*;", "server { location / { " + "proxy_pass http://h:9007; " * 200_000 + "} }",
                     "server { " + "location /a { } " * 200_000 + "}", "${" * 1_000_000):
            self.write("n.conf", text)
            self.expect("check", "--workspace", "w.toml", statuses=(0, 1, 2))


if __name__ == "__main__":
    unittest.main(argv=sys.argv)
