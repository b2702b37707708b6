#!/usr/bin/env python3
"""Writes what the website is made of: the documents, a page for each rule, the reference of elements and the settings of MkDocs.

Usage: pages.py FOLDER
$AMPSLINT is the program, which knows the rules and the elements. Where build/playground is there, it is published too, and
examples link to it.
"""
import base64
import collections
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile

import elements
from program import facts, printed

PROJECT = pathlib.Path(__file__).resolve().parent.parent
OUT = pathlib.Path(sys.argv[1])
REPOSITORY = "https://github.com/ampslint/ampslint"
MOVED = {"README.md": "guide.md", "rules": "rules/index.md"}
PLAYGROUND = PROJECT / "build/playground"
DOCUMENTS = ["workspace", "suppressions", "ci", "formats", "exit-status"]  # the first ones in the navigation

FENCE = re.compile(r"^```(\w+) (\w+) ?([^\n]*)\n(.*?)^```$", re.M | re.S)
# What the second word of a block means: its title, and its language where the first word is not that.
BLOCKS = {"instance": ("Configuration (instance)", ""), "client": ("Connection strings (client)", "strings"),
          "failover": ("Connection strings of one client (failover)", "strings"), "diagnostics": ("Findings", "findings"),
          "version": ("Versions", ""), "env": ("Environment file", ""), "workspace": ("Workspace file", ""),
          "observed": ("Results of the probe", ""), "admin": ("Answers of the Admin interface", ""), "running": ("Running configuration", ""),
          "rules": ("Rules that also run", "")}
LEVELS = {"static": "", "host": ", with <code>--host</code>", "live": ", with <code>ampslint probe</code>"}

RULES = {rule["id"]: rule for rule in json.loads(printed("rules", "--format", "json"))}


def example(text):
    """The first bad example of a page that the playground can show, as the playground takes it; or none."""
    given = {}
    for section in re.split(r"^## ", text, flags=re.M)[1:]:
        for _, role, name, body in FENCE.findall(section):
            if role == "diagnostics":
                state = playground_state(given)
                if section.startswith("Bad") and state:
                    return state
                continue
            if role != "include" and (role, bool(name)) != ("instance", True):  # replaces the last one
                given = {key: kept for key, kept in given.items() if key[0] != role}
            given[role, name] = body
    return None


def playground_state(given):
    state = {"files": {}, "strings": ""}
    for (role, name), body in given.items():
        if role in ("instance", "include") and " " not in name:
            state["files"][name or "instance.xml"] = body
        elif role == "client" and " " not in name:  # no version
            state.update({"strings": body}, **({"client": name} if name else {}))
        else:
            return None
    return state


def try_it(state, up):
    if not state or not PLAYGROUND.is_dir():
        return ""
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    fragment = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    return f'<a class="md-button try" href="{up}playground/index.html#{fragment}">Try it</a>'


def rule_page(rule):
    text = (PROJECT / f"rules/{rule['id']}.md").read_text()
    title, summary, rest = text.split("\n\n", 2)
    shown = facts([("Severity", f'<span class="{rule["severity"]}">{rule["severity"]}</span>'), ("Preset", rule["preset"]),
                   ("Family", f'<a href="index.html#{rule["family"]}">{rule["family"]}-</a>'), ("Fix", "yes" if rule["fixable"] else "no"),
                   ("Looks at", rule["subject"] + LEVELS[rule["level"]])])
    state = example(text) if rule["level"] == "static" else None
    if state and rule["preset"] != "default":
        state["presets"] = [rule["preset"]]
    return f'{title}\n\n{summary}\n\n<div class="panel" data-search-exclude>\n{shown}{try_it(state, "../")}\n</div>\n\n{rest}'


def rules_index(families):
    text = (f"---\nhide: [toc]\n---\n\n# Rules\n\n{len(RULES)} rules, by family. Those of the presets `pedantic` and `security` run only with `--preset`.\n\n"
            + " · ".join(f"[{family}-](#{family})" for family in families) + '\n\n<div class="index" markdown>\n')
    for family, rules in families.items():
        text += f"\n## {family}- {{ #{family} }}\n\n| rule | severity | preset | summary |\n| --- | --- | --- | --- |\n"
        for rule in rules:
            preset = "" if rule["preset"] == "default" else rule["preset"]
            text += (f'| [`{rule["id"]}`]({rule["id"]}.md) | <span class="{rule["severity"]}">{rule["severity"]}</span> | {preset} '
                     f'| {rule["summary"]} |\n')
    return text + "\n</div>\n"


def fenced(block):
    language, role, name, text = block.groups()
    title, own = BLOCKS.get(role, ("", ""))
    if name:
        title = f"{title}: {name}" if own else name.split()[0]
    title = f' title="{title}"' if title else ""
    return f"```{own or language}{title}\n{text}```"


def write(page, text):
    text = re.sub(r"^```\n(?=\$ ampslint)", "```findings\n", text, flags=re.M)
    (OUT / page).parent.mkdir(parents=True, exist_ok=True)
    (OUT / page).write_text(FENCE.sub(fenced, text))
    return page


def document(source):
    """A document as a page; what it links to and the website does not have is in the repository."""
    def link(match):
        path = os.path.relpath(source.parent / match[1], PROJECT)
        if not (PROJECT / path).exists():
            return match[0]
        here = ("README.md", "SECURITY.md", "CONTRIBUTING.md", "docs", "rules", *(["editors"] if path.endswith(".md") else []))
        if path.split("/")[0] not in here:
            return f"]({REPOSITORY}/blob/main/{path}"
        return "](" + os.path.relpath(PROJECT / MOVED.get(path, path), source.parent)

    path = source.relative_to(PROJECT).as_posix()
    return write(MOVED.get(path, path), re.sub(r"\]\(([^)#:\s]+)", link, source.read_text()))


def home():
    """The first page, with what the program says of its example."""
    text = (PROJECT / "site/home/index.md").read_text()
    files = {name: body for _, _, name, body in FENCE.findall(text)}
    with tempfile.TemporaryDirectory() as folder:
        for name, body in files.items():
            (pathlib.Path(folder) / name).write_text(body)
        found = printed("check", "amps.xml", "--clients", "clients.txt", folder=folder)
    tried = try_it({"files": {"amps.xml": files["amps.xml"]}, "strings": files["clients.txt"]}, "")
    for word, value in (("OUTPUT", found), ("TRY", tried), ("RULES", str(len(RULES))), ("ELEMENTS", str(len(elements.PLACES)))):
        text = text.replace(f"%{word}%", value)
    return write("index.md", text)


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    shutil.copytree(PROJECT / "site/home", OUT)
    shutil.copytree(PROJECT / "docs", OUT / "docs")
    documents = sorted((PROJECT / "docs").rglob("*.md"), key=lambda file: [*DOCUMENTS, file.stem].index(file.stem))
    guide = [{"Overview": document(PROJECT / "README.md")},
             *map(document, documents), {"Editors, one by one": [*map(document, sorted((PROJECT / "editors").glob("*/README.md")))]},
             *map(document, [PROJECT / "SECURITY.md", PROJECT / "CONTRIBUTING.md"])]
    families = collections.defaultdict(list)
    for rule in RULES.values():
        families[rule["family"]].append(rule)
    rules = [write("rules/index.md", rules_index(families)),
             *({family: [write(f"rules/{rule['id']}.md", rule_page(rule)) for rule in inside]} for family, inside in families.items())]
    reference = [write("elements/index.md", elements.index()),
                 *({group: [{parent: write(f"elements/{elements.file_of(parent)}.md", elements.page(parent))} for parent in parents]}
                   for group, parents in elements.GROUPS.items())]
    nav = [{"Home": home()}, {"Guide": guide}, {"Rules": rules}, {"Elements": reference}]
    if PLAYGROUND.is_dir():
        shutil.copytree(PLAYGROUND, OUT / "playground")
        nav.append({"Playground": "playground/index.html"})
    # JSON is YAML.
    (OUT.parent / "mkdocs.yml").write_text(json.dumps({"INHERIT": str(PROJECT / "site/mkdocs.yml"), "docs_dir": OUT.name, "nav": nav}))


main()
