"""Polars and DuckDB read a lake through its own metadata/lake.py while another process changes it, until a file appears.

usage: readers.py LAKE FILES STOP

FILES/versions.tsv says which sessions each version of a month brings: every answer has to be what the month was after one of
them. A file that a commit took away is the libraries' own error; then the question is asked again. Exit code 1 when an answer
is no committed state.
"""

import collections
import importlib.util
import pathlib
import sys
import time

import duckdb
import polars

ROWS, PRICE = 12, 10


def module(root):
    """The lake's own module; there is none before the first commit."""
    path = root / "metadata" / "lake.py"
    spec = importlib.util.spec_from_file_location("lake", path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def versions(path):
    """By month, the sessions of each version, from the first one on."""
    months = collections.defaultdict(list)
    for line in path.read_text().splitlines():
        month, _, *sessions = line.split("\t")
        months[month].append(sessions)
    return months


def sums(version):
    volume = sum(1000 * version + 10 * symbol + minute for symbol in range(3) for minute in range(4))
    return ROWS, PRICE + version, PRICE + version, volume


def state(changes, version):
    return {session: sums(number) for number in range(1, version + 1) for session in changes[number - 1]}


def by_polars(lake):
    close = polars.col("close")
    answer = lake.polars("stocks_minute").group_by("date").agg(
        polars.len(), close.min().alias("lowest"), close.max().alias("highest"), polars.col("volume").sum())
    return answer.collect().rows()


def by_duckdb(lake):
    connection = lake.duckdb()
    try:
        return connection.execute(
            "SELECT date, count(*), min(close), max(close), sum(volume) FROM bronze.stocks_minute GROUP BY date").fetchall()
    finally:
        connection.close()


GONE = {by_polars: (FileNotFoundError,), by_duckdb: (FileNotFoundError, duckdb.IOException)}


def wrong(rows, changes):
    """What is no committed state in an answer about all months, or nothing."""
    months = collections.defaultdict(dict)
    for session, *values in rows:
        months[session.isoformat()[:7]][session.isoformat()] = tuple(values)
    last = max(months, default="")
    for month, answer in months.items():
        version = int(max(values[2] for values in answer.values())) - PRICE
        complete = month == last or version == len(changes[month])
        if not complete or answer != state(changes[month], version):
            return f"{month} version {version}: {answer}"
    return ""


def main():
    root, files, stop = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    answers, again, faults = collections.Counter(), collections.Counter(), []
    changes = {}
    while not stop.exists() and len(faults) < 5:
        if not (root / "metadata" / "lake.py").exists():
            time.sleep(0.05)
            continue
        changes = changes or versions(files / "versions.tsv")
        lake = module(root)
        for ask in (by_polars, by_duckdb):
            try:
                fault = wrong(ask(lake), changes)
            except GONE[ask]:
                again[ask.__name__] += 1
                continue
            answers[ask.__name__] += 1
            if fault:
                faults.append(fault)
                print("FAULT", ask.__name__, fault)
    for ask in (by_polars, by_duckdb):
        print(f"{ask.__name__}: {answers[ask.__name__]} answers, {again[ask.__name__]} times a file was gone")
    sys.exit(0 if not faults and answers["by_polars"] and answers["by_duckdb"] else 1)


if __name__ == "__main__":
    main()
