"""A real browser: the Debian package chromium, driven by Playwright. Nothing that it opens may ask for anything else."""
import contextlib
import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
import installed  # noqa: E402

PACKAGES = ["playwright==1.56.0", "axe-playwright-python==0.1.8", "pillow==12.0.0"]
HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parents[2]
CACHE = installed.ROOT / "html-1"
DEJAVU = pathlib.Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
ARGUMENTS = ["--force-device-scale-factor=1", "--disable-lcd-text", "--font-render-hinting=none"]


def chromium():
    return next(filter(None, map(shutil.which, ["chromium", "chromium-browser"])), None)


def install():
    if not chromium() or not DEJAVU.exists():
        installed.run([PROJECT / "scripts/packages", "chromium", "fonts-dejavu-core"])
    if not chromium():
        raise OSError("the package brings no chromium")
    installed.kept_packages(CACHE, *PACKAGES)


@contextlib.contextmanager
def started():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS,
                                             env={**os.environ, "FONTCONFIG_FILE": str(HERE / "fonts.conf")})
        yield browser
        browser.close()


@contextlib.contextmanager
def opened(browser, place, width=1000, height=700, home=None, **options):
    """The page of a file, or of an address. What it asks for, unless below `home`, and what it complains of is an error."""
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    page = context.new_page()
    page.set_default_timeout(20000)
    own, complaints = place if home else pathlib.Path(place).as_uri(), []
    allowed = (home, "data:") if home else own
    page.on("request", lambda request: None if request.url.startswith(allowed) else complaints.append(f"asked for {request.url}"))
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.goto(own)
    yield page
    context.close()
    assert not complaints, f"{place}: {complaints}"


def violations(page):
    """What axe-core finds, as text."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate((CACHE / "axe_playwright_python/axe.min.js").read_text())
    found = page.evaluate("axe.run().then(result => result.violations)")
    return "\n".join(f"{item['id']}: {node['target']} {node.get('failureSummary')}" for item in found for node in item["nodes"])


def tabbed_to(page, selector, most=60):
    """Presses Tab until the focus is there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not get to {selector}")
