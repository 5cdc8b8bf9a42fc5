"""A synthetic market of daily bars: flat files in the vendor's layout, Parquet as bronze has it, and a Qlib directory.

market.py OUT [--symbols S] [--sessions N] [--first DATE] [--seed N] [--flat | --flat-only]

OUT/flat (with --flat, or alone with --flat-only) has a file a session; OUT/parquet a file a month with bronze's columns, sorted by symbol and time; OUT/qlib is a
provider directory. A symbol has a bar in every session from its first to its last, nine tenths of the market in the mean, so that
no peer has to fill gaps. Prices are multiples of 1/128 and volumes are whole, so that float32 holds them exactly.
"""

import argparse
import datetime
import gzip
import pathlib
import shutil
import zoneinfo

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv
import pyarrow.parquet as pq

SESSIONS = pathlib.Path(__file__).resolve().parents[3] / "quantmini-core/src/test/resources/golden/nyse_sessions.csv"
NEW_YORK = zoneinfo.ZoneInfo("America/New_York")
FIELDS = ["open", "high", "low", "close", "volume", "vwap", "factor"]


def sessions(first, count):
    """The New York Stock Exchange's, from a date on."""
    with open(SESSIONS, encoding="utf-8") as lines:
        days = [line.split(",")[0] for line in lines if line[:4].isdigit()]
    days = np.array([day for day in days if day >= first][:count], dtype="datetime64[D]")
    if len(days) < count:
        raise SystemExit(f"expected at most {len(days)} sessions, got {count}")
    return days


def ticker(i):
    letters = ""
    for _ in range(4):
        letters = chr(ord("A") + i % 26) + letters
        i //= 26
    return letters


def bars(rng, length):
    """One symbol's columns."""
    close = 10 * np.exp(rng.normal(1, 1) + np.cumsum(rng.normal(0, 0.02, length)))
    opened = close * np.exp(rng.normal(0, 0.01, length))
    high = np.maximum(opened, close) * (1 + np.abs(rng.normal(0, 0.005, length)))
    low = np.minimum(opened, close) * (1 - np.abs(rng.normal(0, 0.005, length)))
    prices = {name: np.rint(x * 128) / 128 for name, x in (("open", opened), ("close", close), ("high", high), ("low", low))}
    prices["high"] += 1 / 128
    prices["volume"] = np.floor(np.exp(rng.normal(11, 1.5) + rng.normal(0, 0.5, length))) + 1
    prices["vwap"] = (prices["high"] + prices["low"] + prices["close"]) / 3
    prices["factor"] = np.ones(length)
    return prices


def write_qlib(root, days, market):
    (root / "calendars").mkdir(parents=True)
    (root / "calendars" / "day.txt").write_text("".join(f"{day}\n" for day in days))
    (root / "instruments").mkdir()
    lines = [f"{symbol}\t{days[first]}\t{days[first + len(columns['close']) - 1]}\n" for symbol, first, columns in market]
    (root / "instruments" / "all.txt").write_text("".join(lines))
    for symbol, first, columns in market:
        directory = root / "features" / symbol.lower()
        directory.mkdir(parents=True)
        for field in FIELDS:
            np.concatenate([[first], columns[field]]).astype("<f4").tofile(directory / f"{field}.day.bin")


def table(days, market):
    """All bars, sorted by symbol and time, and the place of each one's session."""
    starts = [datetime.datetime.fromisoformat(f"{day}T00:00:00").replace(tzinfo=NEW_YORK).timestamp() for day in days]
    starts = np.array(starts, np.int64) * 1_000_000
    parts = {name: [] for name in ("symbol", "day", *FIELDS)}
    for symbol, first, columns in market:
        length = len(columns["close"])
        parts["symbol"].append(np.full(length, symbol))
        parts["day"].append(np.arange(first, first + length))
        for field in FIELDS:
            parts[field].append(columns[field])
    rows = {name: np.concatenate(arrays) for name, arrays in parts.items()}
    bars = {
        "symbol": pa.array(rows["symbol"], pa.string()),
        "date": pa.array(days[rows["day"]], pa.date32()),
        "timestamp": pa.array(starts[rows["day"]], pa.timestamp("us", tz="UTC")),
        **{name: pa.array(rows[name], pa.float64()) for name in ("open", "high", "low", "close", "volume")},
        "transactions": pa.array((rows["volume"] / 100).astype(np.int32) + 1, pa.int32()),
    }
    return pa.table(bars), rows["day"]


def write_parquet(root, days, bars, places):
    root.mkdir(parents=True)
    months = days.astype("datetime64[M]")
    for month in np.unique(months):
        rows = np.flatnonzero(months[places] == month)
        pq.write_table(bars.take(rows), root / f"{month}.parquet", compression="zstd", compression_level=1)


def write_flat(root, days, bars, places):
    starts = pa.compute.multiply(bars["timestamp"].cast(pa.int64()), 1000)
    columns = [bars["symbol"], bars["volume"].cast(pa.int64())]
    columns += [bars[name] for name in ("open", "close", "high", "low")]
    names = ["ticker", "volume", "open", "close", "high", "low", "window_start", "transactions"]
    lines = pa.table([*columns, starts, bars["transactions"]], names=names).combine_chunks()
    order = np.argsort(places, kind="stable")
    ends = np.searchsorted(places[order], np.arange(len(days) + 1))
    for i, day in enumerate(days):
        directory = root / "us_stocks_sip" / "day_aggs_v1" / str(day)[:4] / str(day)[5:7]
        directory.mkdir(parents=True, exist_ok=True)
        with gzip.open(directory / f"{day}.csv.gz", "wb", compresslevel=1) as out:
            out.write((",".join(names) + "\n").encode())
            options = pa.csv.WriteOptions(include_header=False, quoting_style="none")
            pa.csv.write_csv(lines.take(order[ends[i] : ends[i + 1]]), out, options)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--symbols", type=int, default=10_000)
    parser.add_argument("--sessions", type=int, default=500)
    parser.add_argument("--first", default="2022-01-03")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--flat", action="store_true")
    parser.add_argument("--flat-only", action="store_true")
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    days = sessions(options.first, options.sessions)
    market = []
    for i in range(options.symbols):
        first = int(rng.integers(0, len(days))) if rng.random() < 0.1 else 0
        last = int(rng.integers(first, len(days))) if rng.random() < 0.1 else len(days) - 1
        market.append((ticker(i), first, bars(rng, last - first + 1)))
    for name in ("flat", "parquet", "qlib"):
        shutil.rmtree(options.out / name, ignore_errors=True)
    rows, places = table(days, market)
    if not options.flat_only:
        write_parquet(options.out / "parquet", days, rows, places)
        write_qlib(options.out / "qlib", days, market)
    if options.flat or options.flat_only:
        write_flat(options.out / "flat", days, rows, places)
    print(len(rows), "rows")


main()
