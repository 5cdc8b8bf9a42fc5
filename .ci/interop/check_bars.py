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
import polars
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
    """An exact sum, so that the order of rows does not matter; nulls are left out."""
    return math.fsum(float(v) for v in values if v is not None and not math.isnan(v))


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
    """The same files through three readers: name -> (rows, columns, column -> list)."""
    arrow = pyarrow.concat_tables(
        [pyarrow.parquet.ParquetFile(f, page_checksum_verification=True).read() for f in files]
    )
    yield "pyarrow", arrow.num_rows, arrow.column_names, lambda name: arrow[name].to_pylist()
    frame = polars.read_parquet(files, hive_partitioning=False)
    yield "polars", frame.height, frame.columns, lambda name: frame[name].to_list()
    connection = duckdb.connect()
    relation = connection.execute("SELECT * FROM read_parquet(?, hive_partitioning = false)", [files]).fetch_arrow_table()
    yield "duckdb", relation.num_rows, relation.column_names, lambda name: relation[name].to_pylist()


def main():
    quantmini, lake, source = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    faults = []
    for dataset in DATASETS:
        for layer in ("bronze", "silver"):
            files, rows = committed(quantmini, lake, dataset, layer)
            if not files:
                print(f"{layer}.{dataset}: no files")
                continue
            answers = {}
            for name, count, columns, column in readers(files):
                numbers = [c for c in columns if isinstance(next((v for v in column(c) if v is not None), None), (int, float))]
                answers[name] = (
                    count,
                    list(columns),
                    {c: (total(column(c)), sum(v is None for v in column(c))) for c in numbers},
                    len(set(zip(column(columns[0]), column("timestamp")))),
                )
            reference = answers["pyarrow"]
            for name, answer in answers.items():
                if answer != reference:
                    faults.append(f"{layer}.{dataset}: {name} and pyarrow disagree")
            if reference[0] != rows or reference[3] != rows:
                faults.append(f"{layer}.{dataset}: {rows} rows committed, {reference[0]} read, {reference[3]} keys")
            expected_rows, expected = flat_files(lake, source, dataset)
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
