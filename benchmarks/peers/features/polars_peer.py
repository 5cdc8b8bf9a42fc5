"""55 columns of Alpha158 in Polars' lazy expressions, on two threads.

KBAR: kmid klen kmid2 kup kup2 klow klow2 ksft ksft2 (9). Prices: open0 high0 low0 vwap0 (4). Over 5, 10, 20, 30 and 60 rows: roc ma
std max min rsv vma vstd (40). And qtlu20, qtld20 (2).
"""

import os

import measure

os.environ["POLARS_MAX_THREADS"] = str(measure.THREADS)

import polars as pl  # noqa: E402

OPEN, HIGH, LOW, CLOSE, VOLUME = map(pl.col, ("open", "high", "low", "close", "volume"))
TINY = 1e-12


def expressions():
    top, bottom, width = pl.max_horizontal(OPEN, CLOSE), pl.min_horizontal(OPEN, CLOSE), HIGH - LOW + TINY
    columns = {
        "kmid": (CLOSE - OPEN) / OPEN,
        "klen": (HIGH - LOW) / OPEN,
        "kmid2": (CLOSE - OPEN) / width,
        "kup": (HIGH - top) / OPEN,
        "kup2": (HIGH - top) / width,
        "klow": (bottom - LOW) / OPEN,
        "klow2": (bottom - LOW) / width,
        "ksft": (2 * CLOSE - HIGH - LOW) / OPEN,
        "ksft2": (2 * CLOSE - HIGH - LOW) / width,
        "open0": OPEN / CLOSE,
        "high0": HIGH / CLOSE,
        "low0": LOW / CLOSE,
        "vwap0": (HIGH + LOW + CLOSE) / 3 / CLOSE,
    }
    for d in measure.WINDOWS:
        least, most = LOW.rolling_min(d, min_samples=1), HIGH.rolling_max(d, min_samples=1)
        columns |= {
            f"roc{d}": CLOSE.shift(d) / CLOSE,
            f"ma{d}": CLOSE.rolling_mean(d, min_samples=1) / CLOSE,
            f"std{d}": CLOSE.rolling_std(d, min_samples=2) / CLOSE,
            f"max{d}": most / CLOSE,
            f"min{d}": least / CLOSE,
            f"rsv{d}": (CLOSE - least) / (most - least + TINY),
            f"vma{d}": VOLUME.rolling_mean(d, min_samples=1) / (VOLUME + TINY),
            f"vstd{d}": VOLUME.rolling_std(d, min_samples=2) / (VOLUME + TINY),
        }
    for name, share in (("qtlu20", 0.8), ("qtld20", 0.2)):
        columns[name] = CLOSE.rolling_quantile(share, "linear", window_size=20, min_samples=1) / CLOSE
    return columns


def compute(market):
    bars = pl.scan_parquet(market / "parquet" / "*.parquet").sort("symbol", "date", maintain_order=True)
    columns = [value.over("symbol").alias(name) for name, value in COLUMNS.items()]
    frame = bars.select("symbol", "date", *columns).collect()
    return frame.height, frame


def sampled(market, frame, symbols):
    return frame.filter(pl.col("symbol").is_in(symbols)).rows()


COLUMNS = expressions()

if __name__ == "__main__":
    measure.run("polars", list(COLUMNS), compute, sampled)
