"""The reference of elements: a page for each place in a configuration, with what `ampslint explain` prints."""
import collections
import functools
import html
import re

from program import facts, printed


def read_elements():
    """The facts of each element by its name, by the place that it stands in."""
    places = collections.defaultdict(dict)
    for block in printed("explain", "*").strip().split("\n\n"):
        place, *lines = block.split("\n")
        parent, _, name = place.rpartition("/")
        known = places[parent][name] = {}
        for line in lines:
            fact = line[2:12].strip() or fact
            known.setdefault(fact, []).append(line[12:])
    return dict(places)


ELEMENTS = read_elements()
PLACES = [f"{parent}/{name}" for parent, rows in ELEMENTS.items() for name in rows]
GROUPS = collections.defaultdict(list)
for _parent in ELEMENTS:
    _of = "actions" if _parent.startswith("amps-action-") else "modules" if _parent.startswith(("amps-", "lib")) else ""
    GROUPS[f"Options of {_of}" if _of else "Configuration"].append(_parent)


@functools.cache
def content(place):
    """What the element at that place holds: a key of ELEMENTS, or none."""
    parent, _, name = place.rpartition("/")
    names = ELEMENTS[parent][name].get("holds", [""])[0].split(", and others ")[0].split(", ")
    parts = place.split("/")
    suffixes = ["/".join(parts[at:]) for at in range(len(parts))]
    fitting = [key for key, rows in ELEMENTS.items() if list(rows) == names]
    return next((key for key in suffixes if key in fitting), fitting[0] if fitting else None)


def file_of(place):
    return place.lower().replace("/", "-")


def linked(place, fact, text):
    """A fact of an element, with links to the elements that it names."""
    if fact not in ("holds", "not with", "only with", "means"):
        return html.escape(text)
    parent = content(place) if fact == "holds" else place.rpartition("/")[0]
    return re.sub(r"[A-Za-z]\w*", lambda word: f'<a href="{file_of(parent)}.html#{word[0].lower()}">{word[0]}</a>'
                  if word[0] in ELEMENTS.get(parent, ()) else word[0], html.escape(text))


def page(parent):
    text = f"# {parent}\n"
    inside = [place.rpartition("/") for place in PLACES if content(place) == parent]
    if inside:
        text += "\nIn " + ", ".join(f"[{outer}/{name}]({file_of(outer)}.md#{name.lower()})" for outer, _, name in inside) + ".\n"
    for name, rows in ELEMENTS[parent].items():
        text += f"\n## {name} {{ #{name.lower()} }}\n\n"
        text += facts((fact, "<br>".join(linked(f"{parent}/{name}", fact, line) for line in lines)) for fact, lines in rows.items())
    return text


def tree(parent, depth, seen):
    """The elements that stand in `parent`, with all that they hold."""
    seen.add(parent)
    text, leaves = "", []
    for name in ELEMENTS[parent]:
        held, link = content(f"{parent}/{name}"), f"[{name}]({file_of(parent)}.md#{name.lower()})"
        if held is None or held in seen:
            leaves.append(link)
        else:
            text += f"{'    ' * depth}- **[{name}]({file_of(held)}.md)**\n{tree(held, depth + 1, seen)}"
    return (f"{'    ' * depth}- {', '.join(leaves)}\n" if leaves else "") + text


def index():
    text = f"# Elements\n\n{len(PLACES)} elements of AMPSConfig, as `ampslint explain Transport/InetAddr` prints them.\n\n"
    text += f'<div class="tree" markdown>\n\n{tree("AMPSConfig", 0, set())}\n</div>\n'
    for group, parents in GROUPS.items():
        if group != "Configuration":
            text += f"\n## {group}\n\n" + "".join(f"- [{parent}]({file_of(parent)}.md)\n" for parent in parents)
    return text
