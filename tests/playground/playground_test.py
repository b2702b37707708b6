"""The playground: builds it, runs its checker in Node beside the program, and uses the page in Chromium.

It compiles the checker a second time, which takes many minutes, and so runs only with AMPSLINT_HEAVY=1. What cannot be
installed is left out with a line that begins with SKIPPED.

Usage: playground_test.py AMPSLINT PROJECT [TEST…]
"""
import base64
import contextlib
import functools
import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

TOOL, PROJECT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
sys.path.insert(0, str(PROJECT / "tests/report/html"))
import browser as b  # noqa: E402

BUILT = PROJECT / "build/playground"
HERE = PROJECT / "tests/playground"
TOOLS = b.installed.ROOT / "playground-tools"
LARGEST = 1_000_000  # bytes with brotli, all of it but the editor
EDITOR = 150_000     # the page with the editor

CONFIGURATION = """<AMPSConfig>
  <Name>one</Name>
  <!-- 😀 --> <Transports>
    <Transport><Name>any</Name><Type>tcp</Type><InetAddr>9007</InetAddr><Protocol>amps</Protocol></Transport>
    <Transport><Name>json</Name><Type>tcp</Type><InetAddr>99007</InetAddr><Protocol>amps</Protocol><MessageType>json</MessageType></Transport>
  </Transports>
</AMPSConfig>
"""
STRINGS = "tcp://db1:9007/amps/json\ntcp://db1:9007/amps/json?tcp_nodely=true\n"
STATE = {"files": {"amps.xml": CONFIGURATION}, "strings": STRINGS, "client": "python"}


def fragment(state):
    return "#" + base64.urlsafe_b64encode(json.dumps(state).encode()).decode().rstrip("=")


def state_of(url):
    text = url.partition("#")[2]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def node(*arguments, **options):
    return subprocess.run(["node", *arguments], capture_output=True, text=True, timeout=600, check=True, **options)


# The checker.

def examples():
    """What the rules' pages check: a configuration, strings, a client."""
    block = re.compile(r"^```(xml instance|text client)(?: (\w+))?\n(.*?)^```$", re.M | re.S)
    for page in sorted((PROJECT / "rules").glob("*.md")):
        seen = {"xml instance": "", "text client": "", "client": None}
        for part in re.split(r"^## ", page.read_text(), flags=re.M)[1:]:
            for name, kind, text in block.findall(part):
                seen[name] = text
                if name == "text client":
                    seen["client"] = kind or None
            if seen["xml instance"]:
                request = {"files": {"instance.xml": seen["xml instance"]}, "strings": seen["text client"]}
                yield page.stem, request | ({"client": seen["client"]} if seen["client"] else {})


def native(folder, request):
    for name, text in {**request["files"], "strings": request["strings"]}.items():
        (pathlib.Path(folder) / name).write_text(text)
    kind = ["--client-kind", request["client"]] if "client" in request else []
    strings = ["--clients", "strings"] if request["strings"] else []
    done = subprocess.run([TOOL, "check", *request["files"], *strings, *kind, "--format", "json"], cwd=folder,
                          capture_output=True, text=True, timeout=60, check=False)
    return json.loads(done.stdout)


def test_findings(folder):
    """Those of the program, for every page of a rule."""
    checker = pathlib.Path(folder) / "checker.mjs"
    subprocess.run([TOOLS / "npm/node_modules/.bin/esbuild", "--bundle", "--format=esm", "--log-level=warning",
                    PROJECT / "playground/web/checker.js", f"--outfile={checker}"],
                   env={**os.environ, "NODE_PATH": str(TOOLS / "npm/node_modules")}, check=True, timeout=60)
    some = list(examples())
    assert len(some) > 300, len(some)
    done = node(HERE / "run.mjs", checker, BUILT / "ampslint.wasm", input="\n".join(json.dumps(request) for _, request in some))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(some)
    found = 0
    for (rule, request), answer in zip(some, answers):
        assert "report" in answer, f"{rule}: {answer}"
        expected = native(folder, request)
        assert answer["report"] == expected, f"{rule}: {request}\n{answer['report']}\n{expected}"
        found += len(expected["diagnostics"])
    assert found > len(some) / 2, found
    print(f"{len(some)} examples, {found} findings; {done.stderr.strip()}")


def test_requests(folder):
    """What no page of a rule has: several files, a workspace, presets, nonsense."""
    checker = pathlib.Path(folder) / "checker.mjs"
    subprocess.run([TOOLS / "npm/node_modules/.bin/esbuild", "--bundle", "--format=esm", "--log-level=warning",
                    PROJECT / "playground/web/checker.js", f"--outfile={checker}"],
                   env={**os.environ, "NODE_PATH": str(TOOLS / "npm/node_modules")}, check=True, timeout=60)
    part = "<Transports><Transport><Name>any</Name><Type>tcp</Type><InetAddr>9007</InetAddr><Protocol>amps</Protocol></Transport></Transports>"
    requests = [
        {"files": {"a.xml": '<AMPSConfig><Name>a</Name><Include>part.xml</Include></AMPSConfig>', "part.xml": part}, "strings": "tcp://h:9007/amps/json"},
        {"files": {"a.xml": CONFIGURATION, "ampslint.toml": "nonsense = ["}},
        {"files": {"a.xml": CONFIGURATION}, "presets": ["pedantic", "security"]},
        {"files": {"a.xml": CONFIGURATION}, "client": "pyhton"},
        {}, [], {"files": 1}, {"files": {"a.xml": "<" * 200_000}}, {"files": {"a.xml": "<a>" * 200_000}},
        {"files": {"a.xml": "\0\ud800"}, "strings": "\n" * 100_000},
    ]
    done = node(HERE / "run.mjs", checker, BUILT / "ampslint.wasm", input="\n".join(map(json.dumps, requests)))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(requests), done.stderr
    several, workspace, presets, client, *others = answers
    assert [c["verdict"] for c in several["report"]["connections"]] == ["compatible"], several["report"]
    assert "ampslint.toml" in json.dumps(workspace), workspace
    assert len(presets["report"]["diagnostics"]) > len(answers[3].get("report", {}).get("diagnostics", [])), presets
    assert "did you mean 'python'" in client["error"], client
    assert all("report" in answer or answer["error"] for answer in others)
    assert {"python", "java"} <= set(presets["clients"]) and "pedantic" in presets["presets"]


def test_size(folder):
    """What is transferred, with brotli as web servers send it."""
    sizes = json.loads(node("-e", """
        const {brotliCompressSync} = require("zlib"), {readdirSync, readFileSync} = require("fs");
        console.log(JSON.stringify(Object.fromEntries(readdirSync(process.argv[1]).map(name =>
          [name, brotliCompressSync(readFileSync(`${process.argv[1]}/${name}`)).length]))));""", BUILT).stdout)
    assert sizes.pop("licences.txt") > 1000  # nobody's browser asks for it
    assert set(sizes) == {"index.html", "playground.css", "playground.js", "worker.js", "ampslint.wasm"}, sizes
    editor = sizes.pop("playground.js")
    assert sum(sizes.values()) <= LARGEST, sizes
    assert editor <= EDITOR, editor
    print(f"{sum(sizes.values())} bytes, and {editor} of the editor; {sizes}")


# The page.

@contextlib.contextmanager
def served():
    """The folder on a port of this host."""
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=BUILT)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextlib.contextmanager
def playground(chromium, state=STATE, **options):
    with served() as home, b.opened(chromium, home + fragment(state), home=home, **options) as page:
        page.frame_locator("#report").locator("#scope").wait_for()
        yield page


def report(page):
    return page.frame_locator("#report")


def underlined(page, editor):
    """The texts with a squiggle, by what stands there."""
    marks = page.locator(f"{editor} .cm-lintRange")
    marks.first.wait_for()
    return [text for text in marks.all_inner_texts() if text]


def test_squiggles(chromium, folder):
    with playground(chromium) as page:
        assert underlined(page, "#configuration") == ["99007"]
        assert underlined(page, "#strings") == ["tcp_nodely"]
        background = page.locator("#configuration .cm-lintRange").evaluate("mark => getComputedStyle(mark).backgroundImage")
        assert background.startswith("url("), background
        page.get_by_role("status").get_by_text(re.compile("errors?, ")).wait_for()
        page.get_by_text(re.compile("^Checked in [0-9.]+ ms")).wait_for()
        page.screenshot(path=os.environ.get("PLAYGROUND_PICTURE") or f"{folder}/page.png")


def test_rule_page(chromium, folder):
    with playground(chromium) as page:
        underlined(page, "#strings")
        page.locator("#strings .cm-lintRange").hover()
        tooltip = page.locator(".cm-tooltip")
        tooltip.get_by_role("button", name="Why?").click()
        details = report(page).locator("#details")
        details.get_by_text("uri-option-unknown").first.wait_for()
        summary = (PROJECT / "rules/uri-option-unknown.md").read_text().split("\n\n")[1].replace("\n", " ").replace("`", "")
        assert details.get_by_text(summary).is_visible(), summary
        # What is shown stays while the text changes, until it is gone.
        page.locator("#strings .cm-content").click()
        page.keyboard.press("Control+Home")
        page.keyboard.insert_text("tcp://db1:9007/amps/nvfix\n")
        report(page).get_by_text("3 connection strings").wait_for()
        assert details.is_visible() and page.evaluate("document.activeElement.closest('#strings') !== null")
        page.keyboard.press("Control+End")
        page.keyboard.press("Backspace")
        page.keyboard.press("Control+a")
        page.keyboard.insert_text("tcp://db1:9007/amps/json\n")
        report(page).get_by_text("1 connection string ·").wait_for()
        assert details.is_hidden()


def test_fix(chromium, folder):
    with playground(chromium) as page:
        underlined(page, "#strings")
        page.locator("#strings .cm-lintRange").hover()
        page.locator(".cm-tooltip").get_by_role("button", name="Fix").click()
        page.locator("#strings", has_text="tcp_nodelay").wait_for()
        page.locator("#strings .cm-lintRange").wait_for(state="detached")


def test_keyboard(chromium, folder):
    with playground(chromium) as page:
        b.tabbed_to(page, "#configuration .cm-content")
        page.keyboard.press("Tab")  # it does not hold the focus
        assert page.evaluate("!document.activeElement.matches('#configuration .cm-content')")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("F8")
        assert page.evaluate("getSelection().toString()") == "99007"
        page.keyboard.press("Control+Shift+M")
        panel = page.locator(".cm-panel-lint")
        assert "99007" in panel.inner_text()
        page.keyboard.press("Escape")
        b.tabbed_to(page, "#strings .cm-content")
        page.keyboard.press("Control+End")
        page.keyboard.type("tcp://db1:9999/amps/json")
        report(page).get_by_text("3 connection strings").wait_for()
        b.tabbed_to(page, "iframe")
        report(page).get_by_role("tab", name="Findings").focus()
        page.keyboard.press("Enter")
        report(page).locator(".open").first.focus()
        page.keyboard.press("Enter")
        report(page).get_by_text("Why").wait_for()


def test_map(chromium, folder):
    with playground(chromium) as page:
        inside = report(page)
        assert inside.locator(".link").count() == 2
        assert inside.locator(".link.v-compatible").count() == 1 and inside.locator(".link.v-invalid").count() == 1
        inside.get_by_role("tab", name="Strings").click()
        page.get_by_label("Client").select_option("javascript")
        inside.locator("td .v-invalid").nth(1).wait_for()  # none of a browser's strings begins with tcp
        assert inside.get_by_role("tab", name="Strings").get_attribute("aria-selected") == "true"


def test_fragment(chromium, folder):
    with playground(chromium) as page:
        page.locator("#strings .cm-content").click()
        page.keyboard.press("Control+End")
        page.keyboard.insert_text("# grün 😀")
        page.wait_for_url(lambda url: not url.endswith(fragment(STATE)))
        expected = STATE | {"strings": STRINGS + "# grün 😀"}
        assert state_of(page.url) == expected, state_of(page.url)
        page.reload()
        page.locator("#strings", has_text="# grün 😀").wait_for()
        page.get_by_role("button", name="Add file").click()
        page.get_by_label("File name").fill("two.xml")
        page.keyboard.press("Enter")
        page.locator("#configuration .cm-content").click()
        page.keyboard.insert_text("<AMPSConfig/>")
        page.wait_for_timeout(500)
        expected["files"] = {"amps.xml": CONFIGURATION, "two.xml": "<AMPSConfig/>"}
        assert state_of(page.url) == expected, state_of(page.url)
        page.evaluate("hash => { location.hash = hash; }", fragment({"files": {"x.xml": "<AMPSConfig>"}, "strings": ""}))
        page.get_by_role("tab", name="x.xml").wait_for()
        for nonsense in ("#", "#nonsense", "#%", fragment([]), fragment(None), fragment({"files": {"a.xml": 1}, "strings": {}})):
            page.evaluate("hash => { location.hash = hash; }", nonsense)
            page.wait_for_timeout(100)
    with served() as home, b.opened(chromium, home, home=home) as page:  # without one, an example
        report(page).get_by_text("10 connection strings").wait_for()


def test_hostile(chromium, folder):
    """Nothing that is typed becomes markup, also not in the report."""
    mark = "<img src=x onerror=alert(1)>"
    state = {"files": {f"a{mark}.xml": f"<AMPSConfig><Name>{mark}</Name></AMPSConfig>"}, "strings": f"tcp://h:1/amps/{mark}\n{mark}"}
    with playground(chromium, state) as page:
        for name in ("Matrix", "Strings", "Findings"):
            report(page).get_by_role("tab", name=name).click()
        assert page.locator("img[src=x]").count() == 0 and report(page).locator("img").count() == 0


def test_accessible(chromium, folder):
    for scheme in ("light", "dark"):
        with playground(chromium, color_scheme=scheme) as page:
            underlined(page, "#configuration")
            for _ in range(2):
                found = b.violations(page)
                assert not found, f"{scheme}: {found}"
                page.locator("#theme").click()
            frame = page.frame(url="about:srcdoc")
            page.locator("#theme").click()
            assert frame.evaluate("document.documentElement.dataset.theme") == ("dark" if scheme == "light" else "light")
    with playground(chromium, width=390, height=800) as page:  # a phone
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert not b.violations(page)


def run(name, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        try:
            globals()[name](*arguments, folder)
            print(f"{name}: passed", flush=True)
            return True
        except Exception as error:  # the other tests still say something
            place = error.__traceback__
            while place.tb_next and place.tb_next.tb_frame.f_code.co_filename == __file__:
                place = place.tb_next
            print(f"{name}: failed at line {place.tb_lineno}: {type(error).__name__}: {error}", flush=True)
            return False


def main():
    if os.environ.get("AMPSLINT_HEAVY") != "1":
        print("SKIPPED: compiles the checker as WebAssembly, which takes many minutes; AMPSLINT_HEAVY=1 asks for it")
        return
    if os.environ.get("PLAYGROUND_BUILT") != "1":
        done = subprocess.run([PROJECT / "playground/build"], capture_output=True, text=True, timeout=7000, check=False)
        if done.returncode != 0 and not (b.installed.ROOT / "dependencies/pugixml").exists():
            print(f"SKIPPED: a tool cannot be had: {(done.stderr.strip() or done.stdout).splitlines()[-1]}")
            return
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    tests = sys.argv[3:] or [name for name in globals() if name.startswith("test_")]
    in_node = ["test_findings", "test_requests", "test_size"]
    passed = [run(name) for name in tests if name in in_node]
    try:
        b.install()
    except (OSError, subprocess.SubprocessError) as error:
        print(f"SKIPPED: chromium cannot be had: {error}")
    else:
        with b.started() as chromium:
            passed += [run(name, chromium) for name in tests if name not in in_node]
    sys.exit(not all(passed))


main()
