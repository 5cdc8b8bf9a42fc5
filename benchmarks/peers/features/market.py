"""A synthetic market of daily bars: Parquet as bronze has it, and the same as a Qlib directory.

market.py OUT [--symbols S] [--sessions N] [--seed N]

OUT/parquet has a file a month with bronze's columns, sorted by symbol and time; OUT/qlib is a provider directory. A symbol has a
bar in every session from its first to its last, nine tenths of the market in the mean, so that no peer has to fill gaps. Prices
are multiples of 1/128 and volumes are whole, so that float32 holds them exactly.
"""

import argparse
import datetime
import pathlib
import shutil

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

FIELDS = ["open", "high", "low", "close", "volume", "vwap", "factor"]


def sessions(count):
    days = np.arange(np.datetime64("2022-01-03"), np.datetime64("2022-01-03") + 2 * count + 14)
    return days[np.is_busday(days)][:count]


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


def write_parquet(root, days, market):
    root.mkdir(parents=True)
    midnights = [int(datetime.datetime.fromisoformat(f"{day}T05:00:00+00:00").timestamp()) * 1_000_000 for day in days]
    midnights = np.array(midnights)
    months = days.astype("datetime64[M]")
    for month in np.unique(months):
        low, high = np.searchsorted(months, [month, month + 1])
        parts = {name: [] for name in ("symbol", "day", *FIELDS)}
        for symbol, first, columns in market:
            of = slice(max(low - first, 0), max(high - first, 0))
            length = len(columns["close"][of])
            parts["symbol"].append(np.full(length, symbol))
            parts["day"].append(np.arange(max(low, first), max(low, first) + length))
            for field in FIELDS:
                parts[field].append(columns[field][of])
        rows = {name: np.concatenate(arrays) for name, arrays in parts.items()}
        table = {
            "symbol": pa.array(rows["symbol"], pa.string()),
            "date": pa.array(days[rows["day"]], pa.date32()),
            "timestamp": pa.array(midnights[rows["day"]], pa.timestamp("us", tz="UTC")),
            **{name: pa.array(rows[name], pa.float64()) for name in ("open", "high", "low", "close", "volume")},
            "transactions": pa.array((rows["volume"] / 100).astype(np.int32) + 1, pa.int32()),
        }
        pq.write_table(pa.table(table), root / f"{month}.parquet", compression="zstd", compression_level=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--symbols", type=int, default=10_000)
    parser.add_argument("--sessions", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    days = sessions(options.sessions)
    market = []
    for i in range(options.symbols):
        first = int(rng.integers(0, len(days))) if rng.random() < 0.1 else 0
        last = int(rng.integers(first, len(days))) if rng.random() < 0.1 else len(days) - 1
        market.append((ticker(i), first, bars(rng, last - first + 1)))
    for name in ("parquet", "qlib"):
        shutil.rmtree(options.out / name, ignore_errors=True)
    write_parquet(options.out / "parquet", days, market)
    write_qlib(options.out / "qlib", days, market)
    print(sum(len(columns["close"]) for _, _, columns in market), "rows")


main()
