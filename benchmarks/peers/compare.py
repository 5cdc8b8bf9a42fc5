"""Times quantmini beside its peers; see `run`, which starts it.

First every contender must give the same rows and the same columns, bit for bit, of every file. Then they take turns: in each round
each contender runs in a fresh process once (whole process: start, read all files, exit) and in another one several times (warm: the
first repetitions are left out). The first contender of a round is another one each time.
"""

import argparse
import glob
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

from host import host, java

HERE = pathlib.Path(__file__).resolve().parent
JAR = HERE.parent / "target" / "quantmini-benchmarks.jar"
OURS = "quantmini"
PEERS = ["polars", "polars-by-file", "polars-isal", "pyarrow", "pyarrow-by-file", "duckdb", "clickhouse"]
THREADS = 2
WARMUP = 6  # by then a compiler at run time is done


def ingest(options):
    flags = ["--add-opens=java.base/java.nio=ALL-UNNAMED", *options.java_options.split()]
    return [java(), *flags, "-cp", str(JAR), "io.quantmini.benchmarks.IngestMain", "--ingestor", options.ingestor]


def command(name, mode, files, options, repeat=1):
    if name == OURS:
        arguments = ["--digest"] if mode == "digest" else ["--threads", str(THREADS), "--repeat", str(repeat)]
        return [*ingest(options), *arguments, *files]
    arguments = [mode] if mode == "digest" else [mode, str(repeat)]
    return [sys.executable, str(HERE / "peer.py"), name, *arguments, *files]


def lines(output):
    return [json.loads(line) for line in output.splitlines() if line.startswith("{")]


def prove(contenders, files, options):
    """Everybody's digests equal ours, or the run ends here."""
    expected = None
    for name in contenders:
        run = subprocess.run(command(name, "digest", files, options), stdout=subprocess.PIPE, text=True, check=True)
        found = lines(run.stdout)
        expected = expected or found
        if found != expected or len(found) != len(files) or not all(file["rows"] for file in found):
            sys.exit(f"{name} disagrees, nothing is timed: expected\n{expected}\ngot\n{found}")
        print(f"# {name} agrees: {sum(file['rows'] for file in found)} rows, all columns", flush=True)
    return sum(file["rows"] for file in expected)


def timed(name, files, options, repeat, rows):
    """Runs a contender once; seconds of the process, seconds of each repetition, most memory resident."""
    start = time.perf_counter()
    process = subprocess.Popen(command(name, "time", files, options, repeat), stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{name} failed")
    repetitions = [line for line in lines(output) if "seconds" in line]
    if [line["rows"] for line in repetitions] != [rows] * repeat:
        sys.exit(f"{name} lost rows: expected {rows} each time, got {repetitions}")
    return {
        "contender": name,
        "repeat": repeat,
        "process_seconds": seconds,
        "seconds": [line["seconds"] for line in repetitions],
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_rss_kib": usage.ru_maxrss,
    }


def measure(contenders, files, options, rows, started):
    """Rounds until all are done or the time is up. The first is always a whole one, in haste with fewer repetitions."""
    runs = []
    for turn in range(options.rounds):
        shift = turn % len(contenders)
        for name in contenders[shift:] + contenders[:shift]:
            late = time.perf_counter() - started > options.seconds
            if late and turn > 0:
                print("# the time is up", flush=True)
                return [run for run in runs if run["round"] < turn]
            for repeat in (1, 2 if late else options.repeat):
                runs.append({"round": turn, **timed(name, files, options, repeat, rows)})
        print(f"# round {turn + 1} of {options.rounds}, {time.perf_counter() - started:.0f} s", flush=True)
    return runs


def warmup(run):
    """Repetitions left out: at most half."""
    return min(WARMUP, run["repeat"] // 2)


def first_cpu(runs):
    """Processor time of a process with one repetition."""
    return statistics.median(run["cpu_seconds"] for run in runs if run["repeat"] == 1)


def summary(contenders, runs):
    rows = {}
    for name in contenders:
        mine = [run for run in runs if run["contender"] == name]
        warm = [second for run in mine if run["repeat"] > 1 for second in run["seconds"][warmup(run) :]]
        whole = [run["process_seconds"] for run in mine if run["repeat"] == 1]
        rows[name] = {
            "warm_best": min(warm),
            "warm_median": statistics.median(warm),
            "process_best": min(whole),
            "process_median": statistics.median(whole),
            "process_cpu": min(run["cpu_seconds"] for run in mine if run["repeat"] == 1),
            "warm_cpu": min((run["cpu_seconds"] - first_cpu(mine)) / (run["repeat"] - 1) for run in mine if run["repeat"] > 1),
            "process_peak_mib": max(run["peak_rss_kib"] for run in mine if run["repeat"] == 1) / 1024,
            "warm_peak_mib": max(run["peak_rss_kib"] for run in mine if run["repeat"] > 1) / 1024,
        }
    return rows


SHOWN = {
    "warm_best": "warm best",
    "warm_median": "median",
    "warm_cpu": "CPU",
    "process_best": "process best",
    "process_median": "median",
    "process_cpu": "CPU",
}


def show(rows):
    ours = rows[OURS]
    print("\nseconds for all files; × is how many times as long as ours: below 1 is faster than ours. CPU: of all threads")
    print(f"{'':17}" + "".join(f"{title:>13}     ×" for title in SHOWN.values()) + f"{'peak MiB':>10}{'warm':>7}")
    for name, row in sorted(rows.items(), key=lambda item: item[1]["warm_best"]):
        times = "".join(f"{row[key]:13.2f}{row[key] / ours[key]:6.2f}" for key in SHOWN)
        print(f"{name:17}{times}{row['process_peak_mib']:10.0f}{row['warm_peak_mib']:7.0f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", help="of flat files of stock minute bars, named by their dates")
    parser.add_argument("out", help="file for the raw results")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=12, help=f"repetitions in a warm process, the first {WARMUP}, or half, left out")
    parser.add_argument("--seconds", type=float, default=400, help="when to stop, once each has run")
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--ingestor", default="PARALLEL")
    parser.add_argument("--java-options", default="")
    options = parser.parse_args()
    files = sorted(glob.glob(os.path.join(glob.escape(options.directory), "*.csv.gz")))
    if not files or options.repeat < 2:
        parser.error("expected a directory with *.csv.gz, and two repetitions or more")
    started = time.perf_counter()
    contenders = [OURS, *(name for name in options.peers.split(",") if name)]
    description = host(options.java_options)
    rows = prove(contenders, files, options)
    runs = measure(contenders, files, options, rows, started)
    table = summary(contenders, runs)
    result = {
        **description,
        "threads": THREADS,
        "files": [{"name": os.path.basename(file), "bytes": os.path.getsize(file)} for file in files],
        "rows": rows,
        "ingestor": options.ingestor,
        "summary": table,
        "runs": runs,
    }
    pathlib.Path(options.out).write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    show(table)


main()
