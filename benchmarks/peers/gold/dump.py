"""Qlib's own dump of the market that ../features/market.py made: first a CSV a symbol, then scripts/dump_bin.py, each timed.

dump.py DUMP_BIN MARKET OUT: DUMP_BIN is scripts/dump_bin.py of Qlib 0.9.7, MARKET has the Parquet files, OUT gets csv/ and qlib/.
Prints a JSON line for each.
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


def print_run(task, seconds):
    line = {
        "peer": "dump_bin",
        "task": task,
        "seconds": round(seconds, 3),
        "peak_rss_child_mib": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
    }
    print(json.dumps(line), flush=True)


script, market, out = map(pathlib.Path, sys.argv[1:])
if hashlib.sha256(script.read_bytes()).hexdigest() != SHA256:
    raise SystemExit(f"{script}: expected dump_bin.py of Qlib 0.9.7, got another file")
start = time.perf_counter()
(out / "csv").mkdir(parents=True)
bars = pl.read_parquet(market / "parquet" / "*.parquet", columns=["symbol", "date", *FIELDS])
for (symbol,), rows in bars.partition_by("symbol", as_dict=True).items():
    rows.sort("date").write_csv(out / "csv" / f"{symbol}.csv")
print_run("one CSV a symbol, by Polars", time.perf_counter() - start)
start = time.perf_counter()
dump = [sys.executable, script, "dump_all", "--data_path", out / "csv", "--qlib_dir", out / "qlib", "--max_workers", str(WORKERS)]
dump += ["--include_fields", ",".join(FIELDS), "--date_field_name", "date", "--symbol_field_name", "symbol"]
subprocess.run(list(map(str, dump)), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print_run("dump_all", time.perf_counter() - start)
