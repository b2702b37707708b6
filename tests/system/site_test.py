"""The website: made of every rule and every element, read in a browser, and not made with a broken link.

Usage: site_test.py AMPSLINT PROJECT
"""
import base64
import contextlib
import functools
import html
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

TOOL, PROJECT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
os.environ.setdefault("AMPSLINT_CACHE", str(PROJECT / "build"))
sys.path.insert(0, str(PROJECT / "tests/report/html"))
import browser  # noqa: E402

PAGES = {"index": "index.html", "rule": "rules/connect-tls-required.html", "element": "elements/transport.html",
         "rules": "rules/index.html", "elements": "elements/index.html", "guide": "guide.html"}
# What axe-core finds in Material's own parts.
OF_THE_THEME = ("aria-dialog-name", "landmark-unique")
# Asks the program, and lets only a few rules and elements through.
FEW = f"""#!/usr/bin/env python3
import json, subprocess, sys
said = subprocess.run(["{TOOL}", *sys.argv[1:]], stdout=subprocess.PIPE, text=True).stdout
if sys.argv[1] == "rules":
    said = json.dumps([rule for rule in json.loads(said) if rule["family"] == "connect"][:3])
if sys.argv[1] == "explain":
    said = "\\n\\n".join(block for block in said.split("\\n\\n") if block.startswith(("AMPSConfig", "Transport")))
print(said)
"""


def printed(*arguments, **options):
    return subprocess.run([TOOL, *arguments], capture_output=True, text=True, check=False, **options).stdout


def text_of(page):
    """What a page shows, without the navigation around it."""
    article = page.read_text().split("<article", 1)[1].split("</article>", 1)[0]
    return html.unescape(re.sub(r"<[^>]*>", "", article.replace("</dt>", " ")))


@contextlib.contextmanager
def served(folder):
    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Site(unittest.TestCase):
    """A copy of the project, of which a website can be made."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="ampslint-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        for source in PROJECT.iterdir():
            if source.name in ("docs", "scripts", "site"):
                shutil.copytree(source, cls.folder / source.name)
            elif source.name not in ("build", ".git"):
                (cls.folder / source.name).symlink_to(source)
        cls.site = cls.folder / "out"

    @classmethod
    def make(cls, program, before=()):
        done = subprocess.run([*before, cls.folder / "scripts/site", cls.site], capture_output=True, text=True, timeout=600, check=False,
                              env={**os.environ, "AMPSLINT": str(program)})
        if not (pathlib.Path(os.environ["AMPSLINT_CACHE"]) / "site-tools/requirements.txt").exists():
            print(f"SKIPPED: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}")
            raise unittest.SkipTest("Material for MkDocs cannot be installed")
        return done


class Whole(Site):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.folder / "build/playground").mkdir(parents=True)
        (cls.folder / "build/playground/index.html").write_text('<!doctype html><html lang="en"><title>Playground</title><a href="../">Back</a></html>')
        done = cls.make(TOOL)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr + done.stdout
        cls.rules = json.loads(printed("rules", "--format", "json"))

    def test_rules(self):
        index = (self.site / "rules/index.html").read_text()
        for rule in self.rules:
            self.assertIn(f'href="{rule["id"]}.html"', index)
            page = self.site / f"rules/{rule['id']}.html"
            shown = text_of(page)
            for fact in (f"Severity {rule['severity']}", f"Preset {rule['preset']}", f"Family {rule['family']}-",
                         f"Fix {'yes' if rule['fixable'] else 'no'}", f"Looks at {rule['subject']}"):
                self.assertIn(fact, shown, rule["id"])
            self.assertRegex(page.read_text(), 'class="language-(xml|strings|text) highlight"', rule["id"])
            self.assertNotIn("```", shown, rule["id"])

    def test_elements(self):
        blocks = printed("explain", "*").strip().split("\n\n")
        self.assertGreater(len(blocks), 400)
        pages = {}
        for block in blocks:
            place, *lines = block.split("\n")
            parent, _, name = place.rpartition("/")
            file = self.site / f"elements/{parent.lower().replace('/', '-')}.html"
            page = pages.setdefault(file, (file.read_text(), text_of(file)))
            self.assertIn(f'id="{name.lower()}"', page[0], place)
            for line in lines:
                self.assertIn(line[12:], page[1], place)

    def test_try_it(self):
        """What a link opens in the playground is a mistake that the rule finds."""
        links = {}
        for rule in self.rules:
            found = re.findall(r'href="\.\./playground/index\.html#([\w-]+)"', (self.site / f"rules/{rule['id']}.html").read_text())
            self.assertLessEqual(len(found), 1, rule["id"])
            links.update({rule["id"]: link for link in found})
        self.assertGreater(len(links), 300)
        for rule, link in links.items():
            state = json.loads(base64.urlsafe_b64decode(link + "=" * (-len(link) % 4)))
            self.assertLessEqual(set(state), {"files", "strings", "client", "presets"})
            folder = self.folder / "tried" / rule
            for name, text in {**state["files"], "strings": state["strings"]}.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text)
            configurations = [name for name in state["files"] if name.endswith(".xml")]
            options = [f"--preset={preset}" for preset in state.get("presets", [])] + [f"--client-kind={kind}" for kind in [state.get("client")] if kind]
            said = printed("check", *(configurations if len(configurations) == 1 else ["."]), "--clients", "strings", "--format", "json", *options,
                           cwd=folder)
            self.assertIn(rule, [finding["rule"] for finding in json.loads(said)["diagnostics"]], state)

    @unittest.skipUnless(os.environ.get("AMPSLINT_HEAVY") == "1", "takes minutes on a busy machine; AMPSLINT_HEAVY=1 asks for it")
    def test_in_a_browser(self):
        """On a desk and on a phone, light and dark; the pictures are kept in site-pictures, for people."""
        try:
            browser.install()
        except OSError as error:
            print(f"SKIPPED: {error}")
            self.skipTest("there is no browser")
        pictures = pathlib.Path(os.environ["AMPSLINT_CACHE"]) / "site-pictures"
        pictures.mkdir(exist_ok=True)
        with browser.started() as chromium, served(self.site) as address:
            for name, path in PAGES.items():
                for scheme, width, height in (("light", 1280, 800), ("dark", 1280, 800), ("light", 390, 844)):
                    with self.subTest(page=path, scheme=scheme, width=width), self.opened(
                            chromium, address, path, color_scheme=scheme, viewport={"width": width, "height": height}) as page:
                        page.screenshot(path=pictures / f"{name}-{scheme}-{width}.png")
                        self.look(page, name, scheme, width)
            for origin in (address, f"{self.site.as_uri()}/"):
                with self.subTest(origin=origin), self.opened(chromium, origin, PAGES["rules"]) as page:
                    page.get_by_role("textbox", name="Search").click()
                    page.keyboard.type("InetAddr")
                    page.locator(".md-search-result__item a", has_text="Transport").first.wait_for()

    def look(self, page, name, scheme, width):
        self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), width)
        if width > 1000 and name not in ("rules", "elements"):  # which are long, and take minutes
            serious = [line for line in browser.violations(page).splitlines()
                       if re.match(r"[a-z-]+: \[", line) and not line.startswith(OF_THE_THEME)]
            self.assertEqual(serious, [])
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        self.assertEqual(background == "rgb(255, 255, 255)", scheme == "light", background)
        if name == "index" and width > 1000:  # all that the tool does, on one screen
            self.assertLess(page.evaluate("document.querySelector('.cards').getBoundingClientRect().bottom"), 800)

    @contextlib.contextmanager
    def opened(self, chromium, origin, path, **options):
        """A page that asks nobody else for anything and complains of nothing."""
        context = chromium.new_context(**options)
        page, complaints = context.new_page(), []
        page.set_default_timeout(20000)
        page.on("request", lambda request: None if request.url.startswith((origin, "data:")) else complaints.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(origin + path)
        yield page
        context.close()
        self.assertEqual(complaints, [])


class Part(Site):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program = cls.folder / "few"
        cls.program.write_text(FEW)
        cls.program.chmod(0o755)
        with (cls.folder / "docs/ci.md").open("a") as document:
            document.write("[licence](../LICENSE) [start](../README.md#commands)\n")
        done = cls.make(cls.program)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr + done.stdout

    def test_playground(self):
        self.assertEqual(len(list((self.site / "rules").iterdir())), 4)
        for page in self.site.rglob("*.html"):
            self.assertNotIn("playground/index.html", page.read_text(), page)

    def test_links_of_documents(self):
        page = (self.site / "docs/ci.html").read_text()
        self.assertIn('href="https://github.com/ampslint/ampslint/blob/main/LICENSE"', page)
        self.assertIn('href="../guide.html#commands"', page)

    def test_network(self):
        alone = ["unshare", "--map-root-user", "--net"]
        if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode != 0:
            self.skipTest("no namespace without a network can be made")
        done = self.make(self.program, alone)
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)

    def test_broken_links(self):
        for lines, complaints in (
                ("[gone](gone.md) [heading](formats.md#gone)", [
                    "'gone.md', but the target 'docs/gone.md' is not found",
                    "'formats.md#gone', but the doc 'docs/formats.md' does not contain an anchor '#gone'"]),
                ('<a href="gone.html">a</a> <a href="formats.html#gone">b</a> <img src="https://example.com/logo.png" alt="">', [
                    "docs/ci.html: no file 'gone.html'", "docs/ci.html: no heading 'formats.html#gone'",
                    "docs/ci.html: loads 'https://example.com/logo.png'"])):
            document = self.folder / "docs/ci.md"
            before = document.read_text()
            document.write_text(f"{before}\n{lines}\n")
            done = self.make(self.program)
            document.write_text(before)
            self.assertEqual(done.returncode, 1, done.stderr)
            for complaint in complaints:
                self.assertIn(complaint, done.stdout + done.stderr)


class Documents(unittest.TestCase):
    def test_formats_are_documented(self):
        said = subprocess.run([TOOL, "probe", "--format", "x"], capture_output=True, text=True, check=False).stderr
        names = re.search(r"one of ([^)]*)\)", said)[1].split(", ")
        self.assertGreater(len(names), 10)
        for document in ("README.md", "docs/formats.md"):
            text = (PROJECT / document).read_text()
            self.assertEqual([name for name in names if f"`{name}`" not in text], [], document)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
