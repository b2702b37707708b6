"""Opens the HTML report in a real browser and uses it as people do: mouse, keyboard, print; and looks at it.

Usage: html_test.py AMPSLINT PROJECT [TEST…]
"""
import pathlib
import subprocess
import sys
import tempfile
import time

import browser as b
import large
import screenshots
from reports import CONFIGURATION, EXAMPLE, HOSTILE, PROJECT, STRINGS, Reports, open_view, rows, until

SECONDS = 10  # for the large page, on any machine; a usual one takes half a second


def test_counts(chromium, folder):
    reports = Reports(folder, EXAMPLE)
    summary = reports.json["summary"]
    with b.opened(chromium, reports.html) as page:
        tiles = " ".join(page.locator(".tile").all_inner_texts())
        for name, count in summary["verdicts"].items():
            assert f"{count} {name}" in tiles, tiles
        for name in ("errors", "warnings", "notes"):
            assert f"{summary[name]} {name}" in tiles, tiles
        scope = page.locator("#scope").inner_text()
        assert scope == "10 connection strings · 1 instance · 6 transports", scope
        open_view(page, "Strings")
        assert rows(page) == reports.strings()
        open_view(page, "Findings")
        assert rows(page) == sorted(item["message"] for item in reports.json["diagnostics"])
        open_view(page, "Map")
        assert page.locator(".link").count() == summary["connections"]
        looks = page.evaluate("""[...document.querySelectorAll('.line')].map(line => [line.parentNode.classList[1],
            getComputedStyle(line).stroke, getComputedStyle(line).strokeDasharray])""")
        distinct = {tuple(look) for look in looks}  # of each verdict another colour, and another dash
        assert [len({look[part] for look in distinct}) for part in range(3)] == [4, 4, 4] and "none" not in [look[1] for look in looks], distinct
        open_view(page, "Matrix")
        assert page.locator(".cell").count() == summary["connections"]


def check_details(page, reports, rule):
    """The drawer shows the frames that the text report has, and the rule's page."""
    details = page.locator("#details")
    for frame in details.locator(".frame").all():
        assert frame.text_content() in reports.text, frame.text_content()
    summary = (PROJECT / f"rules/{rule}.md").read_text().split("\n\n")[1].replace("\n", " ").replace("`", "")
    box = details.locator("details.rule", has=page.get_by_text(rule, exact=True))
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    assert box.get_by_text(summary).is_visible(), summary


def test_details(chromium, folder):
    reports = Reports(folder, EXAMPLE)
    with b.opened(chromium, reports.html) as page:
        page.locator(".link.v-invalid .hit").click(force=True)
        assert page.locator("#details h2").inner_text().endswith("tcp_nodely=true")
        check_details(page, reports, "uri-option-unknown")
        page.get_by_label("Close details").click()
        for view, click in [("Map", ".clients .node"), ("Matrix", ".matrix .cell"), ("Matrix", ".matrix .name"), ("Strings", ".open")]:
            open_view(page, view)
            page.locator(f"[role=tabpanel]:not([hidden]) {click}").nth(5 if view == "Strings" else 1).click()
            assert page.locator("#details h2").inner_text() == "tcp://orders.example.com:9007/amps", view
            check_details(page, reports, "connect-message-type-required")
            page.keyboard.press("Escape")
            assert page.locator("#details").is_hidden()
        open_view(page, "Findings")
        page.get_by_text("expects TLS").click()
        check_details(page, reports, "connect-tls-required")
        page.locator("#details .strings button").click()
        assert page.locator("#details h2").inner_text() == "tcp://orders.example.com:9443/amps/json"
        page.keyboard.press("Escape")
        open_view(page, "Map")
        page.locator(".block .node", has_text="json-tls").click()
        assert page.get_by_text("Reached by 2 strings").is_visible()


def test_filters(chromium, folder):
    reports = Reports(folder, ["check", "corpus/example", "corpus/valid", "--clients", "corpus/example/clients.txt"])
    with b.opened(chromium, reports.html) as page:
        open_view(page, "Strings")
        for verdict in ("compatible", "refused", "unserved", "invalid"):
            page.locator(f".tile[value={verdict}]").click()
            assert rows(page) == reports.strings(lambda c, v=verdict: c["verdict"] == v), verdict
            page.locator(f".tile[value={verdict}]").click()
        for rule in ("connect-tls-required", "uri-option-unknown"):
            page.get_by_label("Rule").select_option(label=page.locator("#rule option", has_text=rule).inner_text())
            assert rows(page) == reports.strings(lambda c, r=rule: r in c["rules"]), rule
        page.get_by_role("button", name="Clear filters").click()
        page.get_by_label("Instance").select_option(label="orders-1")
        assert rows(page) == reports.strings(lambda c: c["instance"] == "orders-1")
        open_view(page, "Findings")
        assert rows(page) and not any("corpus/valid" in cell for cell in page.locator(".place").all_inner_texts())
        page.get_by_role("button", name="Clear filters").click()
        open_view(page, "Strings")
        page.get_by_label("Search").fill("9443 XML")
        until(page, 1)
        page.get_by_label("Search").fill("nothing like it")
        page.get_by_text("Nothing matches the filters.").wait_for()
        page.get_by_role("button", name="Clear filters").click()
        page.locator(".tile[value=error]").click()
        open_view(page, "Findings")
        errors = [item["message"] for item in reports.json["diagnostics"] if item["severity"] == "error"]
        assert rows(page) == sorted(errors)
        page.get_by_role("button", name="Clear filters").click()
        open_view(page, "Strings")
        page.get_by_role("button", name="Verdict").click()
        page.get_by_role("button", name="Verdict").click()
        assert "unserved" in page.locator(".verdict").nth(1).inner_text()
        assert page.locator("th[aria-sort=descending]").count() == 1
        page.get_by_label("Group by").select_option("scheme")
        open_view(page, "Map")
        page.locator(".clients .node", has_text="tcps").click()
        assert "1 of 10 strings" in page.locator("#shown").inner_text()
        page.locator("#only").click()
        assert "10 of 10 strings" in page.locator("#shown").inner_text()


def test_keyboard(chromium, folder):
    reports = Reports(folder, EXAMPLE)
    with b.opened(chromium, reports.html) as page:
        focused = "document.activeElement.innerText"
        b.tabbed_to(page, "[role=tab]")
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        b.tabbed_to(page, ".open")
        message = page.evaluate(focused)
        page.keyboard.press("Enter")
        assert page.evaluate(focused) == message == page.locator("#details h2").inner_text()
        check_details(page, reports, "connect-message-type-refused")
        b.tabbed_to(page, ".frame")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.className") == "open" and page.evaluate(focused) == message
        page.get_by_role("tab", name="Map").focus()
        page.keyboard.press("Enter")
        b.tabbed_to(page, ".clients .node")
        page.keyboard.press("ArrowDown")
        assert page.locator(".link.on").count() == 1
        page.keyboard.press("Enter")
        assert page.locator("#details h2").inner_text() == "tcp://orders.example.com:9007/amps"
        page.keyboard.press("Escape")
        page.get_by_role("tab", name="Matrix").focus()
        page.keyboard.press("Space")
        b.tabbed_to(page, ".matrix .name")
        for key in ("ArrowRight", "ArrowDown", "ArrowDown"):
            page.keyboard.press(key)
        page.keyboard.press("Enter")
        assert page.locator("#details h2").inner_text() == "tcps://orders.example.com:9443/amps/xml"


def check_axe(page, name):
    for view in [tab.inner_text() for tab in page.get_by_role("tab").all()]:
        open_view(page, view.split("\n")[0])
        found = b.violations(page)
        assert not found, f"{name}, {view}: {found}"
    page.locator("[role=tabpanel]:not([hidden]) .open").first.click()
    found = b.violations(page)
    assert not found, f"{name}, details: {found}"


def test_accessible(chromium, folder):
    small = Reports(folder, EXAMPLE)
    for scheme in ("light", "dark"):
        with b.opened(chromium, small.html, color_scheme=scheme) as page:
            check_axe(page, scheme)
            page.get_by_label("Close details").click()
            page.locator("#theme").click()
            assert page.locator("#theme").inner_text() == scheme.capitalize()
            found = b.violations(page)
            assert not found, f"not {scheme}: {found}"
    with tempfile.TemporaryDirectory() as home:
        large.write(home)
        reports = Reports(folder, ["check", "config", "--clients", "clients.txt"], home)
        with b.opened(chromium, reports.html) as page:
            check_axe(page, "large")


def test_hostile(chromium, folder):
    home = pathlib.Path(folder) / "in"
    home.mkdir()
    name = "a<img src=x onerror=alert(1)>.xml"
    (home / name).write_text(CONFIGURATION)
    (home / "clients.txt").write_text(STRINGS)
    reports = Reports(folder, ["check", name, "--clients", "clients.txt"], home)
    assert b"c4n4ry" not in reports.html.read_bytes()
    again = reports.html.read_bytes()
    assert Reports(folder, ["check", name, "--clients", "clients.txt"], home).html.read_bytes() == again
    for script in (True, False):
        with b.opened(chromium, reports.html, java_script_enabled=script) as page:
            assert page.locator("img").count() == 0
            assert page.locator("body").inner_text().count("<img") >= 2
            if not script:
                shown = page.locator("main.plain tbody tr").all_inner_texts()
                assert [row.split("\t")[1] for row in shown] == [c["verdict"] for c in reports.json["connections"]]
                continue
            for view in ("Matrix", "Strings", "Findings"):
                open_view(page, view)
                assert page.locator("img").count() == 0
            for opening in page.locator("[role=tabpanel]:not([hidden]) .open").all():
                opening.click()
                assert page.locator("img").count() == 0


def test_print(chromium, folder):
    reports = Reports(folder, EXAMPLE)
    with b.opened(chromium, reports.html, color_scheme="dark") as page:
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert [panel.is_visible() for panel in page.locator(".panel").all()] == [True, False, True, True]  # not the matrix
        assert page.locator(".panel .frame").count() == len(reports.json["diagnostics"])
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator(".panel .frame").count() == 0
        assert len(page.pdf()) > 20000


def test_other_inputs(chromium, folder):
    """Whatever was checked, the page opens, and shows as many findings."""
    dead = ["probe", "tests/report/expected/dead", "--clients", "tests/report/expected/dead/clients.txt", "-c", "tcp://${HOST}:1/amps/json"]
    for arguments in [["check", "corpus/broken"], ["check", "corpus/valid"], ["check", "-c", "tcp://db1:9007/amps/json", "corpus/valid", "corpus/broken"],
                      ["check", "-c", "tcp://db1:9007/amps/json"],
                      ["check", "corpus/example", "-c", HOSTILE, "-c", " "], dead]:
        reports = Reports(folder, arguments)
        with b.opened(chromium, reports.html) as page:
            findings = page.locator("#number-findings").inner_text().replace(",", "")
            assert int(findings) == len(reports.json["diagnostics"]), arguments
            assert page.get_by_role("tab").count() == (4 if reports.json["connections"] else 1), arguments
            if reports.json["connections"]:
                open_view(page, "Matrix")
                widths = page.evaluate("""[...document.querySelectorAll('.matrix tr')].map(row =>
                    [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0) + (row.querySelector('.first, [scope=row]') ? 0 : 1))""")
                assert len(set(widths)) == 1, f"{arguments}: {widths}"
            if arguments is dead:
                open_view(page, "Strings")
                cells = page.locator(".rows tbody td:nth-child(5)").all_inner_texts()
                assert sorted(cells) == ["connect", "not probed"], cells


def measured(page, name, action, shown):
    begin = time.monotonic()
    action()
    page.locator(shown).first.wait_for()
    seconds = time.monotonic() - begin
    assert seconds < SECONDS, f"{name}: {seconds:.1f} s"
    return f"{name} {seconds:.2f} s"


def test_large(chromium, folder):
    large.write(pathlib.Path(folder) / "in")
    reports = Reports(folder, ["check", "config", "--clients", "clients.txt"], pathlib.Path(folder) / "in")
    with b.opened(chromium, reports.html) as page:
        said = [measured(page, "load", page.reload, ".clients .node")]
        screenshots.check(page, b.HERE / "large.png")
        said.append(measured(page, "matrix", lambda: open_view(page, "Matrix"), ".cell"))
        said.append(measured(page, "strings", lambda: open_view(page, "Strings"), ".open"))
        deadline = time.monotonic() + 60
        while len(rows(page)) < large.STRINGS and time.monotonic() < deadline:
            page.locator(".panel:not([hidden])").evaluate("panel => scrollTo(0, panel.scrollHeight)")
            page.wait_for_timeout(50)
        assert len(rows(page)) == large.STRINGS
        said.append(measured(page, "search", lambda: page.locator("#search").fill("tok-orders-7"), "#clear"))
        expected = len(reports.strings(lambda c: "tok-orders-7" in c["string"]))
        until(page, expected)
    print(f"{large.STRINGS} strings, {reports.html.stat().st_size / 1e6:.1f} MB: {', '.join(said)}")


def test_looks(chromium, folder):
    reports = Reports(folder, EXAMPLE)
    for scheme in ("light", "dark"):
        with b.opened(chromium, reports.html, color_scheme=scheme) as page:
            screenshots.check(page, b.HERE / f"small-{scheme}.png")
    with b.opened(chromium, reports.html, color_scheme="dark") as page:
        open_view(page, "Matrix")
        screenshots.check(page, b.HERE / "matrix-dark.png")
        open_view(page, "Strings")
        page.locator(".open").nth(4).click()
        screenshots.check(page, b.HERE / "details-dark.png")
    with b.opened(chromium, reports.html, width=1440, height=640) as page:
        page.locator(".clients .node", has_text="/amps/xml").click()
        screenshots.check(page, PROJECT / "docs/who-can-talk.png")


def main():
    try:
        b.install()
    except (OSError, subprocess.SubprocessError) as error:
        print(f"SKIPPED: chromium cannot be had: {error}")
        return
    tests = [name for name in globals() if name.startswith("test_")]
    failed = False
    with b.started() as chromium:
        for name in sys.argv[3:] or tests:
            with tempfile.TemporaryDirectory() as folder:
                try:
                    globals()[name](chromium, folder)
                    print(f"{name}: passed", flush=True)
                except Exception as error:  # the other tests still say something
                    failed = True
                    place = error.__traceback__
                    while place.tb_next and place.tb_next.tb_frame.f_code.co_filename == __file__:
                        place = place.tb_next
                    print(f"{name}: failed at line {place.tb_lineno}: {type(error).__name__}: {error}", flush=True)
    sys.exit(failed)


main()
