#!/usr/bin/env python3
"""Writes random frames with our writer and with Qlib's, and compares the two directories.

usage: check_dump.py CLI WORK [DUMP_BIN]     CLI: examples/cli/target, built; DUMP_BIN: scripts/dump_bin.py of Qlib 0.9.7

20 frames of days and 20 of minutes, half days among them: instruments begin late, end early, have gaps, have one row; every
entry has some row, for Qlib's dump takes its calendar from the rows. The script that dumps is not in Qlib's wheel. Given one,
it makes the other directory. Without one, rows are put onto the calendar as it does, and the files are written by what the
wheel has, qlib.data.storage. Every file of features, calendars and instruments must be equal byte for byte, and every value
that pyqlib reads.
"""
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from check_gold import Difference, expect

DUMP_BIN_SHA256 = "b8f34c57ce1ef4b1772f3909735e66058f21b25bd7ab8a5f16318822401fe53f"
FRAMES = 20
NAMES = ["AAPL", "BRK.B", "CON", "GOOG", "LPT1", "MSFT", "SPY", "ZVZZT"]
FIELDS = ["open", "high", "low", "close", "volume", "factor", "signal"]
# No holiday among them
DAYS = pd.bdate_range("2025-09-02", "2025-11-26")
CLOSES = {"2025-11-25": "15:59", "2025-11-26": "15:59", "2025-11-28": "12:59", "2025-12-01": "15:59", "2025-12-02": "15:59"}


def calendar(rng, freq):
    if freq == "day":
        length = int(rng.integers(1, 61))
        start = int(rng.integers(0, len(DAYS) - length + 1))
        return DAYS[start : start + length]
    sessions = list(CLOSES)
    start = int(rng.integers(0, len(sessions)))
    minutes = [
        pd.date_range(f"{day} 09:30", f"{day} {CLOSES[day]}", freq="min")
        for day in sessions[start : start + int(rng.integers(1, 4))]
    ]
    return minutes[0].append(minutes[1:])


def presence(rng, instruments, entries):
    """Which instrument has a row at which entry; at every entry the first has one where no other has."""
    there = np.zeros((instruments, entries), dtype=bool)
    for row in there:
        start, end = np.sort(rng.integers(0, entries, 2))
        row[start : end + 1] = rng.random(end + 1 - start) < rng.choice([0.3, 0.8, 1.0])
        row[[start, end]] = True
    only = int(rng.integers(0, entries))
    there[-1] = np.arange(entries) == only
    there[0] |= ~there.any(axis=0)
    return there


def rows_of(rng, name, times):
    count = len(times)
    open_, close = np.exp(rng.normal(3, 2, (2, count)))
    factor = np.full(count, rng.choice([1.0, 0.25, 4 / 3, 7.0]))
    signal = rng.normal(0, 1e-3, count)
    signal[rng.random(count) < 0.3] = np.nan
    return pd.DataFrame({
        "symbol": name, "datetime": times, "open": open_, "high": np.maximum(open_, close) * 1.01,
        "low": np.minimum(open_, close) / 1.01, "close": close, "volume": np.floor(np.exp(rng.normal(9, 3, count))),
        "factor": factor, "signal": signal})


def frame(rng, freq):
    times = calendar(rng, freq)
    names = sorted(rng.choice(NAMES, int(rng.integers(2, 6)), replace=False))
    there = presence(rng, len(names), len(times))
    return pd.concat([rows_of(rng, name, times[row]) for name, row in zip(names, there)], ignore_index=True)


def write_csv(rows, file):
    stamps = rows["datetime"].dt.tz_localize("America/New_York").dt.tz_convert("UTC").dt.tz_localize(None)
    table = rows[["symbol", *FIELDS]].copy()
    table.insert(1, "date", rows["datetime"].dt.strftime("%Y-%m-%d"))
    table.insert(2, "timestamp", stamps.astype("datetime64[us]").astype("int64"))
    table.to_csv(file, index=False)


def adjusted(rows):
    values = rows.copy()
    for field in ("open", "high", "low", "close"):
        values[field] = rows[field] * rows["factor"]
    values["volume"] = rows["volume"] / rows["factor"]
    return values


def dump(script, rows, freq, directory):
    """With Qlib's script; the rows as Parquet, for it reads decimals of CSV a little wrong."""
    source = directory.with_name(directory.name + "-source")
    source.mkdir()
    for name, mine in rows.groupby("symbol"):
        mine.drop(columns="symbol").to_parquet(source / f"{name}.parquet", index=False)
    script.DumpDataAll(
        str(source), str(directory), freq=freq, max_workers=1, date_field_name="datetime", file_suffix=".parquet").dump()


def write_storage(rows, freq, directory):
    """With the storage of Qlib's wheel; where a value goes is the dump's rule: reindexed from first row to last."""
    from qlib.data.storage.file_storage import FileFeatureStorage
    from qlib.utils import code_to_fname

    times = sorted(rows["datetime"].unique())
    form = "%Y-%m-%d" if freq == "day" else "%Y-%m-%d %H:%M:%S"
    for part in ("calendars", "instruments", "features"):
        (directory / part).mkdir(parents=True)
    np.savetxt(directory / "calendars" / f"{freq}.txt", [time.strftime(form) for time in times], fmt="%s")
    lines = []
    for name, mine in rows.groupby("symbol"):
        start, end = mine["datetime"].min(), mine["datetime"].max()
        lines.append(f"{name}\t{start.strftime(form)}\t{end.strftime(form)}")
        series = mine.set_index("datetime").reindex([time for time in times if start <= time <= end])
        folder = code_to_fname(name).lower()
        (directory / "features" / folder).mkdir()
        for field in FIELDS:
            storage = FileFeatureStorage(folder, field, freq, provider_uri={freq: str(directory)})
            storage.write(series[field].to_numpy(), times.index(start))
    np.savetxt(directory / "instruments" / "all.txt", lines, fmt="%s")


def files(directory):
    return {
        str(file.relative_to(directory)): file.read_bytes()
        for part in ("features", "calendars", "instruments")
        for file in (directory / part).rglob("*")
        if file.is_file()
    }


def start_qlib(directory):
    import qlib

    qlib.init(
        provider_uri=str(directory), region="us", expression_cache=None, dataset_cache=None, kernels=1, logging_level=40)


def read(directory, freq):
    from qlib.data import D

    start_qlib(directory)
    names = D.list_instruments(D.instruments("all"), freq=freq, as_list=True)
    return D.features(names, ["$" + field for field in FIELDS], freq=freq)


def compare(name, freq, ours, theirs):
    mine, other = files(ours), files(theirs)
    expect(set(mine) == set(other), f"{name}: on one side only {sorted(set(mine) ^ set(other))[:5]}")
    for path in sorted(mine):
        expect(mine[path] == other[path], f"{name}/{path}: other bytes than Qlib's")
    got, wanted = read(ours, freq), read(theirs, freq)
    expect(got.index.equals(wanted.index), f"{name}: pyqlib reads other rows")
    expect(np.array_equal(got.to_numpy(), wanted.to_numpy(), equal_nan=True), f"{name}: pyqlib reads other values")
    return len(mine), int(np.isfinite(got.to_numpy()).sum())


def load_script(file):
    digest = hashlib.sha256(Path(file).read_bytes()).hexdigest()
    expect(digest == DUMP_BIN_SHA256, f"{file}: expected dump_bin.py of Qlib 0.9.7, got SHA-256 {digest}")
    spec = importlib.util.spec_from_file_location("dump_bin", file)
    script = importlib.util.module_from_spec(spec)
    sys.modules["dump_bin"] = script
    spec.loader.exec_module(script)
    script.logger.remove()
    return script


def java():
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home else "java"


def main(arguments):
    if len(arguments) not in (2, 3):
        print(__doc__)
        return 2
    cli, work = Path(arguments[0]), Path(arguments[1]) / "dump"
    script = load_script(arguments[2]) if len(arguments) == 3 else None
    shutil.rmtree(work, ignore_errors=True)
    for part in ("frames", "ours", "theirs"):
        (work / part).mkdir(parents=True)
    rng = np.random.default_rng(20250902)
    made = {f"{freq}-{number:02d}": (freq, frame(rng, freq)) for freq in ("day", "1min") for number in range(FRAMES)}
    for name, (freq, rows) in made.items():
        write_csv(rows, work / "frames" / f"{name}.csv")
    subprocess.run(
        [java(), "--add-opens=java.base/java.nio=ALL-UNNAMED", "-Xlog:disable", "-cp", f"{cli}/quantmini-cli.jar:{cli}/lib/*",
         str(Path(__file__).with_name("Frames.java")), str(work / "frames"), str(work / "ours")],
        check=True)
    start_qlib(work / "theirs")
    compared = values = 0
    try:
        for name, (freq, rows) in made.items():
            directory = work / "theirs" / name
            if script:
                dump(script, adjusted(rows), freq, directory)
            else:
                write_storage(adjusted(rows), freq, directory)
            count, numbers = compare(name, freq, work / "ours" / name, directory)
            compared += count
            values += numbers
    except Difference as difference:
        print(f"dump: DIFFERENT: {difference}", file=sys.stderr)
        return 1
    writer = "Qlib's dump_bin.py" if script else "Qlib's storage (no dump_bin.py given)"
    print(f"dump: {len(made)} frames, {compared} files of {writer} equal byte for byte, {values} numbers read by Qlib equal")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
