#!/usr/bin/env python3
"""Asks pyqlib for the demo's hard tickers by name, and for the minutes of a half day.

usage: check_names.py LAKE

NA, NULL, CON, BRK.A and TpA are found under the name that aliases.csv gives, and have as many rows as silver; 2025-11-26 has
390 minutes, 2025-11-28 has 210. check_gold.py compares the values. Exits 1 at any difference.
"""
import sys
from pathlib import Path

import pandas as pd

from check_gold import Difference, expect, parquet_files, read_aliases, read_rows

HARD = {"NA": "NA_0", "NULL": "NULL_0", "CON": "CON", "BRK.A": "BRK.A", "TpA": "T_PA"}
MINUTES = {"2025-11-26": 390, "2025-11-28": 210}


def check(lake, dataset, freq):
    import qlib
    from qlib.data import D

    root = lake / "gold" / "qlib" / dataset
    qlib.init(
        provider_uri=str(root), region="us", expression_cache=None, dataset_cache=None, kernels=1, logging_level=40)
    aliases = {alias["ticker"]: alias["instrument"] for alias in read_aliases(root)}
    rows = read_rows(parquet_files(lake, dataset)[1], ["symbol", "date", "timestamp"])
    if freq == "1min":
        clock = rows["timestamp"].dt.tz_convert("America/New_York").dt.strftime("%H:%M")
        close = rows["date"].dt.strftime("%Y-%m-%d").map({"2025-11-28": "13:00"}).fillna("16:00")
        rows = rows[(clock >= "09:30") & (clock < close)]
    found = 0
    for ticker, instrument in HARD.items():
        expect(aliases.get(ticker, ticker) == instrument, f"{dataset}: {ticker} stands under {aliases.get(ticker, ticker)}")
        close = D.features([instrument], ["$close"], freq=freq)["$close"].dropna()
        wanted = int((rows["symbol"] == ticker).sum())
        expect(wanted > 0 and len(close) == wanted, f"{dataset}: {len(close)} rows of {instrument}, silver has {wanted}")
        found += wanted
    if freq == "1min":
        for date, minutes in MINUTES.items():
            times = D.calendar(start_time=date, end_time=f"{date} 23:59:00", freq=freq)
            expect(len(times) == minutes, f"{dataset}: {len(times)} minutes on {date}, expected {minutes}")
            last = pd.Timestamp(f"{date} 09:30") + pd.Timedelta(minutes=minutes - 1)
            expect(pd.Timestamp(times[-1]) == last, f"{dataset}: {date} ends at {times[-1]}")
    print(f"names: {dataset}: {len(HARD)} hard tickers, {found} rows")


def main(arguments):
    if len(arguments) != 1:
        print(__doc__)
        return 2
    try:
        check(Path(arguments[0]).resolve(), "stocks_daily", "day")
        check(Path(arguments[0]).resolve(), "stocks_minute", "1min")
    except Difference as difference:
        print(f"names: DIFFERENT: {difference}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
