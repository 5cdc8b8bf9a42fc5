"""Qlib's own dump of the market that ../features/market.py made: first a CSV a symbol, then scripts/dump_bin.py, each timed.

dump.py DUMP_BIN MARKET OUT SYMBOLS: DUMP_BIN is scripts/dump_bin.py of Qlib 0.9.7, MARKET has the Parquet files, OUT gets csv/ and
qlib/. Of so many symbols only, evenly spread: the script takes as long for each. Prints a JSON line for each.
"""

import hashlib
import json
import pathlib
import resource
import subprocess
import sys
import time

import polars as pl

SHA256 = "b8f34c57ce1ef4b1772f3909735e66058f21b25bd7ab8a5f16318822401fe53f"
FIELDS = ["open", "high", "low", "close", "volume"]
WORKERS = 2


def print_run(task, seconds, count):
    line = {
        "peer": "dump_bin",
        "task": task,
        "symbols": count,
        "seconds": round(seconds, 3),
        "peak_rss_child_mib": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
    }
    print(json.dumps(line), flush=True)


script, market, out = map(pathlib.Path, sys.argv[1:4])
symbols = int(sys.argv[4])
if hashlib.sha256(script.read_bytes()).hexdigest() != SHA256:
    raise SystemExit(f"{script}: expected dump_bin.py of Qlib 0.9.7, got another file")
start = time.perf_counter()
(out / "csv").mkdir(parents=True)
bars = pl.read_parquet(market / "parquet" / "*.parquet", columns=["symbol", "date", *FIELDS])
parts = sorted(bars.partition_by("symbol", as_dict=True).items())
for (symbol,), rows in parts[:: max(1, len(parts) // symbols)]:
    rows.sort("date").write_csv(out / "csv" / f"{symbol}.csv")
count = len(list((out / "csv").iterdir()))
print_run("one CSV a symbol, by Polars", time.perf_counter() - start, count)
start = time.perf_counter()
dump = [sys.executable, script, "dump_all", "--data_path", out / "csv", "--qlib_dir", out / "qlib", "--max_workers", str(WORKERS)]
dump += ["--include_fields", ",".join(FIELDS), "--date_field_name", "date", "--symbol_field_name", "symbol"]
subprocess.run(list(map(str, dump)), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print_run("dump_all", time.perf_counter() - start, count)
