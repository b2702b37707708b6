"""Reads the reports for other programs as those programs do.

JUnit: Jenkins' schema (as pytest's source package carries it), junitparser, and our own counts. Prometheus: its client's
parser. Checkstyle, GitLab, reviewdog, SonarQube: schemas of what they document. JSON Lines: the objects of JSON. Azure: its escapes. Markdown: a CommonMark reader. The expected texts of tests/report/expected/ are read, and what the tool writes for a check and a probe. What cannot be
installed is left out with a line that begins with SKIPPED.

Usage: formats_test.py AMPSLINT PROJECT
"""
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
from xml.etree import ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import installed  # noqa: E402

PACKAGES = ["junitparser==5.0.3", "prometheus_client==0.26.0", "xmlschema==4.3.2", "jsonschema==4.23.0", "markdown-it-py==3.0.0"]
SCHEMA_PACKAGE = "pytest==8.3.3"
SCHEMA = "testing/example_scripts/junit-10.xsd"

TOOL, PROJECT = sys.argv[1], pathlib.Path(sys.argv[2])
CACHE = installed.ROOT / "formats-2"


def fill(home):
    installed.pip("install", "--target", home, *PACKAGES)
    with tempfile.TemporaryDirectory() as scratch:
        installed.pip("download", "--no-deps", "--no-binary", ":all:", "--dest", scratch, SCHEMA_PACKAGE)
        archive = next(pathlib.Path(scratch).glob("pytest-*.tar.gz"))
        with tarfile.open(archive) as packed:
            member = packed.getmember(f"{archive.name.removesuffix('.tar.gz')}/{SCHEMA}")
            (home / "junit.xsd").write_bytes(packed.extractfile(member).read())


def run(arguments, folder):
    done = subprocess.run([TOOL, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"ampslint {arguments} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def check_counts(suite, name):
    cases = list(suite.iter("testcase"))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        if attribute in suite.attrib:
            number = sum(case.find(tag) is not None for case in cases)
            assert int(suite.get(attribute)) == number, f"{name}: {attribute}"
    assert int(suite.get("tests")) == len(cases), f"{name}: tests"


def check_junit(text, name):
    import junitparser
    import xmlschema

    root = ElementTree.fromstring(text)
    check_counts(root, name)
    for suite in root:
        check_counts(suite, name)
    names = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert len(set(names)) == len(names), f"{name}: GitLab reads one of two cases of the same name"

    read = junitparser.JUnitXml.fromstring(text)
    assert read.tests == len(names), name

    # GitLab and others read these; Jenkins does not know them and does not mind.
    for case in root.iter("testcase"):
        case.attrib.pop("file", None)
        case.attrib.pop("line", None)
    xmlschema.XMLSchema(str(CACHE / "junit.xsd")).validate(root)


def check_prometheus(text, name):
    from prometheus_client.parser import text_string_to_metric_families

    seen = set()
    for family in text_string_to_metric_families(text):
        assert family.type == "gauge" and family.documentation, f"{name}: {family.name}"
        for sample in family.samples:
            key = (sample.name, tuple(sorted(sample.labels.items())))
            assert key not in seen, f"{name}: {key} is given twice"
            seen.add(key)
    assert seen, name


def check_nagios(text, name):
    """`label` as in the plugin guidelines: quoted, quotes doubled, no `=`; the rest of the line has no `|`."""
    data = r" '(?:[^'=|]|'')+'=[0-9.]+s;[0-9.]*;[0-9.]*;0"
    first = text.splitlines()[0]
    assert re.fullmatch(rf"AMPS (OK|WARNING|CRITICAL|UNKNOWN) - [^|]+(?: \|(?:{data})+)?", first), f"{name}: {first}"
    assert "|" not in text[len(first):], name


CHECKSTYLE = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="checkstyle"><xs:complexType><xs:sequence>
<xs:element name="file" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
<xs:element name="error" maxOccurs="unbounded"><xs:complexType><xs:attribute name="line" type="xs:positiveInteger" use="required"/>
<xs:attribute name="column" type="xs:positiveInteger"/><xs:attribute name="severity" use="required"><xs:simpleType>
<xs:restriction base="xs:string"><xs:enumeration value="error"/><xs:enumeration value="warning"/><xs:enumeration value="info"/>
</xs:restriction></xs:simpleType></xs:attribute><xs:attribute name="message" type="xs:string" use="required"/>
<xs:attribute name="source" type="xs:string"/></xs:complexType></xs:element></xs:sequence>
<xs:attribute name="name" type="xs:string" use="required"/></xs:complexType></xs:element></xs:sequence>
<xs:attribute name="version" type="xs:string" use="required"/></xs:complexType></xs:element></xs:schema>"""


def record(**properties):
    optional = {name.removesuffix("_"): schema for name, schema in properties.items() if name.endswith("_")}
    required = {name: schema for name, schema in properties.items() if not name.endswith("_")}
    return {"type": "object", "properties": {**required, **optional}, "required": list(required), "additionalProperties": False}


def several(item):
    return {"type": "array", "items": item}


TEXT, LINE, COLUMN = {"type": "string", "minLength": 1}, {"type": "integer", "minimum": 1}, {"type": "integer", "minimum": 0}
RELATIVE = {"type": "string", "pattern": r"^(?!\./|/)."}
POINT = record(line=LINE, column=LINE)
RD_RANGE = record(start=POINT, end=POINT)
RD_LOCATION = record(path=RELATIVE, range=RD_RANGE)
SONAR_PLACE = record(message=TEXT, filePath=RELATIVE,
                     textRange=record(startLine=LINE, endLine_=LINE, startColumn_=COLUMN, endColumn_=LINE))
SCHEMAS = {
    "gitlab": several(record(description=TEXT, check_name=TEXT, fingerprint={"type": "string", "pattern": "^[0-9a-f]{16}$"},
                             severity={"enum": ["info", "minor", "major", "critical", "blocker"]},
                             location=record(path=RELATIVE, positions=record(begin=POINT)))),
    "rdjson": record(source=record(name=TEXT), diagnostics=several(record(
        message=TEXT, location=RD_LOCATION, severity={"enum": ["ERROR", "WARNING", "INFO"]}, code=record(value=TEXT),
        related_locations_=several(record(message=TEXT, location=RD_LOCATION)),
        suggestions_=several(record(range=RD_RANGE, text={"type": "string"}))))),
    "sonar": record(
        rules=several(record(id=TEXT, name=TEXT, description=TEXT, engineId=TEXT, cleanCodeAttribute={"enum": ["LOGICAL", "TRUSTWORTHY"]},
                             impacts=several(record(softwareQuality={"enum": ["SECURITY", "RELIABILITY", "MAINTAINABILITY"]},
                                                    severity={"enum": ["HIGH", "MEDIUM", "LOW"]})))),
        issues=several(record(ruleId=TEXT, primaryLocation=SONAR_PLACE, secondaryLocations_=several(SONAR_PLACE)))),
}


def check_json(text, form, name):
    import jsonschema

    document = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMAS[form]).validate(document)
    if form == "gitlab":
        prints = [item["fingerprint"] for item in document]
        assert len(set(prints)) == len(prints), f"{name}: two findings of one fingerprint"
        return len(document)
    if form == "sonar":
        assert {issue["ruleId"] for issue in document["issues"]} == {rule["id"] for rule in document["rules"]}, name
    return len(document["issues" if form == "sonar" else "diagnostics"])


def check_checkstyle(text, name):
    import xmlschema

    xmlschema.XMLSchema(CHECKSTYLE).validate(text)
    files = [file.get("name") for file in ElementTree.fromstring(text)]
    assert len(set(files)) == len(files), f"{name}: a file stands twice"
    return len(list(ElementTree.fromstring(text).iter("error")))


def check_azure(text, name):
    place = r"(?:sourcepath=[^;\]]+;linenumber=\d+;columnnumber=\d+;)?"
    for line in text.splitlines():
        assert re.fullmatch(rf"##vso\[task\.logissue type=(?:error|warning);{place}code=[a-z-]+;\][^;\]]+", line), f"{name}: {line}"
    return len(text.splitlines())


def check_markdown(text, name):
    """Every row has all its cells, and nothing that a user wrote became markup."""
    import markdown_it

    tokens = markdown_it.MarkdownIt("commonmark").enable("table").parse(text)
    rows = 0
    for number, token in enumerate(tokens):
        if token.type == "tbody_open":
            end = next(i for i in range(number, len(tokens)) if tokens[i].type == "tbody_close")
            body = tokens[number:end]
            rows += sum(t.type == "tr_open" for t in body)
            kinds = {child.type for t in body if t.type == "inline" for child in t.children}
            assert kinds <= {"text", "text_special"}, f"{name}: {kinds}"
    return rows


def check_jsonl(text, document, name):
    """The objects of the other format, each with its kind, the summary last."""
    lines = [json.loads(line) for line in text.splitlines()]
    kinds = {"diagnostic": document["diagnostics"], "connection": document["connections"], "summary": [document["summary"]]}
    wanted = [{"kind": kind, **one} for kind, all_of_it in kinds.items() for one in all_of_it]
    assert lines == wanted and all(next(iter(line)) == "kind" for line in lines), name


def check_others(folder, findings, name):
    def text(form):
        return (pathlib.Path(folder) / f"out.{form}").read_text()

    for form in SCHEMAS:
        assert check_json(text(form), form, name) == findings, f"{name}: {form}"
    assert check_checkstyle(text("checkstyle"), name) == findings, f"{name}: checkstyle"
    assert check_azure(text("azure"), name) == findings, f"{name}: azure"
    assert check_markdown(text("markdown"), name) >= findings, f"{name}: markdown"


OTHERS = ["gitlab", "rdjson", "sonar", "checkstyle", "azure", "markdown"]


def check_run(command, arguments, folder):
    """Nothing listens at port 1."""
    name = " ".join([command, *arguments])
    outputs = ["--format", f"prometheus={folder}/out.prom", "--format", f"junit={folder}/out.xml"]
    for form in [*OTHERS, "json", "jsonl"]:
        outputs += ["--format", f"{form}={folder}/out.{form}"]
    if command == "probe":
        outputs += ["--format", f"nagios={folder}/out.nagios"]
    run([command, *arguments, *outputs], PROJECT)
    for path in pathlib.Path(folder).iterdir():
        assert "c4n4ry" not in path.read_text(), f"{name}: a password is in {path.name}"
    document = json.loads((pathlib.Path(folder) / "out.json").read_text())
    check_others(folder, len(document["diagnostics"]), name)
    check_jsonl((pathlib.Path(folder) / "out.jsonl").read_text(), document, name)
    check_junit((pathlib.Path(folder) / "out.xml").read_text(), name)
    check_prometheus((pathlib.Path(folder) / "out.prom").read_text(), name)
    if command == "probe":
        check_nagios((pathlib.Path(folder) / "out.nagios").read_text(), name)


def main():
    try:
        installed.kept(CACHE, fill)
    except (OSError, subprocess.SubprocessError, tarfile.TarError) as error:
        print(f"SKIPPED: {', '.join([*PACKAGES, SCHEMA_PACKAGE])} cannot be had: {error}")
        return
    sys.path.insert(0, str(CACHE))
    for path in sorted((PROJECT / "tests/report/expected").iterdir()):
        if path.suffix == ".xml":
            check_junit(path.read_text(), path.name)
        if path.suffix == ".prom":
            check_prometheus(path.read_text(), path.name)
        if path.name == "nagios.txt":
            for text in path.read_text().strip().split("\n\n"):
                check_nagios(text + "\n", path.name)
    dead = "tcp://user:c4n4ry@127.0.0.1:1/amps/json"
    for command, arguments in [
        ("check", ["corpus/example", "--clients", "corpus/example/clients.txt"]),
        ("check", ["corpus/broken"]),
        ("check", ["corpus/valid", "-c", dead, "-c", dead]),
        ("probe", ["corpus/valid", "-c", dead, "-c", dead, "-c", "tcp://${HOST}:1/amps/json"]),
    ]:
        with tempfile.TemporaryDirectory() as folder:
            check_run(command, arguments, folder)


main()
