"""What the tests open (the same run as a page and for programs, inputs that try to become markup), and how they read a page."""
import json
import pathlib
import subprocess
import sys

TOOL, PROJECT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
EXAMPLE = ["check", "corpus/example", "--clients", "corpus/example/clients.txt"]

HOSTILE = "</script><img src=x onerror=alert(1)>"
CONFIGURATION = """<AMPSConfig>
  <Name>one &lt;!--&lt;script&gt; \u2028</Name>
  <Modules><Module><Name>m</Name><Library>m.so</Library><Options><Password>c4n4ry</Password></Options></Module></Modules>
  <Transports><Transport><Name>&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;</Name><Type>tcp</Type><InetAddr>9007</InetAddr>
    <Protocol>amps</Protocol></Transport></Transports>
  <Replication><Password>c4n4ry</Password></Replication>
</AMPSConfig>
"""
STRINGS = f"""tcp://user:c4n4ry@db1:9007/amps/json
tcp://user:c4n4ry@db1:9070/amps/json?password=c4n4ry
tcp://db1:9007/amps/{HOSTILE}
tcp://{HOSTILE}:9007/amps/json
tcp://db1:9007/amps/json?</noscript><img src=x onerror=alert(1)><!--
"""


class Reports:
    """The same run as a page and for programs."""

    def __init__(self, folder, arguments, directory=PROJECT):
        self.html, report, text = (pathlib.Path(folder) / name for name in ("page.html", "report.json", "report.txt"))
        command = [TOOL, *arguments, *(f"--format={form}={file}" for form, file in
                                       (("html", self.html), ("json", report), ("text", text)))]
        done = subprocess.run(command, cwd=directory, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode in (0, 1), f"{command} ended with {done.returncode}: {done.stderr}"
        self.json, self.text = json.loads(report.read_text()), text.read_text()

    def strings(self, chosen=lambda connection: True):
        return sorted(connection["string"] for connection in self.json["connections"] if chosen(connection))


def open_view(page, name):
    page.get_by_role("tab", name=name).click()


def until(page, number):
    """Waits for so many rows."""
    from playwright.sync_api import expect

    expect(page.locator(".rows .open")).to_have_count(number)


def rows(page):
    """The words of the buttons in the open table."""
    return sorted(page.locator("[role=tabpanel]:not([hidden]) .rows .open").all_inner_texts())
