"""Runs the six ViewDefinitions unchanged on Pathling (Apache Spark) and compares their rows with those of the SQL views.

Once, with JDK 17 and Python 3.9 or later, outside the repository (Pathling 9 and 10 want JDK 21):

    python3 -m venv /tmp/pathling && /tmp/pathling/bin/pip install 'pathling==8.1.0'

Then, from the top of the repository:

    node src/run-ts.mjs test/report/pathling/rows.ts /tmp/views
    /tmp/pathling/bin/python test/report/pathling/compare.py /tmp/views

Pathling fetches its own jar, au.csiro.pathling:library-runtime:8.1.0, from Maven Central. Where that is not to be had, build it from
Pathling's source at tag v8.1.0 and name it:

    mvn -pl library-runtime -am -DskipTests package
    ... compare.py /tmp/views --jar library-runtime/target/library-runtime-8.1.0.jar

On a cluster the same three calls do: PathlingContext.create(enable_extensions=True), read.ndjson('s3://...'), view(json=...). Exit code 1 when a row differs.
"""

import argparse
import collections
import datetime
import json
import pathlib
import re
import sys

from pathling import PathlingContext
from pyspark.sql import SparkSession

DEFINITIONS = pathlib.Path("fhir-resources/ViewDefinition")


def session(jar):
    """A Spark session on this machine with two threads; None lets Pathling make one that fetches its jar."""
    if jar is None:
        return None
    builder = SparkSession.builder.master("local[2]").config("spark.jars", jar)
    builder = builder.config("spark.driver.memory", "3g").config("spark.sql.shuffle.partitions", "2")
    return builder.config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC").getOrCreate()


# Where a resource tells its version, Pathling 8 adds it to the key; SQL on FHIR leaves the form of keys to the engine.
VERSION = re.compile(r"/_history/[^/]*$")
KEYS = ("key", "entry")


def plain(name, value):
    """A value as both sides write it: an instant in milliseconds, a key without a version, everything else as it is."""
    if value is not None and name in KEYS:
        return VERSION.sub("", value)
    if value is None or name != "last_updated":
        return value
    if isinstance(value, str):
        value = datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    if value.tzinfo is None:
        value = value.astimezone()
    return round(value.timestamp() * 1000)


def row_text(row):
    """A row as text, its columns by name; whole numbers come as text out of DuckDB."""
    cells = {name: plain(name, value) for name, value in row.items()}
    if cells.get("integer") is not None:
        cells["integer"] = int(cells["integer"])
    return json.dumps(cells, sort_keys=True, ensure_ascii=False, default=str)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--jar")
    asked = parser.parse_args()

    context = PathlingContext.create(session(asked.jar), enable_extensions=True)
    data = context.read.ndjson(str((asked.folder / "export").resolve()))
    equal = True
    for file in sorted(DEFINITIONS.glob("kindreflex-*.json")):
        name = file.stem.removeprefix("kindreflex-")
        text = file.read_text(encoding="utf8")
        lines = (asked.folder / "rows" / f"{name}.ndjson").read_text(encoding="utf8").splitlines()
        by_sql = collections.Counter(row_text(json.loads(line)) for line in lines if line)
        try:
            table = data.view(resource=json.loads(text)["resource"], json=text)
            by_pathling = collections.Counter(row_text(row.asDict()) for row in table.collect())
        except Exception as error:  # Whatever the engine refuses is told, and the other views are still compared.
            print(f"{name}: refused: {str(error).splitlines()[0][:300]}")
            equal = False
            continue
        only_sql, only_pathling = by_sql - by_pathling, by_pathling - by_sql
        print(f"{name}: {by_pathling.total()} rows, {only_sql.total()} only by SQL, {only_pathling.total()} only by Pathling")
        for title, rows in (("SQL", only_sql), ("Pathling", only_pathling)):
            for text in list(rows)[:3]:
                print(f"  {title}: {text}")
        equal = equal and not only_sql and not only_pathling
    sys.exit(0 if equal else 1)


if __name__ == "__main__":
    main()
