#!/usr/bin/env python3
"""Checks a SARIF file by what others say of it: `sarif_validate.py OUT.sarif`.

1. the SARIF 2.1.0 schema (python3-jsonschema);
2. Microsoft's validator with the rules of SARIF and of GitHub code scanning: no error, no warning;
3. the line hashes that the same tool computes: each of ours must equal its own.

Run it in the folder that `ampslint` was run in. Schema and validator come from one npm package, which is kept in
$AMPSLINT_CACHE or build/. Without it there is nothing to compare with: a line that begins with SKIPPED, status 0.
"""

import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import installed

PACKAGE = "@microsoft/sarif-multitool-linux@5.7.0"
HASH = "primaryLocationLineHash"


def read_json(path):
    return json.loads(Path(path).read_text(encoding="utf-8-sig"))


def fill(home):
    archive = installed.npm("pack", "--silent", PACKAGE, folder=home).split()[-1]
    with tarfile.open(home / archive) as packed:
        packed.extractall(home)
    for path in (home / "package").iterdir():
        path.rename(home / path.name)
    (home / "Sarif.Multitool").chmod(0o755)


def schema_findings(home, log):
    import jsonschema

    validator = jsonschema.Draft202012Validator(read_json(home / "sarif-2.1.0.json"))
    for error in validator.iter_errors(log):
        where = "/".join(str(step) for step in error.absolute_path)
        yield f"schema: {where}: {error.message[:300]}"


def validator_findings(home, sarif, scratch):
    """The tool's exit status says nothing: its own report does. SARIF2006 would ask the network."""
    config = {"SARIF2006.UrisShouldBeReachable.Options": {"RuleEnabled": "Disabled"}}
    (scratch / "config.json").write_text(json.dumps(config))
    installed.run([str(home / "Sarif.Multitool"), "validate", str(sarif), "--config", "config.json",
                   "--rule-kind", "Sarif;GHAS", "--level", "Error;Warning", "--max-file-size-in-kb", "1000000",
                   "--output", "validated.sarif", "--log", "ForceOverwrite", "--quiet"], scratch)
    for run in read_json(scratch / "validated.sarif")["runs"]:
        for result in run.get("results", []):
            place = result["locations"][0]["physicalLocation"].get("region", {})
            said = result["message"].get("text") or " ".join(result["message"].get("arguments", []))
            yield f"validator: {result['ruleId']} at line {place.get('startLine')}: {said[:300]}"
        for invocation in run.get("invocations", []):
            if not invocation["executionSuccessful"]:
                yield "validator: did not finish: " + json.dumps(invocation)[:600]


def hashes(log):
    for run in log["runs"]:
        for result in run["results"]:
            yield result.get("partialFingerprints", {}).get(HASH)


def fingerprint_findings(home, log, scratch):
    """Ours against the tool's. Not compared: what we left out (secrets, no file) and what it did not find."""
    ours = list(hashes(log))
    bare = json.loads(json.dumps(log))
    for run in bare["runs"]:
        run["originalUriBaseIds"]["%SRCROOT%"]["uri"] = Path.cwd().as_uri() + "/"
        for result in run["results"]:
            del result["partialFingerprints"]
    (scratch / "bare.sarif").write_text(json.dumps(bare))
    installed.run([str(home / "Sarif.Multitool"), "rewrite", "bare.sarif", "--insert", "RollingHashPartialFingerprints",
                   "--output", "hashed.sarif", "--log", "ForceOverwrite"], scratch)
    theirs = list(hashes(read_json(scratch / "hashed.sarif")))
    if len(ours) != len(theirs):
        yield f"fingerprint: {len(ours)} results, {len(theirs)} hashed"
    compared = 0
    for index, (mine, other) in enumerate(zip(ours, theirs)):
        if mine is None or other is None:
            continue
        compared += 1
        if mine != other:
            yield f"fingerprint: result {index}: {mine}, but the multitool says {other}"
    print(f"{compared} of {len(ours)} fingerprints compared")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip().splitlines()[0])
    sarif = Path(sys.argv[1]).resolve()
    log = read_json(sarif)
    try:
        home = installed.ROOT / PACKAGE.rpartition("/")[2]
        installed.kept(home, fill)
    except (OSError, subprocess.SubprocessError, tarfile.TarError) as error:
        print(f"SKIPPED: {PACKAGE} cannot be had: {error}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        findings = list(schema_findings(home, log))
        findings += validator_findings(home, sarif, scratch)
        if not findings:  # it cannot read what is not SARIF
            findings += fingerprint_findings(home, log, scratch)
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
