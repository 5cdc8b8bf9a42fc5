"""The base set of stock minutes over one session in Polars' lazy expressions, on two threads, but for its volume_imbalance: Polars
has no normal distribution.

polars_minutes_peer.py LAKE SAMPLE.csv SYMBOL,… [--repeat N]: reads bronze, whose newest session it takes; prints and leaves what
the peers of daily bars do (see measure.py).
"""

import argparse
import math
import os
import pathlib
import sys
import time

import measure

os.environ["POLARS_MAX_THREADS"] = str(measure.THREADS)

import polars as pl  # noqa: E402

OPEN, HIGH, LOW, CLOSE = map(pl.col, ("open", "high", "low", "close"))
VOLUME, TRANSACTIONS = map(pl.col, ("volume", "transactions"))


def expressions():
    step = (CLOSE / CLOSE.shift(1)).log()
    vwap = (VOLUME * (HIGH + LOW + CLOSE) / 3).cum_sum() / VOLUME.cum_sum()
    ranges = ((HIGH / LOW).log() ** 2).rolling_sum(2, min_samples=2)
    both = (HIGH.rolling_max(2, min_samples=2) / LOW.rolling_min(2, min_samples=2)).log()
    alpha = ((ranges.sqrt() - both) / (math.sqrt(2) - 1)).exp()
    spread = 2 * (alpha - 1) / (1 + alpha)
    return {
        "minute_return": CLOSE / OPEN - 1,
        "returns_1min": step,
        "returns_5min": (CLOSE / CLOSE.shift(5)).log(),
        "alpha_minute": -step,
        "price_velocity": (CLOSE - CLOSE.shift(5)) / 5,
        "vwap_intraday": vwap,
        "vwap_distance": CLOSE / vwap - 1,
        "intraday_momentum": CLOSE / OPEN.first() - 1,
        "minute_volume_ratio": VOLUME / VOLUME.rolling_mean(20, min_samples=20).shift(1),
        "volatility_5min": step.rolling_std(5, min_samples=5),
        "spread": (HIGH - LOW) / CLOSE,
        "typical_price": (HIGH + LOW + CLOSE) / 3,
        "avg_trade_size": VOLUME / TRANSACTIONS,
        "bid_ask_spread": pl.when(spread.is_null()).then(None).otherwise(pl.max_horizontal(spread, 0.0)),
    }


COLUMNS = expressions()


def compute(files):
    bars = pl.scan_parquet(files).sort("symbol", "timestamp", maintain_order=True)
    columns = [value.over("symbol").alias(name) for name, value in COLUMNS.items()]
    return bars.select("symbol", "timestamp", *columns).collect()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("lake", type=pathlib.Path)
    parser.add_argument("sample", type=pathlib.Path)
    parser.add_argument("symbols")
    parser.add_argument("--repeat", type=int, default=1)
    options = parser.parse_args()
    sys.path.insert(0, str(options.lake / "metadata"))
    import lake

    files = sorted(lake.files("stocks_minute", "bronze"))[-1:]
    frame = None
    for _ in range(options.repeat):
        frame = None
        start = time.perf_counter()
        frame = compute(files)
        measure.print_run("polars-minutes", frame.height, len(COLUMNS), time.perf_counter() - start)
    rows = frame.filter(pl.col("symbol").is_in(options.symbols.split(",")))
    rows = rows.with_columns(pl.col("timestamp").dt.epoch("us")).rows()
    measure.write_sample(options.sample, list(COLUMNS), rows)


if __name__ == "__main__":
    main()
