"""Asks the first questions of each kind of DuckDB over the hive glob, or of Polars' scan_parquet, and compares the answers with ours.

Both tiers are read: settled files by symbol and month, and session files. `statement` times one aggregate over named files.
"""

import argparse
import datetime
import json
import pathlib
import resource
import time

import duckdb
import polars

THREADS = 2
COLUMNS = ["symbol", "timestamp", "open", "high", "low", "close", "volume", "transactions"]


class DuckDb:
    def __init__(self, lake):
        self.connection = duckdb.connect(config={"threads": THREADS})
        columns = ", ".join(COLUMNS)
        self.sql = (
            f"SELECT {columns} FROM (SELECT date, {columns} FROM read_parquet('{lake}/bronze/stocks_minute/*/*/*/*.parquet',"
            f" hive_partitioning = true) WHERE symbol = $symbol AND year::INT * 100 + month::INT BETWEEN $first AND $last"
            f" UNION ALL SELECT date, {columns} FROM read_parquet('{lake}/bronze/_sessions/stocks_minute/*/*.parquet')"
            " WHERE symbol = $symbol) WHERE date BETWEEN $from::DATE AND $to::DATE ORDER BY symbol, timestamp"
        )

    def ask(self, symbol, first, last):
        values = {
            "symbol": symbol,
            "from": first,
            "to": last,
            "first": int(first[:4] + first[5:7]),
            "last": int(last[:4] + last[5:7]),
        }
        table = self.connection.sql(self.sql, params=values).to_arrow_table()
        return table.num_rows, sum(table.column("close").to_pylist())


class Polars:
    def __init__(self, lake):
        self.settled = f"{lake}/bronze/stocks_minute/**/*.parquet"
        self.sessions = f"{lake}/bronze/_sessions/stocks_minute/**/*.parquet"

    def ask(self, symbol, first, last):
        date = datetime.date.fromisoformat
        parts = []
        for files, hive in ((self.settled, True), (self.sessions, False)):
            parts.append(
                polars.scan_parquet(files, hive_partitioning=hive)
                .filter(
                    (polars.col("symbol") == symbol)
                    & polars.col("date").is_between(date(first), date(last))
                )
                .select(COLUMNS)
            )
        frame = polars.concat(parts).sort("symbol", "timestamp").collect()
        return frame.height, frame["close"].sum()


def percentile(times, share):
    return round(sorted(times)[min(len(times) - 1, int(len(times) * share))], 3)


def questions(options):
    expected = {}
    for line in options.answers.read_text(encoding="utf-8").splitlines():
        kind, symbol, first, last, bars, closes = line.split(",")
        expected.setdefault(kind, []).append((symbol, first, last, int(bars), float(closes)))
    peer = {"duckdb": DuckDb, "polars": Polars}[options.peer](options.lake)
    for kind, asked in expected.items():
        times, rows = [], 0
        peer.ask(*asked[0][:3])
        for symbol, first, last, bars, closes in asked[: options.count]:
            start = time.perf_counter()
            got = peer.ask(symbol, first, last)
            times.append((time.perf_counter() - start) * 1000)
            rows += got[0]
            if got[0] != bars or abs(got[1] - closes) > 1e-3 + 1e-9 * abs(closes):
                raise SystemExit(f"{options.peer} answers {got} to {kind} {symbol} {first} {last}, we {bars, closes}")
        print_times(options.peer, kind, times, rows)
    print(json.dumps({"equal": f"answers of {options.peer}"}))


def print_times(peer, task, times, rows):
    line = {
        "peer": peer,
        "task": task,
        "queries": len(times),
        "rows": rows,
        "p50_ms": percentile(times, 0.5),
        "p99_ms": percentile(times, 0.99),
        "max_ms": round(max(times), 3),
        "peak_rss_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(line), flush=True)


def statement(options):
    connection = duckdb.connect(config={"threads": THREADS})
    if options.walled:
        connection.execute(f"SET allowed_directories = ['{options.lake}/']")
        connection.execute("SET enable_external_access = false")
    files = sorted(str(file) for file in options.lake.glob(options.files))
    listed = ", ".join(f"'{file}'" for file in files)
    times, rows = [], 0
    for _ in range(options.count):
        start = time.perf_counter()
        rows += connection.execute(options.select.format(files=f"read_parquet([{listed}])")).to_arrow_table().num_rows
        times.append((time.perf_counter() - start) * 1000)
    print_times("duckdb, walled" if options.walled else "duckdb", f"statement over {len(files)} files", times, rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("peer", choices=["duckdb", "polars", "statement"])
    parser.add_argument("lake", type=pathlib.Path)
    parser.add_argument("answers", type=pathlib.Path, nargs="?", help="ours, to compare with")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--files", help="glob below the lake")
    parser.add_argument("--walled", action="store_true", help="with DuckDB's external access off, as ours always is")
    parser.add_argument("--select", help="statement with {files} for the table")
    options = parser.parse_args()
    if options.peer == "statement":
        statement(options)
    else:
        questions(options)


if __name__ == "__main__":
    main()
