"""What every peer here does: runs its computation, measures, prints, and leaves a sample to compare.

A peer takes MARKET (the directory that market.py made), SAMPLE.csv, and `--repeat N`. It prints a JSON line a run: peer, rows,
columns, seconds, rows a second, and the largest resident size so far in MiB (of the process, and of its largest child).
"""

import argparse
import csv
import json
import math
import pathlib
import resource
import time

THREADS = 2
SAMPLES = 5
WINDOWS = (5, 10, 20, 30, 60)


def sample(market):
    """The symbols whose rows are compared: some, evenly spread."""
    lines = (market / "qlib" / "instruments" / "all.txt").read_text().splitlines()
    symbols = sorted(line.split("\t")[0] for line in lines)
    return symbols[:: max(1, len(symbols) // SAMPLES)][:SAMPLES]


def write_sample(path, columns, rows):
    """Rows are tuples: symbol, date or a whole number, one number a column, None or NaN for null."""
    with open(path, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["symbol", "date", *columns])
        for symbol, date, *values in sorted(rows, key=lambda row: (row[0], str(row[1]))):
            texts = ["" if value is None or math.isnan(value) else repr(float(value)) for value in values]
            writer.writerow([symbol, date if isinstance(date, int) else str(date)[:10], *texts])


def mib(who):
    return round(resource.getrusage(who).ru_maxrss / 1024)


def print_run(peer, rows, columns, seconds):
    line = {
        "peer": peer,
        "rows": rows,
        "columns": columns,
        "seconds": round(seconds, 3),
        "rows_per_second": round(rows / seconds),
        "peak_rss_mib": mib(resource.RUSAGE_SELF),
        "peak_rss_child_mib": mib(resource.RUSAGE_CHILDREN),
    }
    print(json.dumps(line), flush=True)


def run(peer, columns, compute, sampled):
    """
    compute(market) gives the number of rows and the result; sampled(market, result, symbols) gives the sample's rows.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("market", type=pathlib.Path)
    parser.add_argument("sample", type=pathlib.Path)
    parser.add_argument("--repeat", type=int, default=1)
    options = parser.parse_args()
    result = None
    for _ in range(options.repeat):
        result = None
        start = time.perf_counter()
        rows, result = compute(options.market)
        seconds = time.perf_counter() - start
        print_run(peer, rows, len(columns), seconds)
    write_sample(options.sample, columns, sampled(options.market, result, sample(options.market)))
