#!/usr/bin/env python3
"""What `check` and the other commands that contact nobody do to the world, as strace sees it: they open no socket, start no program
(but git for --since), and write nothing but what they were asked to write. Once with the fence, and once without: it is not the fence that
keeps them from it.

usage: side_effects_test.py AMPSLINT PROJECT
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

PROJECT = pathlib.Path(sys.argv.pop(2)).resolve()
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import scratch  # noqa: E402  (takes the first argument)

# By name, and not by strace's classes: those of sockets hold what only asks about a descriptor, too.
NETWORK = ("socket,socketpair,connect,bind,listen,accept,accept4,sendto,sendmsg,sendmmsg,recvfrom,recvmsg,recvmmsg,"
           "io_uring_setup,ptrace,process_vm_writev,bpf,mount,kill,tkill,reboot,swapon,sethostname,settimeofday,clock_settime,init_module")
STARTING = "execve,execveat,fork,vfork"
OPENING = "open,openat,openat2,creat"
CHANGING = ("unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,rmdir,link,linkat,symlink,symlinkat,mknod,mknodat,chmod,fchmod,fchmodat,"
            "chown,fchown,fchownat,lchown,truncate,ftruncate,utimensat,setxattr,fsetxattr,removexattr,fallocate")
WRITING_FLAGS = re.compile(r"O_(WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)")


def install_strace():
    if shutil.which("strace"):
        return True
    done = subprocess.run([PROJECT / "scripts/packages", "strace"], capture_output=True, timeout=300, check=False)
    return done.returncode == 0 and shutil.which("strace")


def can_trace():
    done = subprocess.run(["strace", "-f", "-e", "trace=execve", "true"], capture_output=True, timeout=60, check=False)
    return done.returncode == 0


class SideEffects(scratch.Scratch):
    def setUp(self):
        super().setUp()
        self.write("config/amps.xml", scratch.AMPS)
        self.write("config/more.xml", scratch.AMPS.replace("9007", "9107").replace(
            "<Name>one</Name>", "<Name>two</Name><Include>part.xml</Include>"))
        self.write("config/part.xml", "<SOW/>")
        self.write("broken.xml", "<AMPSConfig>")
        self.write("clients.txt", "tcp://db1:9007/amps/json\ntcp://db1.example.com:1/x\nwss://h:9007/amps\nx\n")
        self.write("src/a.py", "c.connect('tcp://db1:9007/amps/json')\n")
        self.write("values.env", "A=b\n")
        self.write("nginx.conf", "server { listen 80; location / { proxy_pass http://127.0.0.1:9007; } }\n")
        self.write("ampslint.toml", '[[instance]]\nconfiguration = "config/amps.xml"\nhosts = ["db1"]\n'
                   '[[clients]]\nname = "all"\nlists = ["clients.txt"]\nscan = ["src"]\n[[proxy]]\nnginx = "nginx.conf"\nhosts = ["db1"]\n')

    def traced(self, *arguments, given=None, statuses=(0, 1)):
        """The calls of a run: (name, the rest of the line), those that failed left out."""
        trace = self.folder / "trace"
        wanted = ",".join((NETWORK, STARTING, OPENING, CHANGING))
        # Calls that the machine does not have (open on arm64) are marked to be optional.
        wanted = ",".join("?" + name for name in wanted.split(","))
        done = subprocess.run(["strace", "-f", "-qq", "-s", "300", "-o", trace, "-e", f"trace={wanted}", "-e", "signal=none",
                               scratch.TOOL, *arguments], cwd=self.folder, capture_output=True, input=given, timeout=120, check=False)
        self.assertIn(done.returncode, statuses, done.stderr.decode())
        calls = []
        for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
            found = re.match(r"\d+\s+(\w+)\((.*)", line)
            if found:
                calls.append((found[1], found[2]))
        trace.unlink()
        self.assertGreater(len(calls), 1, "nothing is seen")
        return calls

    def check_calls(self, calls, written=(), programs=()):
        """`written`: parts of names that may be opened for writing, and changed."""
        for name, rest in calls[1:]:  # the first is the tool itself
            with self.subTest(call=name, rest=rest):
                if name in OPENING.split(","):
                    if WRITING_FLAGS.search(rest):
                        self.assertTrue(any(f'{one}' in rest for one in written), "opened to be written")
                elif name in STARTING.split(","):
                    self.assertTrue(name in ("fork", "vfork") or any(one in rest for one in programs), "started")
                elif name in CHANGING.split(","):
                    self.assertTrue(written, "changed")
                else:
                    self.fail("called")

    def both_ways(self, *arguments, written=(), programs=(), **how):
        for fence in ([], ["--no-sandbox"]):
            self.check_calls(self.traced(*arguments, *fence, **how), written, programs)

    def test_checks(self):
        for arguments in (["check"], ["check", "config"], ["check", "--isolated", "config/amps.xml", "broken.xml"],
                          ["check", "-c", "tcp://db1.example.com:9007/amps/json", "config"],
                          ["check", "--clients", "clients.txt", "--failover", "clients.txt", "config", "--format", "json"],
                          ["check", "--scan", ".", "config", "--host", "--preset", "pedantic", "--preset", "security"],
                          ["check", "--env-file", "values.env", "-D", "A=b", "--compare", "5.3.0", "config", "--format", "sarif"],
                          ["check", "--diff=unsafe", "config"], ["check", "--format", "html", "config"]):
            with self.subTest(arguments=arguments):
                self.both_ways(*arguments)

    def test_from_standard_input(self):
        self.both_ways("check", "config", "--clients", "-", given=b"tcp://db1:9007/amps/json\n")

    def test_names_that_cannot_be_read(self):
        self.both_ways("check", "nothing.xml", "--clients", "config", statuses=(2,))

    def test_other_commands(self):
        for arguments in (["parse", "tcp://db1.example.com:9007/amps/json"], ["connections", "config"], ["expand", "--origins", "config"],
                          ["init", "--schema"]):
            with self.subTest(arguments=arguments):
                self.both_ways(*arguments)
        for arguments in (["rules"], ["explain", "element-unknown"], ["--help"], ["--version"], ["manual"]):
            with self.subTest(arguments=arguments):
                self.check_calls(self.traced(*arguments))

    def test_writes_what_it_is_told_to(self):
        self.write("old.json", "old")
        self.both_ways("check", "--format", "text", "--format", "json=new.json", "--format", "sarif=old.json", "--format", "junit=/dev/null",
                       written=(".ampslint-", '"/dev/null"'))
        self.assertTrue(self.read("new.json").startswith(b"{"))
        self.assertTrue(self.read("old.json").startswith(b"{"))

    def test_writes_a_baseline(self):
        self.both_ways("check", "--write-baseline", "known.json", written=(".ampslint-",))
        self.both_ways("check", "--baseline", "known.json")

    def test_fixes(self):
        for fence in ([], ["--no-sandbox"]):
            self.write("config/amps.xml", scratch.AMPS.replace("512m", "512 m"))
            self.check_calls(self.traced("check", "--fix=unsafe", "config", *fence), written=(".ampslint-",))

    def test_writes_a_workspace(self):
        for fence in ([], ["--no-sandbox"]):
            (self.folder / "ampslint.toml").unlink()
            self.check_calls(self.traced("init", *fence), written=(".ampslint-",))
            self.assertIn(b"[[instance]]", self.read("ampslint.toml"))

    def test_serves_an_editor(self):
        root = self.folder.resolve().as_uri()
        document = {"uri": f"{root}/config/amps.xml"}
        place = {"line": 1, "character": 3}
        messages = [
            {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": root, "capabilities": {}}},
            {"method": "initialized", "params": {}},
            {"method": "textDocument/didOpen",
             "params": {"textDocument": document | {"languageId": "xml", "version": 1, "text": scratch.AMPS.replace("512m", "512 m")}}},
            {"id": 2, "method": "textDocument/hover", "params": {"textDocument": document, "position": place}},
            {"id": 3, "method": "textDocument/codeAction",
             "params": {"textDocument": document, "range": {"start": place, "end": {"line": 90, "character": 0}}, "context": {"diagnostics": []}}},
            {"id": 4, "method": "shutdown"},
            {"method": "exit"},
        ]
        given = b""
        for message in messages:
            body = json.dumps({"jsonrpc": "2.0", **message}).encode()
            given += b"Content-Length: %d\r\n\r\n" % len(body) + body
        self.both_ways("lsp", given=given, statuses=(0,))

    def test_asks_git_alone(self):
        """The two questions that start no program, at the top of the work tree only; and git starts nothing."""
        for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "one"]):
            subprocess.run(["git", *command], cwd=self.folder, check=True, timeout=60, capture_output=True)
        self.write("config/amps.xml", scratch.AMPS.replace("512m", "512 m"))
        self.write("config/.gitattributes", "*.xml filter=x diff=x\n")
        self.write(".git/config", self.read(".git/config").decode() + (
            "[core]\nfsmonitor = id\n[filter \"x\"]\nclean = id\n[diff]\nexternal = id\n[diff \"x\"]\ntextconv = id\n"))
        asked = re.compile(rf'"[^"]*/git", \["git", .*"-C", "{re.escape(str(self.folder.resolve()))}", "(rev-parse|cat-file)", ')
        commands = [["check", "--since", "HEAD", "config"], ["diff", "HEAD", "config"]]
        for command in [[*each, *fence] for each in commands for fence in ([], ["--no-sandbox"])]:
            calls = self.traced(*command)
            self.check_calls(calls, written=('"/dev/null"',), programs=('/git"',))
            started = [asked.match(rest) for name, rest in calls[1:] if name in STARTING.split(",") and name not in ("fork", "vfork")]
            self.assertTrue(all(started), calls)
            self.assertEqual({found[1] for found in started}, {"rev-parse", "cat-file"})


if __name__ == "__main__":
    if not install_strace() or not can_trace():
        print("SKIPPED: no strace, or it may not trace here")
        sys.exit(0)
    unittest.main(argv=sys.argv[:1])
