"""Opens a lake's bronze and silver with pyarrow, Polars and DuckDB and compares them with a plain parse of its flat files.

usage: check_bars.py QUANTMINI LAKE SOURCE

QUANTMINI is the launcher, which names the committed files; SOURCE holds the flat files as <dataset>/YYYY/MM/DATE.csv.gz
(landing) or in the vendor's layout. Exit code 1 on any difference.
"""

import base64
import csv
import gzip
import io
import json
import math
import pathlib
import subprocess
import sys

import duckdb
import numpy
import polars
import pyarrow
import pyarrow.parquet

DATASETS = {
    "stocks_daily": "us_stocks_sip/day_aggs_v1",
    "stocks_minute": "us_stocks_sip/minute_aggs_v1",
    "options_daily": "us_options_opra/day_aggs_v1",
    "options_minute": "us_options_opra/minute_aggs_v1",
}
NUMBERS = ["open", "high", "low", "close", "volume", "transactions"]


def committed(quantmini, lake, dataset, layer):
    command = [quantmini, "files", "--lake", str(lake), "--dataset", dataset, "--layer", layer, "--json"]
    listing = json.loads(subprocess.check_output(command, text=True))
    return [str(pathlib.Path(listing["root"]) / entry["path"]) for entry in listing["files"]], sum(
        entry["rows"] for entry in listing["files"]
    )


def total(values):
    """An exact sum, so that the order of rows does not matter."""
    return math.fsum(values)


def flat_files(lake, source, dataset):
    """Sums over the flat files' rows that belong in the lake: those that are not in quarantine, duplicates once."""
    root = next(d for d in (source / dataset, source / DATASETS[dataset]) if d.is_dir())
    rows = {}
    for path in sorted(root.rglob("*.csv.gz")):
        session = path.name[: -len(".csv.gz")]
        refused = set()
        quarantine = lake / "quarantine" / dataset / f"{session}.ndjson.gz"
        if quarantine.exists():
            with gzip.open(quarantine, "rt") as lines:
                for line in lines:
                    entry = json.loads(line)
                    base64.b64decode(entry["text"], validate=True)
                    refused.add(entry["line"])
        with gzip.open(path, "rb") as data:
            reader = csv.DictReader(io.TextIOWrapper(data, "utf-8-sig", newline=""))
            for row in reader:
                if reader.line_num not in refused:
                    rows[(session, row["ticker"], int(row["window_start"]))] = row
    return len(rows), {name: total(float(row[name]) for row in rows.values()) for name in NUMBERS}


def readers(files):
    """The same files as three readers decode them, each as an Arrow table."""
    yield "pyarrow", pyarrow.concat_tables(
        [pyarrow.parquet.ParquetFile(f, page_checksum_verification=True).read() for f in files]
    )
    yield "polars", polars.read_parquet(files, hive_partitioning=False).to_arrow()
    yield "duckdb", duckdb.read_parquet(files, hive_partitioning=False).to_arrow_table()


def summary(table):
    """Rows, column names, (sum, nulls, NaN) of each number column, distinct keys."""
    numbers = {}
    for name in table.column_names:
        column = table[name]
        if pyarrow.types.is_floating(column.type) or pyarrow.types.is_integer(column.type):
            values = column.drop_null().to_numpy().astype("float64")
            nan = numpy.isnan(values)
            numbers[name] = (total(values[~nan].tolist()), column.null_count, int(nan.sum()))
    key = pyarrow.table({"name": table[0].cast(pyarrow.string()), "time": table["timestamp"].cast("int64")})
    return table.num_rows, table.column_names, numbers, key.group_by(["name", "time"]).aggregate([]).num_rows


def main():
    quantmini, lake, source = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    faults = []
    for dataset in DATASETS:
        expected_rows, expected = flat_files(lake, source, dataset)
        for layer in ("bronze", "silver"):
            files, rows = committed(quantmini, lake, dataset, layer)
            if not files:
                faults.append(f"{layer}.{dataset}: no files")
                continue
            answers = {name: summary(table) for name, table in readers(files)}
            reference = answers["pyarrow"]
            for name, answer in answers.items():
                if answer != reference:
                    faults.append(f"{layer}.{dataset}: {name} and pyarrow disagree")
            if reference[0] != rows or reference[3] != rows:
                faults.append(f"{layer}.{dataset}: {rows} rows committed, {reference[0]} read, {reference[3]} keys")
            if expected_rows != reference[0]:
                faults.append(f"{layer}.{dataset}: {expected_rows} rows in the flat files, {reference[0]} in the lake")
            for name in NUMBERS:
                if expected[name] != reference[2][name][0]:
                    faults.append(f"{layer}.{dataset}.{name}: {expected[name]} in the flat files, {reference[2][name][0]}")
            print(f"{layer}.{dataset}: {len(files)} files, {rows} rows, {len(reference[1])} columns agree with 3 readers and the flat files")
    for fault in faults:
        print("FAULT", fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
