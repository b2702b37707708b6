"""Checks a list in the partitions of a real Apache Spark cluster, and compares every verdict with one plain run.

`RDD.pipe` sends each partition of 200,000 strings through `ampslint check … --clients - --format jsonl`, in two worker
processes of a local cluster, as docs/scale.md shows it. Spark is large and slow to install: the test runs only with
AMPSLINT_HEAVY=1. What cannot be installed is left out with a line that begins with SKIPPED.

Usage: spark_test.py AMPSLINT PROJECT
"""
import collections
import json
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import installed  # noqa: E402

TOOL, PROJECT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
SPARK = "pyspark==4.3.0"
HOME = installed.ROOT / "spark-4.3.0"
STRINGS, PARTITIONS, INSTANCES = 200_000, 8, 50
MASTER = "local-cluster[2,1,1024]"  # two workers of one core and 1 GiB each


def write_inputs(folder):
    sys.path.insert(0, str(PROJECT / "bench"))
    import inputs

    served = inputs.write_instances(folder / "config", INSTANCES)
    inputs.write_strings(folder / "clients.txt", STRINGS, served, 0.05)


def command(folder, strings):
    return [str(TOOL), "check", str(folder / "config"), "--clients", strings, "--isolated", "--format", "jsonl", "--fail-on", "never"]


def start_spark(folder):
    os.environ.update(SPARK_HOME=str(HOME / "pyspark"), PYSPARK_PYTHON=sys.executable, PYTHONPATH=str(HOME),
                      SPARK_LOCAL_IP="127.0.0.1", SPARK_LOCAL_DIRS=str(folder / "local"), SPARK_WORKER_DIR=str(folder / "worker"))
    from pyspark import SparkConf, SparkContext

    settings = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.executor.memory": "512m", "spark.driver.host": "127.0.0.1"}
    context = SparkContext(conf=SparkConf().setMaster(MASTER).setAppName("ampslint").setAll(settings.items()))
    context.setLogLevel("ERROR")
    return context


def piped(folder):
    """The lines that the partitions come to, in their order."""
    context = start_spark(folder)
    try:
        lines = context.textFile(str(folder / "clients.txt"), PARTITIONS)
        assert lines.getNumPartitions() >= PARTITIONS, lines.getNumPartitions()
        found = lines.pipe(shlex.join(command(folder, "-")), checkCode=True)
        workers = found.mapPartitions(lambda part: [(os.environ.get("SPARK_EXECUTOR_DIRS"), list(part))]).collect()
    finally:
        context.stop()
    assert len({worker for worker, _ in workers}) == 2, "both workers had work to do"
    return [json.loads(line) for _, part in workers for line in part]


def of_kind(lines, kind):
    return [line for line in lines if line["kind"] == kind]


def verdict(connection):
    """All but the place, which is another in a part."""
    return {key: value for key, value in connection.items() if key not in ("path", "start")}


def finding(diagnostic):
    return diagnostic["rule"], diagnostic["severity"], diagnostic["message"], diagnostic["start"]["column"], diagnostic["end"]["column"]


def compare(whole, parts):
    wanted, found = of_kind(whole, "connection"), of_kind(parts, "connection")
    assert len(wanted) == STRINGS, len(wanted)
    for number, (one, other) in enumerate(zip(wanted, found, strict=True)):
        assert verdict(one) == verdict(other), f"string {number + 1}: {one} and {other}"
    assert len({one["verdict"] for one in wanted}) > 1, "the strings come to one verdict only"

    said = [collections.Counter(finding(one) for one in of_kind(lines, "diagnostic") if one["path"] in ("-", "clients.txt"))
            for lines in (whole, parts)]
    assert said[0] == said[1], (said[0] - said[1], said[1] - said[0])

    summaries = of_kind(parts, "summary")
    totals = collections.Counter()
    for summary in summaries:
        totals.update(summary["verdicts"])
    [of_whole] = of_kind(whole, "summary")
    assert dict(totals) == of_whole["verdicts"], (totals, of_whole)


def main():
    if os.environ.get("AMPSLINT_HEAVY") != "1":
        print("SKIPPED: runs Apache Spark, some 450 MB to download; AMPSLINT_HEAVY=1 asks for it")
        return
    if shutil.which("java") is None:
        print("SKIPPED: Apache Spark needs Java")
        return
    try:
        installed.kept_packages(HOME, SPARK)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"SKIPPED: {SPARK} cannot be had: {error}")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_inputs(folder)
        plain = subprocess.run(command(pathlib.Path("."), "clients.txt"), cwd=folder, capture_output=True, text=True, check=True)
        compare([json.loads(line) for line in plain.stdout.splitlines()], piped(folder))


main()
