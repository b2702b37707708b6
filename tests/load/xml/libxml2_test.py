"""Is what we take for well-formed XML what libxml2 takes for it?

Some thousand configurations (the corpus and the rules' examples, changed at random from a fixed seed, at the places where
XML is easily broken) are read by both. Every difference has to be of a kind that EXPLAINED names, and each kind has to occur.

Usage: libxml2_test.py AMPSLINT PROJECT [COUNT [SEED]]
"""
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
import installed  # noqa: E402
from explained import Explained  # noqa: E402

LXML = "lxml==6.1.3"
REFUSALS = {"xml-not-well-formed", "xml-not-utf8", "xml-too-deep", "xml-entity-limit"}

TOOL, PROJECT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
CACHE = installed.ROOT / LXML.replace("==", "-")

FRAGMENTS = [text.encode() for text in (
    "<", ">", "&", "]]>", "<![CDATA[", "--", "<!--", "-->", "<?", "?>", "<?xml version='1.0'?>", "/>", "</", "=", '"', "'", "&amp;", "&amp",
    "&#0;", "&#x1F;", "&#xD800;", "&#x10FFFF;", "&#x110000;", "&#65;", "&#;", "&none;", "&e;", "&f;", "<a/>", "<a>", "</a>", "<a b='1' b='2'/>",
    "<a b=1/>", "<a b/>", "<a b='<'/>", "<a b='&'/>", "<1/>", "<\u00e4 \u00f6='\u20ac'/>", "<-a/>", "<a-/>", "<x:y/>", "<a:b:c/>", "<a xml:id='x'/>", "\x00",
    "\x01", "\x0b", "\x85", "\u2028", "\ufffe", "\ufffd", "\ufeff", "\U0001f600", "<!DOCTYPE a>", "<!ENTITY a 'b'>", "<!DOCTYPE AMPSConfig [<!ENTITY e 'x'>]>",
    "standalone='yes'", "encoding='utf-8'", "<?xml?>", "<?XML x?>", "<?a b?>", "\r", "\r\n", "\t", " ", "]]", "a", "\u00e9")
] + [b"\xff", b"\xc3", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82"]

PROLOGS = [b""] * 8 + [text.encode() for text in (
    "<?xml version='1.0'?>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "<?xml version='1.0' encoding='ascii' standalone='no'?>", "<?xml version='1.1'?>",
    "<?xml version='2.0'?>", "<?xml version='1.0' encoding='ISO-8859-1'?>", "<?xml version='1.0' encoding='no-such'?>", "<?xml encoding='utf-8'?>",
    "<?xml version='1.0' standalone='yes' encoding='utf-8'?>", "<!-- c --><?p q?>\n", "\ufeff", "\n", " <?xml version='1.0'?>",
    "<!DOCTYPE AMPSConfig>", "<!DOCTYPE AMPSConfig SYSTEM 'none.dtd'>", "<!DOCTYPE AMPSConfig PUBLIC 'p' 's'>",
    "<!DOCTYPE AMPSConfig [<!ENTITY e 'x &f;'><!ENTITY f \"y\">]>", "<!DOCTYPE AMPSConfig [<!ENTITY e '&e;'>]>", "<!DOCTYPE AMPSConfig [<!ENTITY e '<a>'>]>",
    "<!DOCTYPE AMPSConfig [<!ENTITY e '<a/>'><!ENTITY f '&#60;'>]>", "<!DOCTYPE AMPSConfig [<!ELEMENT AMPSConfig ANY><!ATTLIST AMPSConfig a CDATA 'b'>]>",
    "<!DOCTYPE AMPSConfig [<!ENTITY % p 'q'> %p; <!ENTITY e 'x'>]>", "<!DOCTYPE AMPSConfig [<!ENTITY e SYSTEM 'none.txt'>]>",
    "<!DOCTYPE AMPSConfig [<!NOTATION n SYSTEM 'x'><!-- c --><?p?>]>", "<!DOCTYPE AMPSConfig [<!ENTITY e '&#38;#60;a/>'>]>")]

# Each explained difference at least once, whatever is thrown.
SPECIMENS = [text.encode(coding) for text, coding in (
    ("<?xml version='1.0' encoding='ISO-8859-1'?><AMPSConfig>\u00e4</AMPSConfig>", "latin-1"),
    ("<?xml version='1.0' encoding='UTF-16'?><AMPSConfig/>", "utf-16"),
    ("<AMPSConfig><x:y/></AMPSConfig>", "utf-8"),
    ("<!DOCTYPE AMPSConfig [" + "".join(f"<!ENTITY e{i} '&e{i + 1};'>" for i in range(18)) + "<!ENTITY e18 'x'>]><AMPSConfig>&e0;</AMPSConfig>", "utf-8"),
    ("<!DOCTYPE AMPSConfig SYSTEM 'none.dtd'><AMPSConfig>&none;</AMPSConfig>", "utf-8"),
    ("<?xml version='1.0' encoding='ascii'?><AMPSConfig>\u00e4</AMPSConfig>", "utf-8"),
    ("<!DOCTYPE AMPSConfig [<!ATTLIST AMPSConfig a CDATA '<'>]><AMPSConfig/>", "utf-8"),
    ("<!DOCTYPE AMPSConfig PUBLIC '&' 's'><AMPSConfig/>", "utf-8"),
    ("<!DOCTYPE AMPSConfig [<!ENTITY e '<a>'>]><AMPSConfig>&e;</AMPSConfig>", "utf-8"),
    ("<!DOCTYPE AMPSConfig [<!ENTITY a '" + 100 * "a" + "'><!ENTITY b '" + 100 * "&a;" + "'><!ENTITY c '" + 90 * "&b;" + "'>]><AMPSConfig>&c;</AMPSConfig>",
     "utf-8"))]


def seeds():
    files = sorted(path for path in (PROJECT / "corpus").rglob("*") if path.is_file() and path.parent.name != "grown")
    texts = [path.read_bytes() for path in files if b"<AMPSConfig" in path.read_bytes()]
    for page in sorted((PROJECT / "rules").glob("*.md")):
        texts += [text.encode() for text in re.findall(r"```xml instance[^\n]*\n(.*?)```", page.read_text(), re.DOTALL)]
    return [text for text in texts if len(text) < 20000]


def mutated(chance, text):
    text = chance.choice(PROLOGS) + text
    for _ in range(chance.choice([0, 0, 1, 1, 1, 2])):
        marks = [at.start() for at in re.finditer(rb"[<>&\"'/=]", text)] or [0]
        at = min(chance.choice(marks) + chance.randint(0, 1), len(text)) if chance.random() < 0.7 else chance.randrange(len(text) + 1)
        kind = chance.randrange(5)
        if kind < 3:
            text = text[:at] + chance.choice(FRAGMENTS) + text[at:]
        elif kind == 3:
            text = text[:at] + text[at + chance.randint(1, 4):]
        else:
            end = chance.choice(marks)
            text = text[:at] + text[min(at, end):max(at, end)][:200] + text[at:]
    return text


def by_ampslint(folder, names):
    """The rule ids that refuse each file."""
    refused = collections.defaultdict(set)
    for at in range(0, len(names), 500):
        done = subprocess.run([TOOL, "check", "--format", "json", "--select", "xml-*", *names[at:at + 500]], cwd=folder,
                              capture_output=True, text=True, timeout=300, check=False)
        if done.returncode not in (0, 1):
            sys.exit(f"ampslint ended with {done.returncode}: {done.stderr[:2000]}")
        for found in json.loads(done.stdout)["diagnostics"]:
            if found["rule"] in REFUSALS:
                refused[found["path"]].add((found["rule"], found["message"]))
    return refused


def by_libxml2(text):
    """Why it is refused; nothing where it is taken."""
    from lxml import etree
    parser = etree.XMLParser(resolve_entities=True, no_network=True, load_dtd=False)
    try:
        etree.fromstring(text, parser)
        return None
    except etree.XMLSyntaxError as error:
        return error.msg


def rules_of(ours):
    return {rule for rule, _ in ours}


def declares_another_encoding(text):
    found = re.match(rb"<\?xml[^>]*encoding='([^']*)'", text)
    return bool(found) and found.group(1).lower() != b"utf-8"


def without_declarations(text):
    """Without the declarations that only matter to validation."""
    return re.sub(rb"<!(ELEMENT|ATTLIST|NOTATION)([^>'\"]|'[^']*'|\"[^\"]*\")*>", b"", text)


EXPLAINED = {
    "ours alone: what is not UTF-8 is an error, whatever encoding is declared":
        lambda text, ours, theirs: not theirs and ("xml-not-utf8" in rules_of(ours) or declares_another_encoding(text)),
    "libxml2 alone: bytes that the declared encoding does not have; we read UTF-8":
        lambda text, ours, theirs: not ours and re.match("Invalid bytes in|error parsing attribute name", theirs) and declares_another_encoding(text),
    "ours alone: entities nest at most 16 deep":
        lambda text, ours, theirs: not theirs and rules_of(ours) == {"xml-entity-limit"},
    "ours alone: an entity that refers to itself breaks a constraint (4.1) even if nothing refers to it":
        lambda text, ours, theirs: not theirs and all(message.startswith("entity refers to itself") for _, message in ours),
    "libxml2 alone: namespaces, which AMPS does not know":
        lambda text, ours, theirs: not ours and re.match("Namespace prefix|Failed to parse QName|xmlns", theirs),
    "libxml2 alone: an encoding that it does not know; we look at the bytes":
        lambda text, ours, theirs: not ours and theirs.startswith("Unsupported encoding"),
    "libxml2 alone: the text of parameter entities, which we do not read":
        lambda text, ours, theirs: not ours and b"%p;" in text and re.search("internal subset|line 1, ", theirs),
    "libxml2 alone: the inside of declarations that only matter to validation, which we read over":
        lambda text, ours, theirs: not ours and without_declarations(text) != text and not by_libxml2(without_declarations(text)),
    "libxml2 alone: what a public or system identifier may not hold, which we read over":
        lambda text, ours, theirs: not ours and re.match("Unfinished System or Public ID|Fragment not allowed", theirs),
    "libxml2 alone: markup that the text of an entity makes; we do not follow it (xml-entity-external), and character references make none":
        lambda text, ours, theirs: not ours and re.search(rb"<!ENTITY\s+\w+\s+(['\"])(?:(?!\1).)*?(<|&#(60|x3[cC]|38|x26);)", text, re.DOTALL),
    "libxml2 alone: entities that make much more text than they are; we take a MiB":
        lambda text, ours, theirs: not ours and "entity amplification" in theirs,
    "libxml2 alone: an entity that only the external subset could declare, which lxml wants to be read":
        lambda text, ours, theirs: not ours and re.match("Entity '.*' not defined", theirs) and re.search(b"<!DOCTYPE \\w+ (SYSTEM|PUBLIC)", text),
}


def main():
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 6000
    chance = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 5)
    try:
        installed.kept_packages(CACHE, LXML)
    except OSError as error:
        print(f"SKIPPED: {LXML} cannot be installed: {error}")
        return 0
    from lxml import etree
    texts = list(SPECIMENS)
    originals = seeds()
    texts += [mutated(chance, chance.choice(originals)) for _ in range(count - len(texts))]
    differences, refusals = Explained(EXPLAINED), 0
    with tempfile.TemporaryDirectory() as folder:
        names = [f"{number}.xml" for number in range(len(texts))]
        for name, text in zip(names, texts):
            (pathlib.Path(folder) / name).write_bytes(text)
        ours = by_ampslint(folder, names)
    for name, text in zip(names, texts):
        theirs = by_libxml2(text)
        refusals += theirs is not None
        if (theirs is None) == (not ours[name]):
            continue
        if not differences.takes(text, ours[name], theirs) and differences.unexplained <= 20:
            print(f"{text[:3000]!r}\n    libxml2: {theirs}\n    ampslint: {sorted(ours[name])}")
    version = ".".join(map(str, etree.LIBXML_VERSION))
    return differences.status(f"{len(texts)} files: libxml2 {version} refuses {refusals}")


if __name__ == "__main__":
    sys.exit(main())
