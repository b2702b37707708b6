"""What `ampslint lsp` knows of names, strings and places: hover, definition, references, rename, lenses, links, symbols, completion.

Usage: editor_features_test.py AMPSLINT PROJECT
"""
import asyncio
import pathlib
import sys
import tempfile
import unittest

from editor import Editor, Raw, place_at, types

AMPS = """<AMPSConfig>
  <Name>one</Name>
  <MessageTypes>
    <MessageType>
      <Name>orders</Name>
      <Module>json</Module>
    </MessageType>
  </MessageTypes>
  <Modules>
    <Module>
      <Name>doorman</Name>
      <Library>libdoorman.so</Library>
    </Module>
  </Modules>
  <Transports>
    <Transport>
      <Name>any-tcp</Name>
      <Type>tcp</Type>
      <InetAddr>${PORT}</InetAddr>
      <MessageType>orders</MessageType>
      <Protocol>amps</Protocol>
      <Authentication><Module>doorman</Module></Authentication>
    </Transport>
    <Transport>
      <Name>peers</Name>
      <Type>amps-replication</Type>
      <InetAddr>9004</InetAddr>
    </Transport>
    <Include>more.xml</Include>
  </Transports>
</AMPSConfig>
"""
OTHER = """<AMPSConfig>
  <Name>two</Name>
  <Transports>
    <Transport>
      <Name>other-tcp</Name>
      <Type>tcp</Type>
      <InetAddr>9007</InetAddr>
      <Protocol>amps</Protocol>
    </Transport>
  </Transports>
  <Replication>
    <Destination>
      <Name>one</Name>
      <SyncType>async</SyncType>
      <Topic><Name>t</Name><MessageType>json</MessageType></Topic>
      <Transport><Type>amps-replication</Type><InetAddr>db1:9004</InetAddr></Transport>
    </Destination>
  </Replication>
</AMPSConfig>
"""
MORE = "<Transport>\n  <Name>web</Name>\n  <Type>tcp</Type>\n  <InetAddr>9008</InetAddr>\n  <Protocol>websocket</Protocol>\n</Transport>\n"
TOML = """env-files = ["values.env"]
[[instance]]
configuration = "amps.xml"
hosts = ["db1"]
[[instance]]
configuration = "other.xml"
hosts = ["db2"]
[[clients]]
scan = ["src"]
"""
APP = """# 🚀
A = "tcp://db1:9007/amps/orders"
B = "tcp://db1:9007/amps/json"
C = "ws://db1:9008/amps/json"
"""
FILES = {"amps.xml": AMPS, "other.xml": OTHER, "more.xml": MORE, "ampslint.toml": TOML, "values.env": "PORT=9007\n", "src/app.py": APP}


def after(text, marked):
    """The offset of `|` in a part of a text."""
    return text.index(marked.replace("|", "")) + marked.index("|")


class Features(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()
        for name, text in FILES.items():
            (self.folder / name).parent.mkdir(exist_ok=True)
            (self.folder / name).write_text(text)

    def params(self, editor, name, marked, kind=types.DefinitionParams, **more):
        text = editor.texts[name]
        place = types.Position(**place_at(text, after(text, marked), editor.able.capabilities.position_encoding))
        return kind(text_document=types.TextDocumentIdentifier(editor.uri(name)), position=place, **more)

    def places(self, locations, editor):
        """Each as its file and what stands there."""
        found = []
        for one in locations or []:
            path = pathlib.Path(one.uri.removeprefix("file://"))
            lines = editor.texts.get(str(path.relative_to(self.folder)), path.read_text()).split("\n")
            line = lines[one.range.start.line].encode("utf-16-le")
            found.append((str(path.relative_to(self.folder)), line[2 * one.range.start.character:2 * one.range.end.character].decode("utf-16-le")))
        return sorted(found)

    async def ask(self, request):
        return await asyncio.wait_for(request, 60)

    async def definition(self, editor, name, marked):
        return self.places(await self.ask(editor.client.text_document_definition_async(self.params(editor, name, marked))), editor)

    async def references(self, editor, name, marked):
        params = self.params(editor, name, marked, types.ReferenceParams, context=types.ReferenceContext(include_declaration=True))
        return self.places(await self.ask(editor.client.text_document_references_async(params)), editor)

    async def hover(self, editor, name, marked):
        found = await self.ask(editor.client.text_document_hover_async(self.params(editor, name, marked, types.HoverParams)))
        return found.contents.value if found else None

    async def labels(self, editor, name, marked):
        found = await self.ask(editor.client.text_document_completion_async(self.params(editor, name, marked, types.CompletionParams)))
        return [item.label for item in found]

    async def test_definition(self):
        async with Editor(self.folder) as editor:
            for name in ("amps.xml", "other.xml", "src/app.py", "ampslint.toml"):
                editor.open(name)
            for name, marked, expected in (
                    ("src/app.py", 't|cp://db1:9007/amps/orders', [("amps.xml", "tcp")]),
                    ("src/app.py", 'tcp://d|b1:9007/amps/orders', [("amps.xml", "${PORT}")]),
                    ("src/app.py", 'tcp://db1:90|07/amps/orders', [("amps.xml", "${PORT}")]),
                    ("src/app.py", 'amps/or|ders', [("amps.xml", "orders")]),
                    ("src/app.py", 'ws://db1:9|008', [("more.xml", "9008")]),
                    ("src/app.py", '🚀|', []),
                    ("amps.xml", "<MessageType>or|ders", [("amps.xml", "orders")]),
                    ("amps.xml", "<Authentication><Module>door|man", [("amps.xml", "doorman")]),
                    ("amps.xml", "${PO|RT}", [("values.env", "PORT")]),
                    ("amps.xml", "<Include>mo|re.xml", [("more.xml", "")]),
                    ("ampslint.toml", '"amps|.xml"', [("amps.xml", "")]),
                    ("other.xml", "db1:90|04", [("amps.xml", "9004")]),
                    ("other.xml", "<Destination>\n      <Name>o|ne", [("amps.xml", "one")])):
                with self.subTest(marked):
                    self.assertEqual(await self.definition(editor, name, marked), sorted(expected))
            # Where text was added before, the place is the same thing's.
            editor.edit("amps.xml", 0, 0, "\n\n")
            self.assertEqual(await self.definition(editor, "src/app.py", "tcp://d|b1:9007/amps/orders"), [("amps.xml", "${PORT}")])

    async def test_references(self):
        async with Editor(self.folder) as editor:
            for name in ("amps.xml", "other.xml", "src/app.py", "values.env"):
                editor.open(name)
            strings = [("src/app.py", "db1:9007")] * 2
            self.assertEqual(await self.references(editor, "amps.xml", "<Name>any|-tcp"), sorted([("amps.xml", "any-tcp"), *strings]))
            self.assertEqual(await self.references(editor, "amps.xml", "<Name>pe|ers"), [("amps.xml", "peers"), ("other.xml", "db1:9004")])
            self.assertEqual(await self.references(editor, "amps.xml", "<Name>or|ders"),
                             [("amps.xml", "orders"), ("amps.xml", "orders"), ("src/app.py", "orders")])
            self.assertEqual(await self.references(editor, "values.env", "PO|RT"), [("amps.xml", "PORT"), ("values.env", "PORT")])
            marked = self.params(editor, "amps.xml", "<Name>or|ders", types.DocumentHighlightParams)
            self.assertEqual(len(await self.ask(editor.client.text_document_document_highlight_async(marked))), 2)

    async def test_rename_across_files(self):
        async with Editor(self.folder) as editor:
            for name in FILES:
                editor.open(name)
            for name, marked, new, changed in (("amps.xml", "<Name>or|ders", "trades", {"amps.xml": 2, "src/app.py": 1}),
                                               ("src/app.py", "amps/or|ders", "trades", {"amps.xml": 2, "src/app.py": 1}),
                                               ("amps.xml", "<Name>door|man", "guard", {"amps.xml": 2}),
                                               ("amps.xml", "<Name>any|-tcp", "first", {"amps.xml": 1}),
                                               ("amps.xml", "${PO|RT}", "AMPS_PORT", {"amps.xml": 1, "values.env": 1})):
                with self.subTest(marked):
                    prepared = await self.ask(editor.client.text_document_prepare_rename_async(self.params(editor, name, marked, types.PrepareRenameParams)))
                    self.assertIn(prepared.placeholder, editor.texts[name])
                    edit = await self.ask(editor.client.text_document_rename_async(self.params(editor, name, marked, types.RenameParams, new_name=new)))
                    self.assertEqual({pathlib.Path(one.text_document.uri).name: len(one.edits) for one in edit.document_changes},
                                     {pathlib.Path(name).name: number for name, number in changed.items()})
                    before = dict(editor.texts)
                    rules = {name: await editor.rules(name) for name in before}
                    editor.apply(types.CodeAction(title="", edit=edit))
                    self.assertEqual({name: await editor.rules(name) for name in before}, rules)
                    for other in changed:
                        self.assertIn(new, editor.texts[other])
                        editor.replace(other, before[other])
            for marked, new in (("<Name>any|-tcp", "peers"), ("<Name>any|-tcp", ""), ("<Name>or|ders", "a/b"), ("<Name>or|ders", "a<b"), ("<Ty|pe>", "x")):
                with self.subTest(marked=marked, new=new), self.assertRaises(Exception):
                    await self.ask(editor.client.text_document_rename_async(self.params(editor, "amps.xml", marked, types.RenameParams, new_name=new)))

    async def test_hover(self):
        async with Editor(self.folder) as editor:
            for name in ("amps.xml", "src/app.py", "values.env"):
                editor.open(name)
            text = await self.hover(editor, "src/app.py", "tcp://d|b1:9007/amps/orders")
            self.assertIn("**compatible**, transport `any-tcp` of `one`", text)
            for kind in ("c++", "python (this one)", "java", "csharp", "javascript", "go"):
                self.assertIn(f"| {kind} |", text)
            text = await self.hover(editor, "amps.xml", "<InetAddr>${PO|RT}")
            self.assertIn("**variable** `PORT`", text)
            self.assertIn("set in `values.env`:1", text)
            text = await self.hover(editor, "amps.xml", "<Name>any|-tcp")
            self.assertIn("**transport** `any-tcp` of `one`", text)
            self.assertIn("compatible `src/app.py`:2", text)
            self.assertIn("refused `src/app.py`:3", text)
            text = await self.hover(editor, "amps.xml", "<InetAddr>90|04")
            self.assertIn("**transport** `peers`", text)
            self.assertIn("used 1 times", text)

    async def test_lenses(self):
        async with Editor(self.folder) as editor:
            for name in ("amps.xml", "other.xml"):
                editor.open(name)
            lenses = {}
            for name in ("amps.xml", "other.xml"):
                params = types.CodeLensParams(types.TextDocumentIdentifier(editor.uri(name)))
                found = await self.ask(editor.client.text_document_code_lens_async(params))
                lenses[name] = {editor.texts[name].split("\n")[one.range.start.line].strip(): one.command for one in found}
            self.assertEqual({line: command.title for line, command in lenses["amps.xml"].items()},
                             {"<Name>one</Name>": "replicates from two", "<Name>any-tcp</Name>": "2 clients connect here, 1 refused"})
            self.assertEqual({line: command.title for line, command in lenses["other.xml"].items()},
                             {"<Name>two</Name>": "replicates to one", "<Name>other-tcp</Name>": "no client connects here"})
            command = lenses["amps.xml"]["<Name>any-tcp</Name>"]
            self.assertEqual((command.command, len(command.arguments[2])), ("ampslint.showReferences", 2))

    async def test_links(self):
        async with Editor(self.folder) as editor:
            for name, targets in (("amps.xml", ["more.xml"]), ("ampslint.toml", ["values.env", "amps.xml", "other.xml"])):
                editor.open(name)
                await editor.found(name)
                params = types.DocumentLinkParams(types.TextDocumentIdentifier(editor.uri(name)))
                found = await self.ask(editor.client.text_document_document_link_async(params))
                self.assertEqual([one.target for one in found], [editor.uri(target) for target in targets])

    async def test_symbols(self):
        async with Editor(self.folder) as editor:
            editor.open("amps.xml")
            params = types.DocumentSymbolParams(types.TextDocumentIdentifier(editor.uri("amps.xml")))
            root, = await self.ask(editor.client.text_document_document_symbol_async(params))
            self.assertEqual((root.name, root.detail), ("AMPSConfig", "one"))
            transports = next(one for one in root.children if one.name == "Transports")
            self.assertEqual([one.detail for one in transports.children], ["any-tcp", "peers", None])
            for text in ("<AMPSConfig><Name>a</Name><Transp", "<AMPSConfig></A></AMPSConfig></AMPSConfig>", "<AMPSConfig", "<<<AMPSConfig>>>"):
                editor.replace("amps.xml", text)
                await self.ask(editor.client.text_document_document_symbol_async(params))
            found = await self.ask(editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("TCP")))
            self.assertEqual(sorted(one.name for one in found), ["any-tcp", "other-tcp"])

    async def test_verdicts_behind_strings(self):
        async with Editor(self.folder) as editor:
            editor.open("src/app.py")
            whole = types.Range(types.Position(0, 0), types.Position(9, 0))
            params = types.InlayHintParams(text_document=types.TextDocumentIdentifier(editor.uri("src/app.py")), range=whole)
            found = await self.ask(editor.client.text_document_inlay_hint_async(params))
            self.assertEqual([(one.position.line, one.label) for one in found], [(1, "→ any-tcp"), (2, "→ refused by any-tcp"), (3, "→ web")])

    async def test_commands(self):
        async with Editor(self.folder) as editor:
            editor.open("amps.xml")

            async def run(command, *arguments):
                return await self.ask(editor.client.workspace_execute_command_async(types.ExecuteCommandParams(command, arguments=list(arguments))))
            expanded = await run("ampslint.expand", editor.uri("amps.xml"))
            self.assertIn("<InetAddr>9007</InetAddr>", expanded)
            self.assertIn("more.xml", expanded)
            self.assertEqual(editor.able.capabilities.workspace.text_document_content.schemes, ("ampslint-expand",))
            uri = editor.uri("amps.xml").replace("file:", "ampslint-expand:")
            content = await self.ask(editor.client.workspace_text_document_content_async(types.TextDocumentContentParams(uri)))
            self.assertEqual(content.text, expanded)
            self.assertIn("src/app.py:3: tcp://db1:9007/amps/json: refused by any-tcp", await run("ampslint.connections"))
            self.assertIn("tcp://", await run("ampslint.offers", editor.uri("amps.xml")))
            self.assertEqual((await run("ampslint.debug"))["open"], 1)
            with self.assertRaises(Exception):
                await run("ampslint.none")
            with self.assertRaises(Exception):
                await run("ampslint.expand", "file:///nowhere.xml")

    async def test_completion_of_configurations(self):
        async with Editor(self.folder) as editor:
            editor.open("amps.xml")
            await editor.found("amps.xml")
            text = AMPS.replace("      <Name>peers</Name>\n", "      <\n")
            for typed, marked, some, none in (
                    (text, "      <|\n", ["Name", "Protocol", "MessageMemoryLimit"], ["Type", "InetAddr", "Certificate", "FileName"]),
                    (text.replace("      <\n", "      <Na\n"), "<Na|\n", ["Name"], ["Type"]),
                    (text.replace("      <\n", "      <Na></Na>\n"), "<Na|></Na>", ["Name"], ["Type"]),
                    (text.replace("      <\n", "      \n"), "<Transport>\n      |\n", ["Name"], ["Type"]),
                    (AMPS, "<Type>t|cp<", ["tcp", "tcps", "amps-replication"], []),
                    (AMPS, "<MessageType>or|ders", ["orders", "json", "nvfix"], []),
                    (AMPS.replace("<Module>doorman", "<Module>"), "<Authentication><Module>|", ["doorman", "amps-default-authentication-module"], []),
                    (AMPS.replace("</Type>", "</", 1), "<Type>tcp</|", ["/Type"], []),
                    (AMPS, "<AMPSConfig>\n|  <Name>one", ["Admin", "SOW", "Replication"], ["Name", "Transports"]),
                    (AMPS.replace("<Name>one", "<!-- x --><Name>one"), "<!-- x|", [], ["Admin"])):
                with self.subTest(marked):
                    editor.replace("amps.xml", typed)
                    labels = await self.labels(editor, "amps.xml", marked)
                    self.assertLessEqual(set(some), set(labels))
                    self.assertFalse(set(none) & set(labels))

    async def test_completion_covers_what_stands_there(self):
        """What is typed in any state becomes one whole element."""
        async with Editor(self.folder) as editor:
            editor.open("amps.xml")
            for stands in ("<", "<Na", "<Na>", "<Na></Na>", "<></>", "", "<Name", "<N></N>"):
                with self.subTest(stands):
                    editor.replace("amps.xml", AMPS.replace("      <Name>peers</Name>\n", f"      {stands}\n"))
                    place = stands.removesuffix("</Na>").removesuffix("</>").removesuffix("</N>").removesuffix(">")
                    marked = f"    <Transport>\n      {place}|{stands[len(place):]}\n"
                    found = await self.ask(editor.client.text_document_completion_async(self.params(editor, "amps.xml", marked, types.CompletionParams)))
                    item, = [one for one in found if one.label == "Name"]
                    text = editor.texts["amps.xml"]
                    at = {(p["line"], p["character"]): i for i in range(len(text) + 1) for p in [place_at(text, i, "utf-16")]}
                    begin, end = (at[(p.line, p.character)] for p in (item.text_edit.range.start, item.text_edit.range.end))
                    new = item.text_edit.new_text.replace("$1", "peers").replace("$0", "")
                    self.assertEqual(text[:begin] + new + text[end:], AMPS)
                    self.assertTrue(not stands or item.filter_text.startswith(text[begin:begin + len(place)]))

    async def test_completion_in_strings(self):
        async with Editor(self.folder) as editor:
            editor.open("src/app.py")
            await editor.found("src/app.py")
            for typed, expected in (('"tcp://|"', ["db1:9007", "db2:9007"]), ('"tcp://db2:|"', ["9007"]), ('"ws://db1:|/amps/json"', ["9008"]),
                                    ('"tcp://user@d|b:1"', ["db1:9007", "db2:9007"]),
                                    ('"tcp://db1:9007/|"', ["/amps/orders", "/amps/json"]), ('"wss://|"', []), ('"http://|"', []), ('"|"', [])):
                with self.subTest(typed):
                    editor.replace("src/app.py", f"X = {typed.replace('|', '')}\n")
                    labels = await self.labels(editor, "src/app.py", f"X = {typed}")
                    self.assertEqual(set(expected) - set(labels), set())
                    if "/|" not in typed.replace("//|", ""):
                        self.assertEqual(sorted(labels), sorted(expected))
            editor.replace("src/app.py", 'X = "tcp://db1:9007/amps/orders?tcp"\n')
            labels = await self.labels(editor, "src/app.py", "?tcp|")
            self.assertIn("tcp_nodelay=", labels)

    async def test_the_workspace_file(self):
        async with Editor(self.folder) as editor:
            editor.open("ampslint.toml")
            for typed, some, none in (("|", ["presets", "fail-on", "[[instance]]", "[rules]"], ["instance", "hosts"]),
                                      ("[[instance]]\n|", ["configuration", "hosts", "ports"], ["presets"]),
                                      ("[[inst|", ["instance", "clients", "proxy.route"], ["hosts"]),
                                      ("[[proxy.route]]\np|", ["path", "to"], ["nginx"]),
                                      ('fail-on = "|"', ["error", "never"], ["off"]),
                                      ('presets = [\n  "default",\n  "pe|"\n]', ["pedantic"], []),
                                      ("[rules]\nuri|", ["uri-port-range"], ["hosts"]),
                                      ('[rules]\nuri-port-range = "|"', ["off", "note"], []),
                                      ('[[ignore]]\nrules = ["connect|"]', ["connect-unserved"], []),
                                      ('[[clients]]\nkind = "|"', ["c++", "python"], []),
                                      ('[[ignore]]\nrules = ["connect-unserved"]\nre|', ["reason", "until"], []),
                                      ("[[pol|", ["policy"], ["xpath"]),
                                      ("[[policy]]\nname = 'a'\nx|", ["xpath", "unless", "message"], ["presets"]),
                                      ("[[policy]]\nname = 'a'\nxpath = \"\"\"\n//Topic\n[Name]\"\"\"\nm|", ["message", "severity"], ["presets"]),
                                      ('[[policy]]\nseverity = "|"', ["error", "note"], ["off"]),
                                      ("[[policy]]\nname = 'a'\n[rules]\npol|", ["policy-a"], [])):
                with self.subTest(typed):
                    editor.replace("ampslint.toml", typed.replace("|", ""))
                    labels = await self.labels(editor, "ampslint.toml", typed)
                    self.assertLessEqual(set(some), set(labels))
                    self.assertFalse(set(none) & set(labels))
            editor.replace("ampslint.toml", TOML + '[[ignore]]\nrules = ["connect-unserved"]\nreason = "x"\n')
            self.assertIn("The names and addresses of its host", await self.hover(editor, "ampslint.toml", "ho|sts"))
            self.assertTrue((await self.hover(editor, "ampslint.toml", '["connect-un|served')).startswith("# connect-unserved"))

    async def test_folding_and_linked_tags(self):
        async with Editor(self.folder) as editor:
            editor.open("amps.xml")
            document = types.TextDocumentIdentifier(editor.uri("amps.xml"))
            found = await self.ask(editor.client.text_document_folding_range_async(types.FoldingRangeParams(document)))
            self.assertIn((3, 5), [(one.start_line, one.end_line) for one in found])
            linked = await self.ask(editor.client.text_document_linked_editing_range_async(
                self.params(editor, "amps.xml", "<Ty|pe>tcp", types.LinkedEditingRangeParams)))
            self.assertEqual([(one.start.line, one.start.character) for one in linked.ranges], [(17, 7), (17, 17)])
            self.assertIsNone(await self.ask(editor.client.text_document_linked_editing_range_async(
                self.params(editor, "amps.xml", "<Type>t|cp", types.LinkedEditingRangeParams))))

    async def test_what_is_known_stays_while_a_file_is_broken(self):
        async with Editor(self.folder) as editor:
            for name in ("amps.xml", "src/app.py"):
                editor.open(name)
            await editor.found("src/app.py", "amps.xml")
            editor.replace("amps.xml", AMPS.replace("</Name>", "</Na", 1))
            self.assertTrue(await editor.rules("amps.xml"))
            self.assertIn("transport `any-tcp`", await self.hover(editor, "src/app.py", "tcp://d|b1:9007/amps/orders"))
            self.assertEqual(await self.definition(editor, "src/app.py", "tcp://d|b1:9007/amps/orders"), [("amps.xml", "${PORT}")])
            self.assertIn("**transport** `any-tcp`", await self.hover(editor, "amps.xml", "<Name>any|-tcp"))

    def test_places_of_files_that_are_not_open_are_nobodys(self):
        raw = Raw()
        raw.start(self.folder)
        params = {"textDocument": {"uri": (self.folder / "amps.xml").as_uri()}, "position": {"line": 0, "character": 0}}
        for method in ("hover", "definition", "references", "codeLens", "documentLink", "documentSymbol", "inlayHint", "completion", "foldingRange",
                       "linkedEditingRange", "documentHighlight", "prepareRename", "rename", "codeAction", "diagnostic"):
            self.assertIn("result", raw.ask(method, f"textDocument/{method}", params))
        raw.end()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
