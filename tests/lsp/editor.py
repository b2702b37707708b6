"""A client of `ampslint lsp` for tests: pytest-lsp's, which reads every message strictly, and one that knows nothing better.

What cannot be installed is left out with a line that begins with SKIPPED.
"""
import asyncio
import json
import logging
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "support"), str(TESTS / "system")]
import installed  # noqa: E402
from scratch import TOOL  # noqa: E402

PACKAGES = ("pytest-lsp==1.0.1", "pygls==2.1.1", "lsprotocol==2025.0.0")
try:
    installed.kept_packages(installed.ROOT / "lsp-1", *PACKAGES)
except OSError as error:
    print(f"SKIPPED: pytest-lsp cannot be installed: {error}")
    sys.exit(0)
import pytest_lsp  # noqa: E402
from lsprotocol import types  # noqa: E402

logging.getLogger("asyncio").setLevel(logging.ERROR)  # what a test waits for may take long
SCHEMA = {"severity": {"error": 1, "warning": 2, "note": 3}}
ENCODINGS = ("utf-8", "utf-16", "utf-32")
ONE = """<AMPSConfig>
  <Name>one</Name>
  <Transports>
    <Transport>
      <Name>any-tcp</Name>
      <Type>tcp</Type>
      <InetAddr>9007</InetAddr>
      <Protocol>amps</Protocol>
    </Transport>
    <Include>part.xml</Include>
  </Transports>
</AMPSConfig>
"""
PART = """<Transport>
  <Name>more</Name>
  <Type>tcp</Type>
  <InetAddr>${PORT}</InetAddr>
  <Protocol>websocket</Protocol>
</Transport>
"""
TOML = """env-files = ["values.env"]
[[instance]]
configuration = "amps.xml"
hosts = ["db1"]
[[clients]]
lists = ["clients.txt"]
scan = ["src"]
[[proxy]]
nginx = "nginx.conf"
hosts = ["web"]
"""
FILES = {"amps.xml": ONE, "part.xml": PART, "ampslint.toml": TOML, "values.env": "PORT=9008\n",
         "nginx.conf": "server { listen 80; server_name web; location / { proxy_pass http://db1:9008; } }\n",
         "clients.txt": "tcp://db1:9007/amps/json\ntcp://db1:9070/amps/json\n",
         "src/app.py": 'A = "tcp://db1:9007/amps/json"\nB = "ws://db1:9008/amps/json"\n'}


def units(text, encoding):
    return len(text.encode(encoding if encoding == "utf-8" else encoding + "-le")) // {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]


def place_at(text, offset, encoding):
    """The protocol's place of a code point."""
    line, start, at = 0, 0, 0
    while at < offset:
        if text[at] == "\n" or (text[at] == "\r" and text[at + 1:at + 2] != "\n"):
            line, start = line + 1, at + 1
        at += 1
    return {"line": line, "character": units(text[start:offset], encoding)}


def offset_at(text, line, column):
    """The code point at a place of `check`."""
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start + column - 1


def uri_of(path):
    return path.as_uri()


class Editor:
    """A client of one server, and the texts of what is open in it."""

    def __init__(self, folder, encodings=("utf-16",), profile="visual-studio-code", pulls=False, root=True):
        self.folder, self.profile, self.encodings, self.pulls, self.root = folder, profile, list(encodings), pulls, root
        self.texts, self.versions, self.registered = {}, {}, []

    async def __aenter__(self):
        self.client = pytest_lsp.make_test_lsp_client()
        for method in (types.WORKSPACE_CODE_LENS_REFRESH, types.WORKSPACE_INLAY_HINT_REFRESH, types.CLIENT_UNREGISTER_CAPABILITY):
            self.client.feature(method)(lambda *_: None)
        self.client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda params: self.registered.extend(params.registrations))
        environment = {name: value for name, value in os.environ.items() if name not in ("CI", "GITHUB_ACTIONS", "GITLAB_CI")}
        await self.client.start_io(str(TOOL), "lsp", env=environment)
        capabilities = pytest_lsp.client_capabilities(self.profile)
        capabilities.general = types.GeneralClientCapabilities(position_encodings=self.encodings)
        capabilities.text_document.diagnostic = types.DiagnosticClientCapabilities() if self.pulls else None
        capabilities.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
        if capabilities.workspace.did_change_watched_files and self.profile == "visual-studio-code":
            capabilities.workspace.did_change_watched_files.relative_pattern_support = True
        root = [types.WorkspaceFolder(uri=uri_of(self.folder), name="root")] if self.root else None
        self.able = await self.client.initialize_session(types.InitializeParams(
            capabilities=capabilities, workspace_folders=root, initialization_options={"pause": 0}))
        return self

    async def __aexit__(self, kind, *_):
        await asyncio.wait_for(self.client.shutdown_session(), 30)
        await self.client.stop()
        if kind is None:
            assert self.client.error is None, self.client.error

    def uri(self, name):
        return uri_of(pathlib.Path(os.path.normpath(self.folder / name)))

    def open(self, name, text=None):
        if text is None:
            text = (self.folder / name).read_bytes().decode()
        self.texts[name], self.versions[name] = text, 1
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(
            types.TextDocumentItem(uri=self.uri(name), language_id="xml", version=1, text=text)))

    def change(self, name, *changes):
        self.versions[name] += 1
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(uri=self.uri(name), version=self.versions[name]), list(changes)))

    def replace(self, name, text):
        self.texts[name] = text
        self.change(name, types.TextDocumentContentChangeWholeDocument(text=text))

    def edit(self, name, begin, end, new):
        text = self.texts[name]
        encoding = self.able.capabilities.position_encoding
        self.texts[name] = text[:begin] + new + text[end:]
        self.change(name, types.TextDocumentContentChangePartial(text=new, range=types.Range(
            types.Position(**place_at(text, begin, encoding)), types.Position(**place_at(text, end, encoding)))))

    def close(self, name):
        del self.texts[name]
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(self.uri(name))))

    async def hover(self, name, line=0, character=0):
        return await asyncio.wait_for(self.client.text_document_hover_async(types.HoverParams(
            types.TextDocumentIdentifier(self.uri(name)), types.Position(line, character))), 60)

    async def actions(self, name, range_=None, only=None):
        whole = types.Range(types.Position(0, 0), types.Position(1_000_000, 0))
        found = await asyncio.wait_for(self.client.text_document_code_action_async(types.CodeActionParams(
            types.TextDocumentIdentifier(self.uri(name)), range_ or whole, types.CodeActionContext([], only=only))), 60)
        return found or []

    async def found(self, name, other=None):
        """The findings in a file, once the last change of an open one is checked."""
        await self.actions(other or name)
        return self.client.diagnostics.get(self.uri(name), [])

    async def rules(self, name, other=None):
        return sorted(str(one.code) for one in await self.found(name, other))

    async def comes(self, name, condition):
        """Waits until what is found in a file is so."""
        for _ in range(600):
            found = self.client.diagnostics.get(self.uri(name), [])
            if condition([one.code for one in found]):
                return
            await asyncio.sleep(0.05)
        raise AssertionError((name, found))

    def apply(self, action):
        """Makes the edits of an action, and says so to the server."""
        for change in action.edit.document_changes:
            name = next(name for name in self.texts if self.uri(name) == change.text_document.uri)
            text, encoding = self.texts[name], self.able.capabilities.position_encoding
            at = {json.dumps(place_at(text, i, encoding)): i for i in range(len(text) + 1)}
            for edit in sorted(change.edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True):
                begin, end = (at[json.dumps({"line": p.line, "character": p.character})] for p in (edit.range.start, edit.range.end))
                self.edit(name, begin, end, edit.new_text)


class Raw:
    """A server without a client that would know better."""

    def __init__(self, *arguments, folder=None):
        self.server = subprocess.Popen([TOOL, "lsp", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder)
        self.heard = b""

    def send(self, message):
        body = message if isinstance(message, bytes) else json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def send_bytes(self, data):
        self.server.stdin.write(data)
        self.server.stdin.flush()

    def receive(self):
        length = 0
        while (line := self.server.stdout.readline()) != b"\r\n":
            assert line, self.server.wait(10)
            length = int(line.split(b":")[1])
        body = self.server.stdout.read(length)
        self.heard += body
        return json.loads(body)

    def answer(self, id_):
        while (message := self.receive()).get("id") != id_:
            pass
        return message

    def ask(self, id_, method, params=None):
        self.send({"id": id_, "method": method, "params": params})
        return self.answer(id_)

    def start(self, folder):
        self.ask(0, "initialize", {"capabilities": {}, "rootUri": folder.as_uri()})
        self.send({"method": "initialized", "params": {}})

    def end(self):
        self.server.stdin.close()
        self.heard += self.server.stdout.read() + self.server.stderr.read()
        status = self.server.wait(30)
        self.server.stdout.close()
        self.server.stderr.close()
        return status


class InFolder(unittest.IsolatedAsyncioTestCase):
    """Tests with files in a folder of their own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()

    def write(self, files):
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
