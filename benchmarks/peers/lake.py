"""Times writing beside its peers; see `lake`, which starts it.

First every contender's files must hold the same rows, as DuckDB reads them. Then they take turns, each in a fresh process (whole
process: start, read, write, exit) and in another one several times (warm: the first half is left out). Peers force nothing to the
disk; ours forces every file and directory.
"""

import argparse
import glob
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import duckdb
from host import HERE, host, java

ROOT = HERE.parent.parent
JAR = HERE.parent / "target" / "quantmini-benchmarks.jar"
OURS = "quantmini"
TASKS = {"sessions": "never", "symbols": "session"}
PEERS = {"sessions": ["polars", "polars-by-file", "pyarrow", "duckdb"], "symbols": ["polars", "pyarrow", "duckdb"]}
BARS = ["open", "high", "low", "close", "volume"]


def command(name, task, repeat, out, options):
    if name != OURS:
        return [sys.executable, str(HERE / "lake_peer.py"), name, task, str(repeat), out, *options.files]
    if repeat == 1:
        where = ["--source", options.source, "--lake", out, "--settle", TASKS[task]]
        return [str(ROOT / "quantmini"), "ingest", "--dataset", "stocks_minute", *where]
    flags = ["--add-opens=java.base/java.nio=ALL-UNNAMED", *options.java_options.split(), "-cp", str(JAR)]
    main = ["io.quantmini.benchmarks.LakeMain", options.source, out, str(repeat), TASKS[task].upper()]
    return [java(), *flags, *main]


def digest(name, out):
    """Rows, and a digest that does not depend on their order. pyarrow leaves the symbol to the directory's name."""
    key, time_of = ("symbol", "epoch_us(timestamp)") if name == OURS else ("ticker", "window_start // 1000")
    below = os.path.join(out, "bronze") if name == OURS else out
    hive = "hive_partitioning = true, hive_types_autocast = false" if name == "pyarrow" else "hive_partitioning = false"
    values = ", ".join([key, time_of, *BARS, "transactions::INTEGER"])
    query = f"SELECT count(*), sum(hash({values})) FROM read_parquet('{below}/**/*.parquet', {hive})"
    count, total = duckdb.sql(query).fetchall()[0]
    files = sum(1 for _ in pathlib.Path(below).rglob("*.parquet"))
    size = sum(path.stat().st_size for path in pathlib.Path(below).rglob("*.parquet"))
    return {"rows": count, "digest": str(total)}, {"files": files, "bytes": size}


def timed(name, task, repeat, options):
    out = os.path.join(options.work, "out")
    shutil.rmtree(out, ignore_errors=True)
    start = time.perf_counter()
    process = subprocess.Popen(
        command(name, task, repeat, out, options), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{name} failed at {task}")
    return out, {
        "contender": name,
        "task": task,
        "repeat": repeat,
        "process_seconds": seconds,
        "seconds": [json.loads(line)["seconds"] for line in output.splitlines() if line.startswith("{")],
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_rss_mib": usage.ru_maxrss / 1024,
    }


def prove(contenders, task, options):
    """Everybody's rows equal ours, or the run ends here."""
    expected = None
    sizes = {}
    for name in contenders:
        out, _ = timed(name, task, 1, options)
        found, sizes[name] = digest(name, out)
        expected = expected or found
        if found != expected or not found["rows"]:
            sys.exit(f"{name} disagrees at {task}, nothing is timed: expected {expected}, got {found}")
        print(f"# {task}: {name} agrees: {found['rows']} rows, {sizes[name]}", flush=True)
    return {"rows": expected["rows"], "sizes": sizes}


def measure(contenders, task, options):
    runs = []
    for turn in range(options.rounds):
        shift = turn % len(contenders)
        for name in contenders[shift:] + contenders[:shift]:
            runs.append({"round": turn, **timed(name, task, 1, options)[1]})
            if name in (OURS, "polars"):
                runs.append({"round": turn, **timed(name, task, options.repeat, options)[1]})
        print(f"# {task}: round {turn + 1} of {options.rounds}", flush=True)
    return runs


def summary(contenders, runs):
    table = {}
    for name in contenders:
        whole = [run for run in runs if run["contender"] == name and run["repeat"] == 1]
        several = [run for run in runs if run["contender"] == name and run["repeat"] > 1]
        warm = [second for run in several for second in run["seconds"][run["repeat"] // 2 :]]
        table[name] = {
            "process_median": statistics.median(run["process_seconds"] for run in whole),
            "process_best": min(run["process_seconds"] for run in whole),
            "process_cpu": min(run["cpu_seconds"] for run in whole),
            "process_peak_mib": max(run["peak_rss_mib"] for run in whole),
            "warm_median": statistics.median(warm) if warm else None,
            "warm_best": min(warm) if warm else None,
        }
    return table


def show(task, table):
    ours = table[OURS]
    print(f"\n{task}: seconds; × is how many times as long as ours, below 1 is faster than ours")
    print(f"{'':16}{'process':>9}     ×{'best':>8}     ×{'CPU':>8}     ×{'warm':>8}     ×{'peak MiB':>10}")
    for name, row in sorted(table.items(), key=lambda item: item[1]["process_median"]):
        cells = ""
        for key in ("process_median", "process_best", "process_cpu", "warm_median"):
            cells += f"{row[key]:8.2f}{row[key] / ours[key]:6.2f}" if row[key] is not None else " " * 14
        print(f"{name:16} {cells}{row['process_peak_mib']:10.0f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("source", help="directory in the vendor's layout, with stock minute bars")
    parser.add_argument("out", help="file for the raw results")
    parser.add_argument("--directory", default="/dev/shm", help="where the lakes are written")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeat", type=int, default=8, help="repetitions in a warm process, the first half left out")
    parser.add_argument("--tasks", default=",".join(TASKS))
    parser.add_argument("--peers", default="")
    parser.add_argument("--java-options", default="-XX:+UseSerialGC -Xmn32m")
    options = parser.parse_args()
    options.source = os.path.abspath(options.source)
    pattern = os.path.join(glob.escape(options.source), "us_stocks_sip", "minute_aggs_v1", "*", "*", "*.csv.gz")
    options.files = sorted(glob.glob(pattern))
    if not options.files:
        parser.error("expected stock minute bars in the vendor's layout below the source")
    options.work = tempfile.mkdtemp(prefix="quantmini-peers-", dir=options.directory)
    result = {**host(options.java_options), "directory": options.directory, "sessions": len(options.files), "tasks": {}}
    try:
        for task in options.tasks.split(","):
            wanted = options.peers.split(",") if options.peers else PEERS[task]
            contenders = [OURS, *(name for name in PEERS[task] if name in wanted)]
            proof = prove(contenders, task, options)
            runs = measure(contenders, task, options)
            result["tasks"][task] = {**proof, "summary": summary(contenders, runs), "runs": runs}
            show(task, result["tasks"][task]["summary"])
    finally:
        shutil.rmtree(options.work, ignore_errors=True)
    pathlib.Path(options.out).write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


main()
