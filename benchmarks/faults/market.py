"""Writes flat files of an invented month, February 2025, of 19 sessions: minute bars and daily bars of three stocks.

usage: market.py DIR [CORRECTED_DAY ...]

With days, only their files, with other prices: what a vendor's correction looks like.
"""

import calendar
import datetime
import gzip
import pathlib
import sys

NEW_YORK = datetime.timezone(datetime.timedelta(hours=-5))
SYMBOLS = ("AAA", "BRK.B", "NA")
HOLIDAY = 17
HEADER = "ticker,volume,open,close,high,low,window_start,transactions"


def sessions():
    days = range(1, calendar.monthrange(2025, 2)[1] + 1)
    dates = [datetime.date(2025, 2, day) for day in days]
    return [date for date in dates if date.weekday() < 5 and date.day != HOLIDAY]


def nanos(date, hour, minute):
    moment = datetime.datetime.combine(date, datetime.time(hour, minute), NEW_YORK)
    return int(moment.timestamp()) * 1_000_000_000


def row(symbol, start, step, corrected):
    close = 100 + SYMBOLS.index(symbol) * 10 + step / 100 + (0.5 if corrected else 0)
    return f"{symbol},{100 + step},{close:.2f},{close:.2f},{close + 1:.2f},{close - 1:.2f},{start},{1 + step}"


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join([HEADER, *rows]) + "\n"
    path.write_bytes(gzip.compress(text.encode("ascii"), mtime=0))


def main():
    root, days = pathlib.Path(sys.argv[1]), {int(day) for day in sys.argv[2:]}
    for date in sessions():
        if days and date.day not in days:
            continue
        name = f"{date:%Y/%m/%Y-%m-%d}.csv.gz"
        minutes = [row(s, nanos(date, 9, 30 + m), date.day * 10 + m, days) for s in SYMBOLS for m in range(8)]
        daily = [row(s, nanos(date, 0, 0), date.day, days) for s in SYMBOLS]
        write(root / "us_stocks_sip" / "minute_aggs_v1" / name, minutes)
        write(root / "us_stocks_sip" / "day_aggs_v1" / name, daily)


if __name__ == "__main__":
    main()
