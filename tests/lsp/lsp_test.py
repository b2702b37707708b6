"""`ampslint lsp` with the client of pytest-lsp, which reads every message strictly.

Usage: lsp_test.py AMPSLINT PROJECT
"""
import asyncio
import json
import os
import pathlib
import random
import subprocess
import tempfile
import unittest

from editor import ENCODINGS, FILES, ONE, SCHEMA, TOML, Editor, InFolder, Raw, offset_at, place_at, types
from canary_test import AMPS, MORE, NGINX, PROJECT, SOURCES, URIS, WORKSPACE
from scratch import CANARY, TOOL


def shown(found):
    """What is compared of findings."""
    return sorted((one.range.start.line, one.range.start.character, one.range.end.line, one.range.end.character, int(one.severity), str(one.code),
                   one.message) for one in found)


class Lsp(InFolder):
    def checked(self, encoding, *arguments, folder=None):
        """What `check` finds, by path, as an editor would show it."""
        folder = folder or self.folder
        done = subprocess.run([TOOL, "check", *arguments, "--format", "json"], cwd=folder, capture_output=True, timeout=60, check=False)
        by_path = {}
        for one in json.loads(done.stdout)["diagnostics"]:
            text = (folder / one["path"]).read_bytes().decode()
            start, end = (place_at(text, offset_at(text.removeprefix("\ufeff"), **one[which]) + text.startswith("\ufeff"), encoding)
                          for which in ("start", "end"))
            by_path.setdefault(os.path.normpath(one["path"]), []).append(
                (start["line"], start["character"], end["line"], end["character"], SCHEMA["severity"][one["severity"]], one["rule"], one["message"]))
        return {path: sorted(found) for path, found in by_path.items()}

    async def test_findings_are_those_of_check(self):
        """Each file alone, and in each encoding; with characters of every width before them."""
        corpus = [path for kind in ("valid", "broken", "example", "ignores", "xml") for path in sorted((PROJECT / "corpus" / kind).rglob("*"))]
        files = {}
        for path in corpus:
            text = path.read_bytes() if path.is_file() else b""
            if path.suffix == ".xml" and b"<AMPSConfig" in text and len(text) < 30_000:
                try:
                    text.decode()
                except UnicodeDecodeError:
                    continue
                files[f"{len(files)}/{path.name}"] = text
        names = sorted(files, key=lambda name: int(name.split("/")[0]))
        files = {name: files[name] for name in names[::max(1, len(names) // 40)]}
        files["wide/a.xml"] = ONE.replace("<InetAddr>", "<!-- 日本語 🚀 e\u0301 -->\t<InetAddr>").replace("9007", "nine\u00e9🚀").encode()
        files["crlf/a.xml"] = "\ufeff<AMPSConfig><Naem>🚀</Naem>\r\n\r\n<Name>\u00e9</Name><Nmae/>\r\n</AMPSConfig>".encode()
        self.write(files)
        self.assertGreater(len(files), 10)
        for encoding in ENCODINGS:
            expected = {name: self.checked(encoding, "--isolated", pathlib.Path(name).name, folder=(self.folder / name).parent)
                        for name in files}
            async with Editor(self.folder, ["utf-7", encoding]) as editor:
                self.assertEqual(editor.able.capabilities.position_encoding, encoding)
                for name in files:
                    editor.open(name)
                for name in files:
                    with self.subTest(name=name, encoding=encoding):
                        self.assertEqual(shown(await editor.found(name)), expected[name].get(pathlib.Path(name).name, []))

    async def test_a_whole_workspace_is_shown_though_nothing_is_open(self):
        self.write(FILES)
        expected = self.checked("utf-16")
        self.assertEqual(set(expected), {"clients.txt"})
        for profile in ("visual-studio-code", "neovim", "emacs"):
            async with Editor(self.folder, profile=profile) as editor:
                await editor.comes("clients.txt", lambda codes: "connect-unserved" in codes)
                found = editor.client.diagnostics[editor.uri("clients.txt")]
                self.assertEqual(shown(found), expected["clients.txt"])
                unserved = next(one for one in found if one.code == "connect-unserved")
                self.assertTrue(unserved.code_description.href.endswith("/rules/connect-unserved.md"))
                self.assertEqual(unserved.related_information[0].location.uri, editor.uri("amps.xml"))

    async def test_unsaved_text_of_every_kind_counts_in_other_files(self):
        self.write(FILES)
        for name, before, after in (("amps.xml", "9007", "9017"), ("part.xml", "${PORT}", "9018"), ("values.env", "9008", "9018"),
                                    ("ampslint.toml", "db1", "db2"), ("ampslint.toml", "values.env", "none.env")):
            with self.subTest(name):
                async with Editor(self.folder) as editor:
                    await editor.comes("clients.txt", bool)
                    editor.open(name)
                    self.assertEqual(await editor.rules("src/app.py", name), [])
                    editor.replace(name, editor.texts[name].replace(before, after))
                    self.assertIn("connect-unserved" if name != "ampslint.toml" or "env" not in before else None,
                                  [*await editor.rules("src/app.py", name), None])
                    editor.close(name)
                    await editor.comes("src/app.py", lambda codes: not codes)
        async with Editor(self.folder) as editor:
            editor.open("clients.txt")
            self.assertEqual(await editor.rules("clients.txt"), ["connect-unserved"])
            editor.replace("clients.txt", "tcp://db1:9007/amps/json\n")
            self.assertEqual(await editor.rules("clients.txt"), [])
            editor.open("src/new.py", 'C = "tcp://db1:9071/amps/json"\n')  # not on the disk at all
            self.assertEqual(await editor.rules("src/new.py"), ["connect-unserved"])
            editor.close("src/new.py")
            await editor.comes("src/new.py", lambda codes: not codes)

    async def test_nginx_that_is_not_saved(self):
        self.write(FILES | {"clients.txt": "ws://web:80/amps/json\n"})
        async with Editor(self.folder) as editor:
            editor.open("nginx.conf")
            before = await editor.rules("clients.txt", "nginx.conf")
            editor.replace("nginx.conf", editor.texts["nginx.conf"].replace("listen 80", "listen 81"))
            self.assertNotEqual(await editor.rules("clients.txt", "nginx.conf"), before)

    async def test_a_file_that_is_broken_while_somebody_types(self):
        """Its own findings are shown at once; those of other files stay, and go on."""
        files = FILES | {"src/app.py": FILES["src/app.py"] + 'C = "tcp://db1:9071/amps/json"\n'}
        self.write(files)
        for name, before, after in (("amps.xml", "</InetAddr>", "</InetAd"), ("amps.xml", "<Include>part.xml<", "<Include>par<"),
                                    ("amps.xml", "<Transports>", "<Trans"), ("part.xml", "</Type>", "</Ty"), ("part.xml", "${PORT}", "${PORT"),
                                    ("part.xml", "${PORT}", "${POR}"), ("ampslint.toml", '["db1"]', '["db1'), ("ampslint.toml", "hosts", "host"),
                                    ("ampslint.toml", "amps.xml", "amp.xml")):
            with self.subTest(name=name, after=after):
                async with Editor(self.folder) as editor:
                    editor.open(name)
                    editor.open("src/app.py")
                    editor.open("clients.txt")
                    good = [await editor.rules(other, "clients.txt") for other in ("src/app.py", "clients.txt")]  # the last one opened
                    self.assertEqual(good, [["connect-unserved"], ["connect-unserved"]])
                    editor.replace(name, files[name].replace(before, after))
                    self.assertGreater(len(await editor.found(name)), 0)
                    self.assertEqual([await editor.rules(other, name) for other in ("src/app.py", "clients.txt")], good)
                    editor.replace("clients.txt", "tcp://db1:9007/amps/json\n")
                    self.assertEqual(await editor.rules("clients.txt"), [])
                    editor.replace(name, files[name])
                    self.assertEqual(await editor.rules(name), [])
                    self.assertEqual(await editor.rules("src/app.py", name), ["connect-unserved"])

    async def test_edits_give_what_the_whole_text_gives(self):
        parts = ["🚀", "\r\n", "\n", "\r", "é", "<InetAddr>nine</InetAddr>", "<Nmae/>", "<!--", "-->", "日", "tcp://db1:9070/amps/json", " ", "</Name>"]
        for seed, encoding in enumerate(ENCODINGS):
            dealer = random.Random(seed)
            self.write({"a.xml": ONE.replace("\n", "\r\n")})
            async with Editor(self.folder, [encoding]) as editor, Editor(self.folder, [encoding]) as fresh:
                editor.open("a.xml")
                for _ in range(25):
                    for _ in range(dealer.randrange(1, 8)):
                        text = editor.texts["a.xml"]
                        begin = dealer.randrange(len(text) + 1)
                        end = min(len(text), begin + dealer.choice((0, 0, 1, 5)))
                        # No place is between the two characters that end a line.
                        begin, end = (i - 1 if text[i - 1:i + 1] == "\r\n" else i for i in (begin, end))
                        editor.edit("a.xml", begin, max(begin, end), dealer.choice(parts))
                    text = editor.texts["a.xml"]
                    fresh.open("a.xml", text)
                    self.assertEqual(shown(await editor.found("a.xml")), shown(await fresh.found("a.xml")), text)
                    fresh.close("a.xml")
                    if dealer.randrange(4) == 0:
                        editor.replace("a.xml", ONE)

    async def test_fixes_and_suppressions_make_a_finding_go(self):
        config = ONE.replace("<Include>part.xml</Include>", "").replace("<Name>one", "<!-- 🚀 --><Nmae>x</Nmae>\r\n <Name>one")
        files = {"amps.xml": config.replace("<Type>tcp<", "<Type>TCP<"), "ampslint.toml": TOML.split("[[proxy]]")[0], "values.env": "",
                 "clients.txt": "# 🚀\ntcp://db1:9070/amps/json\n", "src/app.py": 'A = "🚀", "tcp://db1:9007/amps/json?tcp_nodely=true"\n',
                 "src/app.yaml": "uri: tcp://db1:9071/amps/json\n", "src/App.java": 'class A { String s = "tcp://db1:9072/amps/json"; }\n'}
        self.write(files)
        kinds = set()
        for encoding in ("utf-8", "utf-16"):
            async with Editor(self.folder, [encoding]) as editor:
                for name in files:
                    editor.open(name)
                for name in files:
                    for action in await editor.actions(name):
                        title = action.title
                        kinds.add(title.split(" ")[0])
                        text = editor.texts[name]
                        with self.subTest(name=name, title=title):
                            before = len(await editor.found(name))
                            editor.apply(action)
                            rules = [one.code for one in await editor.found(name)]
                            self.assertLess(len(rules), before, (title, editor.texts[name], rules))
                            self.assertFalse([rule for rule in rules if rule.startswith("ignore-")])
                        editor.replace(name, text)
                        await editor.found(name)
        self.assertLessEqual({"Change", "Suppress"}, kinds)

    async def test_fix_all_is_what_fix_does(self):
        text = ONE.replace("<Include>part.xml</Include>", "").replace("<Name>one</Name>", "<Name> one </Name>\r\n<MessageMemoryLimit>512m</MessageMemoryLimit>")
        self.write({"amps.xml": text, "ampslint.toml": '[[instance]]\nconfiguration = "amps.xml"\n'})
        async with Editor(self.folder) as editor:
            editor.open("amps.xml")
            actions = await editor.actions("amps.xml", only=["source.fixAll"])
            for action in actions:
                self.assertEqual(action.kind, "source.fixAll.ampslint")
                editor.apply(action)
            subprocess.run([TOOL, "check", "--fix"], cwd=self.folder, capture_output=True, timeout=60, check=False)
            self.assertEqual(editor.texts["amps.xml"].encode(), (self.folder / "amps.xml").read_bytes())

    async def test_hover_shows_pages_and_elements(self):
        self.write(FILES)
        async with Editor(self.folder) as editor:
            editor.open("clients.txt")
            hover = await editor.hover("clients.txt", 1, 12)
            self.assertTrue(hover.contents.value.startswith("# connect-unserved"), hover)
            editor.open("amps.xml")
            hover = await editor.hover("amps.xml", 6, 9)
            self.assertIn("Transport/InetAddr", hover.contents.value)
            self.assertIsNone(await editor.hover("amps.xml", 9, 16))

    async def test_who_pulls_gets_the_same(self):
        self.write(FILES)
        async with Editor(self.folder, pulls=True) as editor:
            self.assertTrue(editor.able.capabilities.diagnostic_provider.inter_file_dependencies)
            editor.open("clients.txt")
            params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(editor.uri("clients.txt")))
            report = await asyncio.wait_for(editor.client.text_document_diagnostic_async(params), 60)
            self.assertEqual([one.code for one in report.items], ["connect-unserved"])
            self.assertFalse(editor.client.diagnostics.get(editor.uri("clients.txt")))
            editor.open("amps.xml")
            editor.replace("amps.xml", ONE.replace("9007", "9070"))
            report = await asyncio.wait_for(editor.client.text_document_diagnostic_async(params), 60)
            self.assertEqual([(one.code, one.range.start.line) for one in report.items], [("connect-unserved", 0)])

    async def test_the_whole_workspace_can_be_pulled(self):
        self.write(FILES)
        async with Editor(self.folder, pulls=True) as editor:
            async def pull(known):
                ids = [types.PreviousResultId(uri, value) for uri, value in known.items()]
                report = await asyncio.wait_for(editor.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(ids)), 60)
                return {one.uri: one for one in report.items}
            first = await pull({})
            clients = editor.uri("clients.txt")
            self.assertEqual([one.code for one in first[clients].items], ["connect-unserved"])
            again = await pull({uri: one.result_id for uri, one in first.items()})
            self.assertEqual(again[clients].kind, "unchanged")
            editor.open("amps.xml")
            editor.replace("amps.xml", ONE.replace("9007", "9070"))
            moved = await pull({uri: one.result_id for uri, one in first.items()})
            self.assertEqual([(one.code, one.range.start.line) for one in moved[clients].items], [("connect-unserved", 0)])
            (self.folder / "clients.txt").write_text("")
            editor.replace("amps.xml", ONE)
            gone = await pull({uri: one.result_id for uri, one in moved.items()})
            self.assertFalse(gone[clients].items)

    async def test_a_workspace_may_be_opened_again(self):
        """What was shown is shown again, with the version, though nothing is different."""
        self.write(FILES)
        async with Editor(self.folder, root=False) as editor:
            for _ in range(3):
                editor.open("clients.txt")
                self.assertEqual(await editor.rules("clients.txt"), ["connect-unserved"])
                editor.client.diagnostics.clear()
                editor.close("clients.txt")


class Protocol(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()

    def test_mistakes_are_answered(self):
        raw = Raw()
        self.assertEqual(raw.ask(1, "textDocument/hover")["error"]["code"], -32002)
        raw.start(self.folder)
        self.assertEqual(raw.ask(2, "initialize", {})["error"]["code"], -32600)
        self.assertEqual(raw.ask("x", "textDocument/none")["error"]["code"], -32601)
        for bad in (b"{", b"", b"[1, 2]", b'"x"', b"\xff", b"[" * 100_000, b'{"method": 7, "id": [1]}'):
            raw.send(bad)
            self.assertIn(raw.answer(None)["error"]["code"], (-32700, -32600))
        for junk in (b"no header at all\r\n\r\n", b"Content-Length: x\r\n\r\n", b"Content-Length: -1\r\n\r\n", b"x" * 100_000 + b"\r\n\r\n"):
            raw.send_bytes(junk)
            self.assertEqual(raw.answer(None)["error"]["code"], -32700)
        raw.send_bytes(b"Content-Length: 70000000\r\n\r\n" + b" " * 70_000_000)
        self.assertEqual(raw.answer(None)["error"]["code"], -32700)
        uri = (self.folder / "a.xml").as_uri()
        for method in ("didOpen", "didChange", "didClose", "didSave"):
            for params in (None, [], {}, {"textDocument": 1}, {"textDocument": {"uri": "file:///%"}}, {"textDocument": {"uri": "git:/a"}},
                           {"textDocument": {"uri": uri}}, {"textDocument": {"uri": uri}, "contentChanges": [{"range": 1, "text": ""}]}):
                raw.send({"method": f"textDocument/{method}", "params": params})
        raw.send({"method": "textDocument/didOpen", "params": {"textDocument": {"uri": uri, "text": ONE, "version": 1}}})
        for place in ({}, {"line": -1, "character": 0}, {"line": 1}, {"line": "1", "character": 0}):
            params = {"textDocument": {"uri": uri}, "position": place, "range": {"start": place, "end": place}}
            for method in ("hover", "codeAction"):
                self.assertEqual(raw.ask(5, f"textDocument/{method}", params)["error"]["code"], -32602)
        far = {"line": 10**12, "character": 10**15}
        self.assertIsNone(raw.ask(6, "textDocument/hover", {"textDocument": {"uri": uri}, "position": far})["result"])
        self.assertIsNone(raw.ask(7, "shutdown")["result"])
        self.assertEqual(raw.ask(8, "textDocument/hover")["error"]["code"], -32600)
        raw.send({"method": "exit"})
        self.assertEqual(raw.end(), 0)

    def test_the_end_of_the_stream_ends_it(self):
        raw = Raw()
        raw.start(self.folder)
        self.assertEqual(raw.end(), 1)
        for unfinished in (b"Content-Le", b"Content-Length: 10\r\n\r\n{"):
            raw = Raw()
            raw.send_bytes(unfinished)
            self.assertEqual(raw.end(), 1)

    def test_what_waits_can_be_cancelled(self):
        (self.folder / "a.xml").write_text(ONE)
        raw = Raw()
        raw.ask(0, "initialize", {"capabilities": {}, "rootUri": None})  # nothing is checked before `initialized`
        document = {"uri": (self.folder / "a.xml").as_uri()}
        raw.send({"method": "textDocument/didOpen", "params": {"textDocument": {**document, "text": ONE, "version": 1}}})
        raw.send({"id": 1, "method": "textDocument/hover", "params": {"textDocument": document, "position": {"line": 0, "character": 0}}})
        raw.send({"method": "$/cancelRequest", "params": {"id": 1}})
        self.assertEqual(raw.answer(1)["error"]["code"], -32800)
        raw.end()

    def test_unknown_rules_are_an_error(self):
        raw = Raw("--ignore", "no-such-rule")
        self.assertEqual(raw.end(), 2)

    def test_no_message_shows_a_secret(self):
        files = {"amps.xml": AMPS, "more.xml": MORE, "clients.txt": "\n".join(URIS) + "\n", "nginx.conf": NGINX, **SOURCES}
        odd = [f"\n[{CANARY}\n", f'\nkind = "tcp://u:{CANARY}@h"\n', f'\n[[clients]]\npassword = "{CANARY}"\n']
        for name, text in {**files, "ampslint.toml": WORKSPACE}.items():
            (self.folder / name).parent.mkdir(exist_ok=True)
            (self.folder / name).write_text(text)
        raw = Raw("--preset", "pedantic", "--preset", "security", "--host")
        raw.start(self.folder)
        id_ = 10
        for name, text in {**files, "ampslint.toml": WORKSPACE}.items():
            document = {"uri": (self.folder / name).as_uri()}
            raw.send({"method": "textDocument/didOpen", "params": {"textDocument": {**document, "text": text, "version": 1}}})
            for line, words in enumerate(text.split("\n")):
                for character in range(0, len(words), 7):
                    place = {"line": line, "character": character}
                    raw.ask(id_ := id_ + 1, "textDocument/hover", {"textDocument": document, "position": place})
                    for method in ("completion", "definition", "references", "prepareRename", "linkedEditingRange") if character % 3 == 0 else ():
                        raw.ask(id_ := id_ + 1, f"textDocument/{method}", {"textDocument": document, "position": place})
            whole = {"start": {"line": 0, "character": 0}, "end": {"line": 10**6, "character": 0}}
            for only in (None, ["source.fixAll"]):
                raw.ask(id_ := id_ + 1, "textDocument/codeAction", {"textDocument": document, "range": whole, "context": {"diagnostics": [], "only": only}})
            for method in ("codeLens", "documentLink", "documentSymbol", "inlayHint", "foldingRange", "diagnostic"):
                raw.ask(id_ := id_ + 1, f"textDocument/{method}", {"textDocument": document, "range": whole})
            for command in ("expand", "connections", "offers", "debug"):
                raw.ask(id_ := id_ + 1, "workspace/executeCommand", {"command": f"ampslint.{command}", "arguments": [document["uri"]]})
            raw.ask(id_ := id_ + 1, "workspace/symbol", {"query": ""})
            for broken in [text[:len(text) // 2], *(text + more for more in odd if name == "ampslint.toml")]:
                raw.send({"method": "textDocument/didChange", "params": {"textDocument": {**document, "version": 2}, "contentChanges": [{"text": broken}]}})
                raw.ask(id_ := id_ + 1, "textDocument/hover", {"textDocument": document, "position": {"line": 0, "character": 0}})
            raw.send({"method": "textDocument/didChange", "params": {"textDocument": {**document, "version": 3}, "contentChanges": [{"text": text}]}})
        raw.ask(1, "workspace/executeCommand", {"command": "ampslint.connections"})
        raw.ask(1, "shutdown")
        raw.end()
        self.assertGreater(raw.heard.count(b"publishDiagnostics"), 10)
        self.assertIn(b"***", raw.heard)
        at = raw.heard.find(CANARY.encode())
        self.assertEqual(at, -1, raw.heard[max(0, at - 300):at + 100])


if __name__ == "__main__":
    unittest.main()
