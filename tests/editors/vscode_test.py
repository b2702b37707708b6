"""Real VS Code (code-server) in Chromium with the extension of editors/vscode, used as people do; and pictures of it for docs/editors.md.

It is some 400 MB to install: the test runs only with AMPSLINT_HEAVY=1. What cannot be installed is left out with a line that begins with SKIPPED.
UPDATE_SCREENSHOTS=1 keeps new pictures.

Usage: vscode_test.py AMPSLINT PROJECT [TEST…]
"""
import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "support"), str(HERE.parent / "report/html")]
import browser as b  # noqa: E402
import code_server  # noqa: E402
import node  # noqa: E402
import screenshots  # noqa: E402
import workspace  # noqa: E402

TOOL, PROJECT = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
SETTINGS = {"workbench.startupEditor": "none", "window.commandCenter": False, "workbench.layoutControl.enabled": False, "workbench.tips.enabled": False,
            "chat.commandCenter.enabled": False, "editor.fontFamily": "DejaVu Sans Mono", "editor.fontSize": 13, "editor.minimap.enabled": False,
            "editor.cursorBlinking": "solid", "editor.hover.delay": 100, "editor.renderLineHighlight": "none", "files.autoSave": "off",
            "editor.codeLens": False, "editor.inlayHints.enabled": "off", "git.enabled": False, "extensions.ignoreRecommendations": True, "telemetry.telemetryLevel": "off", "workbench.colorTheme": "Default Light Modern",
            "editor.guides.indentation": False, "editor.occurrencesHighlight": "off", "breadcrumbs.enabled": False, "workbench.activityBar.location": "hidden", "security.workspace.trust.enabled": False}
SECONDS = 60


def packaged(folder, binary=None):
    """The extension, made by its own command in a copy."""
    shutil.copy(PROJECT / "LICENSE", folder)
    home = folder / "editors/vscode"
    shutil.copytree(PROJECT / "editors/vscode", home, ignore=shutil.ignore_patterns("node_modules", "out", "bin", "*.vsix"))
    node.run(str(home / "package"), *([str(binary)] if binary else []), folder=folder)
    [made] = home.glob("*.vsix")
    return made


class Editor:
    """One window on the workspace of all editors' tests."""

    def __init__(self, page):
        self.page = page

    def command(self, name):
        self.page.keyboard.press("F1")
        self.page.locator(".quick-input-box input").wait_for()
        self.page.keyboard.type(name)
        self.page.locator(".quick-input-list .monaco-list-row").get_by_text(name, exact=True).first.click()

    def open(self, name):
        self.page.keyboard.press("Control+P")
        self.page.locator(".quick-input-box input").wait_for()
        self.page.keyboard.type(name)
        self.page.locator(".quick-input-list .monaco-list-row.focused", has_text=pathlib.Path(name).name).wait_for()
        self.page.keyboard.press("Enter")
        self.page.locator(".tab.active", has_text=pathlib.Path(name).name).wait_for()
        self.page.locator(".editor-instance .view-line").first.wait_for()

    def text(self):
        """What the editor shows, from its first line to its last: files of these tests fit."""
        lines = self.page.evaluate("""[...document.querySelectorAll('.editor-group-container.active .view-line')].map(
            line => [line.getBoundingClientRect().y, line.innerText])""")
        return [text.replace("\xa0", " ") for _, text in sorted(lines)]

    def until(self, what, condition):
        deadline = time.monotonic() + SECONDS
        self.page.set_default_timeout(1000)
        while time.monotonic() < deadline:
            with contextlib.suppress(Exception):  # what is being drawn anew
                if condition():
                    return self.page.set_default_timeout(SECONDS * 1000)
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{what}: {self.status()}, {self.text()}")

    def status(self):
        return self.page.locator("#status\\.problems, [id='ampslint.ampslint.ampslint'], [id='status.editor.mode']").all_inner_texts()

    def own_item(self):
        return self.page.locator("[id='ampslint.ampslint.ampslint']")

    def until_problems(self, errors, warnings):
        """Of the whole workspace, as the status bar counts them."""
        self.until(f"{errors} errors, {warnings} warnings", lambda: re.findall(r"\d+", self.page.locator("#status\\.problems").inner_text()) == [str(errors), str(warnings)])

    def until_marks(self, number):
        """How many errors are underlined in the open file."""
        self.until(f"{number} underlined", lambda: self.page.locator(".squiggly-error").count() == number)

    def language(self):
        return self.page.locator("[id='status.editor.mode']")

    def until_language(self, name):
        self.until(name, lambda: self.language().inner_text() == name)

    def choose_language(self, name):
        self.language().click()
        self.page.locator(".quick-input-box input").fill(name)
        self.page.locator(".quick-input-list .monaco-list-row.focused", has_text=name).wait_for()
        self.page.keyboard.press("Enter")

    def place(self, text):
        """Puts the cursor into a text, by the editor's own search."""
        self.page.keyboard.press("Control+F")
        self.page.locator(".find-widget.visible textarea").first.fill(text)
        self.page.keyboard.press("Enter")
        self.page.locator(".find-widget .matchesCount", has_text=" of ").wait_for()
        self.page.keyboard.press("Escape")
        self.page.locator(".find-widget.visible").wait_for(state="hidden")

    def replace(self, before, after):
        self.place(before)
        self.page.keyboard.type(after)

    def notifications(self):
        return self.page.locator(".notification-toast").all_inner_texts()


@contextlib.contextmanager
def opened(chromium, home, work, **settings):
    code_server.write_settings(home, SETTINGS | settings)
    with code_server.started(home, home / "code-server.log") as address:
        page = chromium.new_page(viewport={"width": 1000, "height": 520})
        page.set_default_timeout(SECONDS * 1000)
        page.goto(f"{address}/?folder={work}")
        page.locator(".monaco-workbench").wait_for()
        editor = Editor(page)
        try:
            editor.own_item().wait_for()
            page.locator(".explorer-folders-view .monaco-list-row").first.wait_for()
            yield editor
        except Exception:
            screenshots.FAILED.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=screenshots.FAILED / 'vscode.png')
            print(f"the window as it was: {screenshots.FAILED / 'vscode.png'}")
            for log in (home / "data/logs").rglob("*-ampslint.log"):
                print(log.read_text())
            raise
        finally:
            page.close()


def servers(home):
    """The processes of the tool that were started for a window."""
    listed = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout
    return [int(line.split()[0]) for line in listed.splitlines() if f"{workspace.binary(home)} lsp" in line and "ps -eo" not in line]


def picture(editor, name):
    editor.page.mouse.move(999, 379)
    screenshots.check(editor.page, PROJECT / "docs" / name)


def test_findings_and_fixes(chromium, home, work):
    with opened(chromium, home, work) as editor:
        editor.until_problems(2, 0)
        editor.open("clients.txt")
        editor.until_marks(1)
        # What is not saved counts in the other file.
        editor.open("amps.xml")
        editor.until_language("AMPS configuration")
        editor.replace("9007", "9070")
        editor.open("clients.txt")
        editor.until_marks(0)
        editor.open("amps.xml")
        editor.replace("9070", "9007")
        editor.open("clients.txt")
        editor.until_marks(1)
        # A quick fix behind characters of every width.
        editor.open("feed.py")
        editor.until_marks(1)
        editor.command("File: Compare Active File with Saved")
        editor.page.locator(".editor.original .view-line").first.wait_for()
        editor.until_marks(1)
        editor.page.wait_for_timeout(1000)
        assert editor.page.locator(".editor.original .squiggly-error").count() == 0  # nothing is found twice
        editor.command("View: Close Editor")
        editor.open("feed.py")
        editor.place("tcp_nodely")
        editor.page.keyboard.press("Control+.")
        editor.page.locator(".action-widget .monaco-list-row.focused", has_text="Change to 'tcp_nodelay'").wait_for()
        editor.page.keyboard.press("Enter")
        editor.until("fixed", lambda: editor.text()[0] == 'CLIENTS = {"🚀 日本 é": "tcp://db1:9007/amps/json?tcp_nodelay=true"}  # 🚀')
        editor.until_problems(1, 0)
        # Who chooses another language keeps it, until the file is opened again.
        editor.open("amps.xml")
        editor.choose_language("XML")
        editor.until_language("XML")
        editor.page.wait_for_timeout(1000)
        editor.until_language("XML")
        assert not editor.notifications()


def test_a_server_that_ends(chromium, home, work):
    with opened(chromium, home, work) as editor:
        editor.until_problems(2, 0)
        for count in range(5):
            editor.until("a server", lambda: len(servers(home)) == 1)
            [killed] = servers(home)
            os.kill(killed, signal.SIGKILL)
            editor.until("ended", lambda: killed not in servers(home))
            if count < 4:
                editor.until_problems(2, 0)
        editor.until("an error", lambda: editor.own_item().locator(".codicon-error").count() == 1)
        editor.until_problems(0, 0)
        assert not servers(home)
        editor.command("ampslint: Restart server")
        editor.until_problems(2, 0)
        assert len(servers(home)) == 1
        assert editor.own_item().locator(".codicon-check").count() == 1
        assert not editor.notifications()


def test_no_binary(chromium, home, work):
    with opened(chromium, home, work, **{"ampslint.path": str(home / "none")}) as editor:
        editor.until("an error", lambda: editor.own_item().locator(".codicon-error").count() == 1)
        editor.own_item().hover()
        editor.page.get_by_text("is not a program").first.wait_for()
        editor.own_item().click()
        editor.page.locator(".output-view .view-line", has_text="none is not there").wait_for()
        assert not editor.notifications()
        (home / "none").symlink_to(TOOL)
        editor.command("ampslint: Restart server")
        editor.until_problems(2, 0)


def test_bundled(chromium, home, work):
    workspace.binary(home).unlink()
    with tempfile.TemporaryDirectory() as folder:
        code_server.install_extension(home, packaged(pathlib.Path(folder), TOOL))
    with opened(chromium, home, work) as editor:
        editor.until_problems(2, 0)
        editor.own_item().hover()
        editor.page.get_by_text("bundled with the extension").first.wait_for()


def test_lenses_completion_and_expansion(chromium, home, work):
    shutil.rmtree(work)
    shutil.copytree(HERE / "picture", work)
    with opened(chromium, home, work, **{"editor.codeLens": True}) as editor:
        page = editor.page
        editor.open("amps.xml")
        editor.until_language("AMPS configuration")
        lens = page.locator(".codelens-decoration a", has_text="client")
        lens.click()
        page.locator(".reference-zone-widget .reference-file, .reference-zone-widget .referenceMatch").first.wait_for()
        page.keyboard.press("Escape")
        editor.command("ampslint: Show with includes and variables expanded")
        editor.until("expanded", lambda: any("<Name>orders-london</Name>" in line for line in editor.text()))
        editor.command("View: Close Editor")
        editor.open("amps.xml")
        editor.command("View: Toggle Primary Side Bar Visibility")
        editor.place("</MessageType>")
        page.keyboard.press("End")
        page.keyboard.type("\n<Messa")
        page.locator(".suggest-widget .monaco-list-row.focused", has_text="Message").wait_for()
        lens.wait_for()
        page.set_viewport_size({"width": 1000, "height": 440})
        picture(editor, "editor-completion.png")
        page.keyboard.press("Enter")
        editor.until("completed", lambda: re.search(r"<(Message\w+)>.*</\1>", "".join(editor.text())))
        assert not editor.notifications()


def test_looks(chromium, home, work):
    """The pictures of the document."""
    shutil.rmtree(work)
    shutil.copytree(HERE / "picture", work)
    with opened(chromium, home, work) as editor:
        page = editor.page
        editor.until_problems(3, 0)
        editor.command("View: Toggle Primary Side Bar Visibility")
        editor.open("amps.xml")
        editor.until_language("AMPS configuration")
        variable = page.locator(".view-line", has_text="pem").locator("span span")
        editor.until("colours", lambda: len({span.get_attribute("class") for span in variable.all()}) > 3)
        page.keyboard.press("Control+\\")  # another one beside it
        editor.open("feed.py")
        editor.until_marks(3)
        editor.command("View: Focus Problems")
        page.locator(".markers-panel .monaco-list-row").first.wait_for()
        picture(editor, "editor-findings.png")
        editor.command("View: Hide Panel")
        page.set_viewport_size({"width": 1000, "height": 380})
        editor.command("View: Close All Editors in Group")
        editor.open("feed.py")
        editor.place("9444")
        editor.command("Show or Focus Hover")
        page.locator(".monaco-hover:visible", has_text="connect-unserved").first.wait_for()
        picture(editor, "editor-hover.png")
        page.keyboard.press("Escape")
        editor.place("tcp:")
        page.keyboard.press("Control+.")
        page.locator(".action-widget .monaco-list-row", has_text="Suppress").first.wait_for()
        picture(editor, "editor-fix.png")


def main():
    if os.environ.get("AMPSLINT_HEAVY") != "1":
        print("SKIPPED: runs VS Code, some 400 MB to install; AMPSLINT_HEAVY=1 asks for it")
        return
    try:
        b.install()
        code_server.install()
    except (OSError, subprocess.SubprocessError) as error:
        print(f"SKIPPED: VS Code cannot be installed: {error}")
        return
    failed = False
    with tempfile.TemporaryDirectory() as made, b.started() as chromium:
        extension = packaged(pathlib.Path(made))
        for name in sys.argv[3:] or [name for name in globals() if name.startswith("test_")]:
            with tempfile.TemporaryDirectory(prefix="ampslint-") as folder:
                home = pathlib.Path(folder).resolve()
                work = workspace.write(home, TOOL)
                code_server.write_profile(home, workspace.binary(home).parent)
                code_server.install_extension(home, extension)
                try:
                    globals()[name](chromium, home, work)
                    print(f"{name}: passed", flush=True)
                except Exception as error:  # the other tests still say something
                    failed = True
                    place = error.__traceback__
                    while place.tb_next and place.tb_next.tb_frame.f_code.co_filename == __file__:
                        place = place.tb_next
                    print(f"{name}: failed at line {place.tb_lineno}: {type(error).__name__}: {error}", flush=True)
    sys.exit(failed)


main()
