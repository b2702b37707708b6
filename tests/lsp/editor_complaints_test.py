"""What users complain of with other language servers, and how `ampslint lsp` behaves there: a test for each.

Usage: editor_complaints_test.py AMPSLINT PROJECT
"""
import asyncio
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from editor import FILES, ONE, TOML, Editor, InFolder, Raw, place_at, types
from scratch import TOOL


def codes(found):
    return sorted(str(one.code) for one in found)


class Complaints(InFolder):
    def changed(self, editor, *names, kind=types.FileChangeType.Changed):
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(
            [types.FileEvent(editor.uri(name), kind) for name in names]))

    async def test_01_findings_of_other_files_follow_a_change(self):
        self.write(FILES)
        async with Editor(self.folder) as editor:
            await editor.comes("clients.txt", bool)
            editor.open("amps.xml")  # the only open file
            editor.replace("amps.xml", ONE.replace("9007", "9070"))
            await editor.comes("src/app.py", lambda found: found == ["connect-unserved"])
            lines = [one.range.start.line for one in editor.client.diagnostics[editor.uri("clients.txt")]]
            self.assertEqual(lines, [0])

    async def test_02_text_that_is_not_saved_counts_in_all_files(self):
        self.write(FILES)
        async with Editor(self.folder) as editor:
            editor.open("part.xml")
            editor.replace("part.xml", editor.texts["part.xml"].replace("${PORT}", "9070"))
            await editor.comes("src/app.py", bool)
            self.assertEqual((self.folder / "part.xml").read_text(), FILES["part.xml"])

    async def test_03_a_closed_file_is_that_of_the_disk_again(self):
        self.write(FILES)
        async with Editor(self.folder) as editor:
            editor.open("clients.txt", "tcp://db1:1/amps/json\ntcp://db1:2/amps/json\n")
            self.assertEqual(len(await editor.found("clients.txt")), 2)
            editor.close("clients.txt")
            await editor.comes("clients.txt", lambda found: len(found) == 1)

    async def test_04_a_file_that_is_opened_again_is_published_with_its_version(self):
        self.write(FILES)
        raw = Raw()
        raw.start(self.folder)
        document = {"uri": (self.folder / "amps.xml").as_uri()}
        for version in (1, 7):
            raw.send({"method": "textDocument/didOpen", "params": {"textDocument": {**document, "languageId": "xml", "version": version, "text": ONE}}})
            while (message := raw.receive()).get("params", {}).get("version") != version:
                pass
            self.assertEqual(message["params"], {**document, "diagnostics": [], "version": version})
            raw.send({"method": "textDocument/didClose", "params": {"textDocument": document}})
        raw.end()

    async def test_05_only_what_differs_is_published_the_edited_file_first(self):
        self.write(FILES)
        raw = Raw()
        raw.start(self.folder)
        uris = {name: (self.folder / name).as_uri() for name in ("amps.xml", "part.xml", "src/app.py")}

        def send(method, uri, **more):
            raw.send({"method": f"textDocument/{method}", "params": {"textDocument": {"uri": uri, "languageId": "xml", "version": 1}, **more}})

        def published_after(text):
            send("didChange", uris["amps.xml"], contentChanges=[{"text": text}])
            raw.send({"id": 5, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": uris["amps.xml"]}, "range": {
                "start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}}})
            heard = []
            while (message := raw.receive()).get("id") != 5:
                heard.append(message.get("params", {}).get("uri"))
            return heard
        for name, uri in uris.items():
            raw.send({"method": "textDocument/didOpen", "params": {"textDocument": {"uri": uri, "languageId": "x", "version": 1, "text": FILES[name]}}})
        published_after(ONE)
        self.assertEqual(published_after(" " + ONE), [])  # before the root, so nothing moves
        heard = published_after(ONE.replace("9007", "nine"))
        self.assertEqual(heard[0], uris["amps.xml"])
        self.assertNotIn(uris["part.xml"], heard)
        raw.end()

    async def test_06_what_was_read_is_watched(self):
        self.write({f"own/{name}": text for name, text in FILES.items()} | {"base/base.xml": FILES["part.xml"], ".git/HEAD": ""})
        own = self.folder / "own"
        (own / "amps.xml").write_text(ONE.replace("part.xml", "../base/base.xml"))
        async with Editor(own) as editor:
            await editor.comes("clients.txt", bool)
            for _ in range(100):
                if editor.registered:
                    break
                await asyncio.sleep(0.05)
            folders = {one["globPattern"]["baseUri"] for one in editor.registered[-1].register_options["watchers"]}
            self.assertLessEqual({(self.folder / "base").as_uri(), own.as_uri(), (own / "src").as_uri()}, folders)
            (self.folder / "base" / "base.xml").write_text(FILES["part.xml"].replace("${PORT}", "9070"))
            self.changed(editor, "../base/base.xml")
            await editor.comes("src/app.py", bool)
            (self.folder / "base" / "base.xml").write_text(FILES["part.xml"])
            (own / "values.env").write_text("PORT=9018\n")
            self.changed(editor, "values.env")
            await editor.comes("src/app.py", bool)
            (own / "values.env").write_text(FILES["values.env"])
            self.changed(editor, "values.env")
            await editor.comes("src/app.py", lambda found: not found)
            (own / "src" / "new.py").write_text('D = "tcp://db1:1/amps/json"\n')
            self.changed(editor, "src/new.py", kind=types.FileChangeType.Created)
            await editor.comes("src/new.py", bool)
            (own / "src" / "new.py").unlink()
            self.changed(editor, "src/new.py", kind=types.FileChangeType.Deleted)
            await editor.comes("src/new.py", lambda found: not found)

    async def test_06_a_save_is_enough_where_nothing_is_watched(self):
        self.write(FILES)
        async with Editor(self.folder, profile="emacs") as editor:
            editor.open("src/app.py")
            self.assertEqual(await editor.rules("src/app.py"), [])
            (self.folder / "values.env").write_text("PORT=9070\n")
            editor.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(editor.uri("src/app.py"))))
            await editor.comes("src/app.py", bool)

    async def test_07_columns_behind_wide_characters_and_every_edit_is_that_of_fix(self):
        text = ONE.replace("<Include>part.xml</Include>", "").replace(
            "<Name>one</Name>", "<!-- 🚀日本e\u0301 -->\t<Name>one</Name>\t<!-- 🚀 --><MessageMemoryLimit>512m</MessageMemoryLimit>").replace(
            "<Type>tcp<", "<!-- 🚀 --><Type>TCP<")
        toml = '[[instance]]\nconfiguration = "amps.xml"\n'
        for mark in ("", "\ufeff"):
            for encoding in ("utf-8", "utf-16", "utf-32"):
                with self.subTest(mark=mark, encoding=encoding):
                    self.write({"amps.xml": mark + text, "ampslint.toml": toml})
                    async with Editor(self.folder, [encoding]) as editor:
                        editor.open("amps.xml")
                        for action in await editor.actions("amps.xml", only=["source.fixAllUnsafe"]):
                            editor.apply(action)
                    subprocess.run([TOOL, "check", "--fix=unsafe"], cwd=self.folder, capture_output=True, timeout=60, check=False)
                    self.assertEqual(editor.texts["amps.xml"].encode(), (self.folder / "amps.xml").read_bytes())
                    self.assertNotEqual(editor.texts["amps.xml"], mark + text)

    async def test_08_edits_keep_the_line_ends(self):
        for end in ("\r\n", "\n"):
            text = ONE.replace("<Include>part.xml</Include>", "<Nmae/>").replace("\n", end)
            self.write({"amps.xml": text, "ampslint.toml": f'[[instance]]{end}configuration = "amps.xml"{end}'})
            async with Editor(self.folder) as editor:
                for name in ("amps.xml", "ampslint.toml"):
                    editor.open(name)
                actions = await editor.actions("amps.xml")
                self.assertGreater(len(actions), 2)
                for action in actions:
                    before = dict(editor.texts)
                    editor.apply(action)
                    for name, now in editor.texts.items():
                        self.assertEqual(now.count("\r\n") if end == "\n" else now.replace("\r\n", "").count("\n"), 0, action.title)
                    for name, old in before.items():
                        editor.replace(name, old)
                    await editor.found("amps.xml")

    async def test_09_the_editors_own_spelling_of_a_uri_comes_back(self):
        self.write({"a b+ü/am%ps.xml": ONE.replace("9007", "nine")})
        path = self.folder / "a b+ü" / "am%ps.xml"
        for uri in (path.as_uri(), "file://" + str(path).replace("%", "%25").replace(" ", "%20").replace("+", "%2b"), "file://localhost" + path.as_uri()[7:]):
            raw = Raw()
            raw.start(self.folder)
            raw.send({"method": "textDocument/didOpen", "params": {"textDocument": {"uri": uri, "languageId": "xml", "version": 1, "text": path.read_text()}}})
            while (message := raw.receive()).get("method") != "textDocument/publishDiagnostics":
                pass
            self.assertEqual(message["params"]["uri"], uri)
            self.assertTrue(message["params"]["diagnostics"])
            raw.end()

    def processor_time(self, raw):
        fields = pathlib.Path(f"/proc/{raw.server.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    async def test_10_nothing_happens_when_nothing_is_typed(self):
        self.write(FILES)
        raw = Raw()
        raw.start(self.folder)
        raw.ask(1, "workspace/symbol", {"query": ""})
        before = self.processor_time(raw)
        time.sleep(2)
        self.assertLessEqual(self.processor_time(raw) - before, 0.02)
        raw.end()

    async def test_10_of_many_changes_the_newest_is_checked(self):
        self.write(FILES)
        raw = Raw()
        raw.start(self.folder)
        document = {"uri": (self.folder / "amps.xml").as_uri()}
        raw.send({"method": "textDocument/didOpen", "params": {"textDocument": {**document, "languageId": "xml", "version": 1, "text": ONE}}})
        for version in range(2, 300):
            raw.send({"method": "textDocument/didChange", "params": {"textDocument": {**document, "version": version}, "contentChanges": [
                {"text": ONE.replace("9007", f"x{version}")}]}})
        published = 0
        while True:
            message = raw.receive()
            if message.get("params", {}).get("uri") == document["uri"]:
                published += 1
                if message["params"].get("version") == 299:
                    break
        self.assertIn("x299", json.dumps(message))
        self.assertLess(published, 60)
        raw.end()

    async def test_11_when_to_check_is_a_setting(self):
        self.write(FILES)
        raw = Raw()
        raw.ask(0, "initialize", {"capabilities": {}, "rootUri": self.folder.as_uri(), "initializationOptions": {"run": "onSave"}})
        raw.send({"method": "initialized", "params": {}})
        document = {"uri": (self.folder / "amps.xml").as_uri()}
        raw.send({"method": "textDocument/didOpen", "params": {"textDocument": {**document, "languageId": "xml", "version": 1, "text": ONE}}})
        raw.ask(1, "textDocument/codeAction", {"textDocument": document, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}})

        def type_and_ask(version, text):
            raw.send({"method": "textDocument/didChange", "params": {"textDocument": {**document, "version": version}, "contentChanges": [{"text": text}]}})
            time.sleep(0.5)
            heard = len(raw.heard)
            raw.ask(version, "textDocument/hover", {"textDocument": document, "position": {"line": 0, "character": 0}})
            return raw.heard[heard:]
        self.assertNotIn(b"publishDiagnostics", type_and_ask(2, ONE.replace("9007", "nine")))
        raw.send({"method": "textDocument/didSave", "params": {"textDocument": document}})
        while raw.receive().get("params", {}).get("version") != 2:
            pass
        raw.send({"method": "workspace/didChangeConfiguration", "params": {"settings": {"ampslint": {"run": "onType", "pause": 0}}}})
        raw.ask(9, "textDocument/codeAction", {"textDocument": document, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}})
        self.assertIn(b"publishDiagnostics", type_and_ask(3, ONE.replace("9007", "ten")))
        raw.end()

    def resident(self, raw):
        status = pathlib.Path(f"/proc/{raw.server.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0])

    async def test_12_memory_does_not_grow(self):
        self.write(FILES)
        raw = Raw()
        raw.ask(0, "initialize", {"capabilities": {}, "rootUri": self.folder.as_uri(), "initializationOptions": {"pause": 0}})
        raw.send({"method": "initialized", "params": {}})
        document = {"uri": (self.folder / "amps.xml").as_uri()}
        raw.send({"method": "textDocument/didOpen", "params": {"textDocument": {**document, "languageId": "xml", "version": 1, "text": ONE}}})
        dealer = random.Random(1)
        place = {"line": 6, "character": 19}
        text = ONE

        def edits(number, first):
            nonlocal text
            for version in range(first, first + number):
                digit = str(dealer.randrange(10))
                raw.send({"method": "textDocument/didChange", "params": {"textDocument": {**document, "version": version}, "contentChanges": [
                    {"text": digit, "range": {"start": place, "end": {"line": 6, "character": 20}}}]}})
                if version % 20 == 0:
                    raw.ask(version, "textDocument/codeAction", {"textDocument": document, "range": {"start": place, "end": place}})
                    raw.heard = b""
        edits(2_000, 2)
        before = self.resident(raw)
        edits(10_000, 2_002)
        self.assertLessEqual(self.resident(raw), before * 1.05 + 1024)
        raw.end()

    async def test_13_files_outside_of_the_workspace_are_checked_alone(self):
        self.write(FILES | {"ampslint.toml": ""})
        outer = tempfile.TemporaryDirectory()
        self.addCleanup(outer.cleanup)
        lonely = pathlib.Path(outer.name).resolve() / "lonely.xml"
        self.write({"inner/ampslint.toml": '[[instance]]\nconfiguration = "amps.xml"\n', "inner/amps.xml": ONE.replace("9007", "nine").replace("<Include>part.xml</Include>", "")})
        async with Editor(self.folder) as editor:
            document = types.TextDocumentItem(uri=lonely.as_uri(), language_id="xml", version=1, text="<AMPSConfig><Nmae/></AMPSConfig>")
            editor.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
            editor.open("inner/amps.xml")  # the nearest ampslint.toml upwards is its own
            self.assertIn("value-invalid", await editor.rules("inner/amps.xml"))
            self.assertTrue(editor.client.diagnostics[lonely.as_uri()])
            other = types.TextDocumentItem(uri=lonely.with_name("pom.xml").as_uri(), language_id="xml", version=1, text="<project><Nmae/></project>")
            editor.client.text_document_did_open(types.DidOpenTextDocumentParams(other))
            await editor.found("inner/amps.xml")
            self.assertFalse(editor.client.diagnostics.get(other.uri))

    async def test_13_a_text_that_was_never_saved_is_checked_alone(self):
        async with Editor(self.folder) as editor:
            for uri, text, expected in (("untitled:Untitled-1", "<AMPSConfig><Nmae/></AMPSConfig>", True), ("untitled:Untitled-2", "tcp//db1:9007/amps/json\n", None),
                                        ("untitled:/a/b.xml", "<other/>", False)):
                editor.client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri=uri, language_id="xml", version=1, text=text)))
                params = types.CodeActionParams(types.TextDocumentIdentifier(uri), types.Range(types.Position(0, 0), types.Position(9, 0)), types.CodeActionContext([]))
                await asyncio.wait_for(editor.client.text_document_code_action_async(params), 60)
                if expected is not None:
                    self.assertEqual(bool(editor.client.diagnostics.get(uri)), expected)

    async def test_13_several_roots(self):
        self.write({f"{root}/{name}": text for root in ("one", "two") for name, text in FILES.items()})
        async with Editor(self.folder, root=False) as editor:
            event = types.WorkspaceFoldersChangeEvent(added=[types.WorkspaceFolder(editor.uri(root), root) for root in ("one", "two")], removed=[])
            editor.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
            for root in ("one", "two"):
                await editor.comes(f"{root}/clients.txt", bool)
            editor.open("one/amps.xml")
            editor.replace("one/amps.xml", ONE.replace("9007", "9070"))
            await editor.comes("one/src/app.py", bool)
            self.assertFalse(editor.client.diagnostics.get(editor.uri("two/src/app.py")))
            event = types.WorkspaceFoldersChangeEvent(added=[], removed=[types.WorkspaceFolder(editor.uri("two"), "two")])
            editor.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
            await editor.comes("two/clients.txt", lambda found: not found)

    async def test_14_the_editor_and_the_command_line_agree_on_what_is_left_out(self):
        toml = TOML + '[[override]]\npaths = ["clients.txt"]\nrules = { connect-unserved = "note" }\n[[ignore]]\nrules = ["connect-*"]\npaths = ["src/"]\nreason = "old"\n'
        self.write(FILES | {"ampslint.toml": toml, "src/app.py": 'B = "tcp://db1:9071/amps/json"\n', "src/.gitignore": "*.log\n", "src/x.log": "tcp://db1:9072/amps/json\n",
                            "ampslint-baseline.json": "{}"})
        done = subprocess.run([TOOL, "check", "--format", "json"], cwd=self.folder, capture_output=True, timeout=60, check=False)
        expected = sorted((one["path"], one["rule"], one["severity"]) for one in json.loads(done.stdout)["diagnostics"])
        async with Editor(self.folder) as editor:
            await editor.comes("clients.txt", bool)
            names = {1: "error", 2: "warning", 3: "note"}
            found = sorted((str(pathlib.Path(uri.removeprefix("file://")).relative_to(self.folder)), one.code, names[one.severity])
                           for uri, all_ in editor.client.diagnostics.items() for one in all_)
            self.assertEqual(found, expected)

    async def test_16_the_server_says_its_version(self):
        raw = Raw()
        info = raw.ask(0, "initialize", {"capabilities": {}})["result"]["serverInfo"]
        done = subprocess.run([TOOL, "--version"], capture_output=True, text=True, timeout=60, check=True)
        self.assertIn(info["version"], done.stdout)
        raw.end()

    async def test_16_a_workspace_for_another_version_says_so_once(self):
        self.write(FILES | {"ampslint.toml": 'required-version = ">=999"\n' + TOML})
        async with Editor(self.folder) as editor:
            await editor.comes("ampslint.toml", lambda found: len(found) == 1)
            self.assertIn("999", editor.client.diagnostics[editor.uri("ampslint.toml")][0].message)
            self.assertFalse(editor.client.diagnostics.get(editor.uri("clients.txt")))

    async def test_17_problems_of_the_set_up_pop_up_nowhere(self):
        self.write(FILES | {"ampslint.toml": "nonsense = [\n"})
        raw = Raw()
        raw.start(self.folder)
        document = {"uri": (self.folder / "ampslint.toml").as_uri()}
        for version in (1, 2, 3):
            raw.send({"method": "textDocument/didOpen", "params": {"textDocument": {**document, "languageId": "toml", "version": version, "text": f"nonsense = [{version}\n"}}})
            raw.ask(version, "textDocument/codeAction", {"textDocument": document, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}})
        raw.end()
        self.assertIn(b"publishDiagnostics", raw.heard)
        self.assertNotIn(b"window/show", raw.heard)

    async def test_18_a_crash_says_where_and_a_broken_message_is_no_crash(self):
        raw = Raw()
        raw.send(b"{]")
        self.assertEqual(raw.answer(None)["error"]["code"], -32700)
        raw.start(self.folder)
        os.kill(raw.server.pid, signal.SIGSEGV)
        words = raw.server.stderr.read()
        raw.server.wait(30)
        raw.server.stdin.close()
        raw.server.stdout.close()
        raw.server.stderr.close()
        self.assertIn(b"ampslint", words)

    async def test_19_a_server_whose_editor_is_gone_ends(self):
        raw = Raw()
        raw.start(self.folder)
        self.assertEqual(raw.end(), 1)
        # Somebody else holds its pipe open.
        editor = subprocess.Popen(["sleep", "1"])
        raw = Raw()
        raw.ask(0, "initialize", {"capabilities": {}, "processId": editor.pid})
        raw.send({"method": "initialized", "params": {}})
        editor.wait()
        self.assertEqual(raw.server.wait(20), 1)
        for pipe in (raw.server.stdin, raw.server.stdout, raw.server.stderr):
            pipe.close()
        # One that cannot be seen may live in another container.
        raw = Raw()
        raw.ask(0, "initialize", {"capabilities": {}, "processId": editor.pid})
        raw.send({"method": "initialized", "params": {}})
        time.sleep(6)
        self.assertIsNone(raw.server.poll())
        raw.end()

    async def test_20_the_other_side_of_a_diff_is_not_checked(self):
        self.write(FILES)
        raw = Raw()
        raw.start(self.folder)
        for scheme in ("git", "gitlens", "vscode-notebook-cell", "output", "http"):
            uri = (self.folder / "amps.xml").as_uri().replace("file:", scheme + ":")
            raw.send({"method": "textDocument/didOpen", "params": {"textDocument": {"uri": uri, "languageId": "xml", "version": 1, "text": "<AMPSConfig><Nmae/></AMPSConfig>"}}})
            self.assertIsNone(raw.ask(scheme, "textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 1}})["result"])
        raw.ask(1, "workspace/symbol", {"query": ""})
        raw.end()
        self.assertNotIn(b"git:", raw.heard)

    async def test_21_completion_doubles_no_tag(self):
        self.write({})
        async with Editor(self.folder) as editor:
            for stands in ("<Na|", "<Na|>", "<Na|></Na>", "<|", "<|>", "<|></>", "|"):
                text = f"<AMPSConfig>\n  {stands}\n  <Group>g</Group>\n</AMPSConfig>\n"
                plain = text.replace("|", "")
                editor.open("amps.xml", plain)
                place = types.Position(1, 2 + stands.index("|"))
                params = types.CompletionParams(types.TextDocumentIdentifier(editor.uri("amps.xml")), place)
                found = await asyncio.wait_for(editor.client.text_document_completion_async(params), 60)
                item, = [one for one in found if one.label == "Name"]
                lines = plain.split("\n")
                start, end = item.text_edit.range.start, item.text_edit.range.end
                self.assertEqual((start.line, end.line), (1, 1))
                lines[1] = lines[1][:start.character] + item.text_edit.new_text.replace("$1", "").replace("$0", "") + lines[1][end.character:]
                self.assertEqual(lines[1], "  <Name></Name>", stands)
                editor.close("amps.xml")

    async def test_22_fixes_are_found_by_position_without_data(self):
        self.write({"amps.xml": ONE.replace("<Type>tcp<", "<Type>TCP<").replace("<Include>part.xml</Include>", ""), "ampslint.toml": '[[instance]]\nconfiguration = "amps.xml"\n'})
        async with Editor(self.folder) as editor:
            editor.open("amps.xml")
            found = await editor.found("amps.xml")
            self.assertTrue(found)
            here = types.Range(found[0].range.start, found[0].range.start)
            titles = [action.title for action in await editor.actions("amps.xml", here)]  # the context has no diagnostics
            self.assertTrue([title for title in titles if title.startswith("Suppress") and title.endswith("here")], titles)
            self.assertTrue([title for title in titles if title.endswith("(in ampslint.toml)")], titles)
            elsewhere = types.Range(types.Position(0, 0), types.Position(0, 1))
            self.assertEqual(await editor.actions("amps.xml", elsewhere), [])

    async def test_22_all_ways_to_suppress_make_a_finding_go(self):
        self.write(FILES)
        async with Editor(self.folder) as editor:
            for name in ("clients.txt", "ampslint.toml"):
                editor.open(name)
            actions = [action for action in await editor.actions("clients.txt") if action.title.startswith("Suppress")]
            self.assertEqual(len(actions), 3)
            for action in actions:
                before = dict(editor.texts)
                editor.apply(action)
                self.assertEqual(await editor.rules("clients.txt"), [], action.title)
                self.assertEqual(await editor.rules("ampslint.toml"), [], action.title)
                for name, text in before.items():
                    editor.replace(name, text)
                self.assertEqual(await editor.rules("clients.txt"), ["connect-unserved"])

    async def test_22_unsafe_fixes_are_never_made_on_saving(self):
        self.write({"amps.xml": ONE.replace("<Type>tcp<", "<Type>tpc<").replace("<Include>part.xml</Include>", ""), "ampslint.toml": '[[instance]]\nconfiguration = "amps.xml"\n'})
        async with Editor(self.folder) as editor:
            editor.open("amps.xml")
            whole = types.Range(types.Position(0, 0), types.Position(99, 0))

            async def kinds(only, trigger):
                params = types.CodeActionParams(types.TextDocumentIdentifier(editor.uri("amps.xml")), whole, types.CodeActionContext([], only=only, trigger_kind=trigger))
                return [one.kind for one in await asyncio.wait_for(editor.client.text_document_code_action_async(params), 60)]
            unsafe = "source.fixAllUnsafe.ampslint"
            self.assertEqual(await kinds([unsafe], types.CodeActionTriggerKind.Invoked), [unsafe])
            self.assertEqual(await kinds([unsafe], types.CodeActionTriggerKind.Automatic), [])
            self.assertNotIn(unsafe, await kinds(["source.fixAll"], types.CodeActionTriggerKind.Invoked))
            self.assertNotIn(unsafe, await kinds(None, types.CodeActionTriggerKind.Invoked))

    async def test_23_the_editors_order_of_encodings_is_obeyed(self):
        for wanted, expected in ((None, "utf-16"), ([], "utf-16"), (["utf-16", "utf-8"], "utf-16"), (["utf-8", "utf-16"], "utf-8"), (["utf-32", "utf-8"], "utf-32"), (["x"], "utf-16")):
            raw = Raw()
            able = raw.ask(0, "initialize", {"capabilities": {"general": {"positionEncodings": wanted}} if wanted is not None else {}})["result"]["capabilities"]
            self.assertEqual(able["positionEncoding"], expected)
            raw.end()

    async def test_25_the_server_itself_watches_nothing(self):
        self.write(FILES)
        raw = Raw()
        raw.start(self.folder)
        raw.ask(1, "workspace/symbol", {"query": ""})
        kinds = [os.readlink(path) for path in pathlib.Path(f"/proc/{raw.server.pid}/fd").iterdir()]
        self.assertFalse([kind for kind in kinds if "inotify" in kind or "fanotify" in kind], kinds)
        (self.folder / "values.env").write_text("PORT=1\n")
        self.changed_too_late = raw.ask(2, "workspace/symbol", {"query": ""})
        raw.end()

    async def test_progress_of_the_first_check(self):
        self.write(FILES)
        raw = Raw()
        raw.ask(0, "initialize", {"capabilities": {"window": {"workDoneProgress": True}}, "rootUri": self.folder.as_uri()})
        raw.send({"method": "initialized", "params": {}})
        while (message := raw.receive()).get("method") != "window/workDoneProgress/create":
            pass
        raw.send({"id": message["id"], "result": None})
        raw.ask(1, "workspace/symbol", {"query": ""})
        raw.end()
        begun, ended = raw.heard.count(b'"kind":"begin"'), raw.heard.count(b'"kind":"end"')
        self.assertEqual(begun, ended)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
