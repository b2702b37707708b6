#!/usr/bin/env python3
"""Checks that every link in a website leads somewhere, and that no page loads anything from elsewhere.

Usage: links.py FOLDER
"""
import os
import pathlib
import re
import sys

SITE = pathlib.Path(sys.argv[1]).resolve()
FILES = {str(path.relative_to(SITE)) for path in SITE.rglob("*") if path.is_file()}


def attributes(page):
    """The links and names in a page: tag, attribute, value."""
    for tag, inside in re.findall(r"<([a-z][a-z0-9]*)(\s[^<>]*)>", (SITE / page).read_text()):
        for attribute, value in re.findall(r'\s(href|src|id)="([^"]*)"', inside):
            yield tag, attribute, value


PAGES = {page: set(attributes(page)) for page in FILES if page.endswith(".html")}
NAMES = {page: {value for _, attribute, value in found if attribute == "id"} for page, found in PAGES.items()}


def fault(page, tag, value):
    if re.match(r"[a-z]+:", value):
        return f"loads '{value}'" if tag != "a" and not value.startswith("data:") else None
    path, _, name = value.partition("#")
    there = os.path.normpath(path[1:] if path.startswith("/") else os.path.join(os.path.dirname(page), path)) if path else page
    if path.endswith("/"):
        there = os.path.normpath(os.path.join(there, "index.html"))
    if there not in FILES:
        return f"no file '{value}'"
    if there.startswith("playground/"):  # what follows is what to show
        return None
    return f"no heading '{value}'" if name and name not in NAMES[there] else None


faults = [f"{page}: {why}\n" for page, found in PAGES.items() for tag, attribute, value in found
          if attribute != "id" and (why := fault(page, tag, value))]
print("".join(sorted(faults)), end="")
print(f"{len(PAGES)} pages in {SITE}", file=sys.stderr)
sys.exit(1 if faults else 0)
