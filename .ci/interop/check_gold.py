#!/usr/bin/env python3
"""Opens the Qlib directories of a lake with pyqlib and compares every value with the Parquet files they came from.

usage: check_gold.py LAKE [ROOT ...]     ROOT: stocks_daily, stocks_minute or options; all that exist without one

Silver (bronze for options without silver) is read with pyarrow, adjusted and rounded with numpy, and named by the
directory's aliases.csv. Every instrument and field must agree as float32, missing values included. Prints a line of
counts a root; exits 1 at any difference.
"""
import csv
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

PRICES = {"open", "high", "low", "close"}
DATASETS = {"stocks_daily": "stocks_daily", "stocks_minute": "stocks_minute", "options": "options_daily"}
CONTRACT = "O_2"
MEMBER_FIELD = {"symbol": "$close", "underlying": "$call_volume"}
DEVICES = {"CON", "PRN", "AUX", "NUL"} | {f"{port}{i}" for port in ("COM", "LPT") for i in range(10)}


class Difference(Exception):
    """What the directory holds is not what it should."""


def expect(holds, message):
    if not holds:
        raise Difference(message)


def parquet_files(lake, dataset):
    for layer in ("silver", "bronze"):
        found = sorted((lake / layer / dataset).rglob("*.parquet"))
        found += sorted((lake / layer / "_sessions" / dataset).rglob("*.parquet"))
        if found:
            return layer, found
    raise Difference(f"no Parquet files of {dataset}")


def read_rows(files, columns):
    """The files' rows as a frame; only what stands in the files counts, nothing of their paths."""
    tables = []
    for file in files:
        table = pq.ParquetFile(file, page_checksum_verification=True).read(columns=columns)
        for name in ("symbol", "ticker", "underlying", "contract_type"):
            if name in table.column_names:
                at = table.column_names.index(name)
                table = table.set_column(at, name, pc.cast(table.column(name), pa.string()))
        tables.append(table)
    frame = pa.concat_tables(tables).to_pandas(date_as_object=False)
    frame["date"] = frame["date"].astype("datetime64[ns]")
    return frame


def read_aliases(root):
    with open(root / "aliases.csv", newline="", encoding="utf-8") as lines:
        aliases = list(csv.DictReader(lines))
    expect(all(set(alias) == {"ticker", "instrument", "from", "to"} for alias in aliases), f"{root}/aliases.csv: columns")
    return aliases


def name_instruments(frame, key, aliases):
    names = np.array(frame[key], dtype=object)
    for alias in aliases:
        hit = (frame[key] == alias["ticker"]).to_numpy(dtype=bool)
        if alias["from"]:
            hit = hit & (frame["date"] >= alias["from"]).to_numpy(dtype=bool)
        if alias["to"]:
            hit = hit & (frame["date"] <= alias["to"]).to_numpy(dtype=bool)
        names[hit] = alias["instrument"]
    return names


def round_to_float(values):
    with np.errstate(over="ignore"):
        rounded = np.asarray(values, dtype=np.float64).astype(np.float32)
    rounded[np.isinf(rounded)] = np.nan
    return rounded


def stock_values(frame, fields, calendar, minutes):
    """One column a field, from rows sorted by instrument and time."""
    factor = frame["factor"].to_numpy(dtype=np.float64)
    values = {}
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for field in fields:
            if field in PRICES:
                values[field] = frame[field].to_numpy() * factor
            elif field == "volume":
                values[field] = frame[field].to_numpy() / factor
            elif field == "change":
                close = frame["close"].to_numpy() * factor
                entry = calendar.get_indexer(frame["datetime"])
                before = np.roll(close, 1)
                same = frame["instrument"].to_numpy() == np.roll(frame["instrument"].to_numpy(), 1)
                if minutes:
                    same = same & (frame["date"] == frame["date"].shift()).to_numpy(dtype=bool)
                else:
                    same = same & (entry == np.roll(entry, 1) + 1)
                same[:1] = False
                values[field] = np.where(same, close / before - 1, np.nan)
            else:
                values[field] = frame[field].to_numpy(dtype=np.float64, na_value=np.nan)
    return values


def expected_stocks(files, fields, aliases, calendar, minutes):
    columns = sorted({"symbol", "date", "timestamp", "close", "factor"} | set(fields) - {"change"})
    frame = read_rows(files, columns)
    if minutes:
        frame["datetime"] = frame["timestamp"].dt.tz_convert("America/New_York").dt.tz_localize(None).astype("datetime64[ns]")
    else:
        frame["datetime"] = frame["date"]
    rows = len(frame)
    inside = frame["datetime"].isin(calendar)
    clock = frame.loc[~inside, "datetime"].dt.strftime("%H:%M")
    expect(minutes or inside.all(), "silver has sessions that the calendar lacks")
    expect(((clock < "09:30") | (clock >= "13:00")).all(), "the calendar lacks minutes of regular hours")
    frame = frame[inside].copy()
    frame["instrument"] = name_instruments(frame, "symbol", aliases)
    frame = frame.sort_values(["instrument", "datetime"], kind="stable").reset_index(drop=True)
    return rows, frame, stock_values(frame, fields, calendar, minutes)


def at_close(quotes):
    """Volatility at the close, linear between the strikes beside it; NaN where one lacks."""
    strikes, volatilities, close = quotes["strike_price"].to_numpy(), quotes["implied_volatility"].to_numpy(), quotes["underlying_close"].iloc[0]
    if not (strikes <= close).any() or not (strikes >= close).any():
        return np.nan
    below, above = strikes[strikes <= close].max(), strikes[strikes >= close].min()
    low, high = volatilities[strikes == below][0], volatilities[strikes == above][0]
    return low if below == above else low + (high - low) * ((close - below) / (above - below))


def thirty_days(frame):
    """atm_iv_30d of each underlying and date: total variance, linear in days between the terms around 30 days."""
    quotes = frame[frame["implied_volatility"].notna() & frame["underlying_close"].notna()]
    days = (quotes["expiration_date"] - quotes["date"]).dt.days
    quotes = quotes.assign(days=days)[days > 0]
    keys = ["underlying", "date", "days", "contract_type"]
    sides = quotes.groupby(keys)[["strike_price", "implied_volatility", "underlying_close"]].apply(at_close)
    found = {}
    if len(sides):
        for (underlying, date), terms in sides.dropna().groupby(level=keys[:3]).mean().groupby(level=keys[:2]):
            terms = terms.droplevel(keys[:2]).sort_index()
            near, far = terms[terms.index <= 30], terms[terms.index >= 30]
            if len(near) and len(far):
                (d1, v1), (d2, v2) = (near.index[-1], near.iloc[-1]), (far.index[0], far.iloc[0])
                before, after = v1 * v1 * d1, v2 * v2 * d2
                found[underlying, date] = v1 if d1 == d2 else np.sqrt((before + (after - before) * ((30 - d1) / (d2 - d1))) / 30)
    return found


def expected_options(files, fields, aliases):
    columns = ["ticker", "underlying", "contract_type", "date", "volume"]
    if "atm_iv_30d" in fields:
        columns += ["expiration_date", "strike_price", "underlying_close", "implied_volatility"]
    frame = read_rows(files, columns)
    frame = frame.sort_values(["ticker", "date"], kind="stable")
    if "atm_iv_30d" in fields:
        frame["expiration_date"] = frame["expiration_date"].astype("datetime64[ns]")
        volatilities = thirty_days(frame)
    calls = frame["volume"].where(frame["contract_type"] == "call", 0.0)
    puts = frame["volume"].where(frame["contract_type"] == "put", 0.0)
    sums = pd.DataFrame({"underlying": frame["underlying"], "date": frame["date"], "calls": calls, "puts": puts})
    sums = sums.groupby(["underlying", "date"], as_index=False).sum()
    sums["instrument"] = name_instruments(sums, "underlying", aliases)
    sums["datetime"] = sums["date"]
    sums = sums.sort_values(["instrument", "datetime"]).reset_index(drop=True)
    calls, puts = sums["calls"].to_numpy(), sums["puts"].to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        values = {"call_volume": calls, "put_volume": puts, "put_call_ratio": puts / calls}
    if "atm_iv_30d" in fields:
        values["atm_iv_30d"] = np.array(
            [volatilities.get(key, np.nan) for key in zip(sums["underlying"], sums["date"])], dtype=np.float64)
    return len(frame), sums, {field: values[field] for field in fields}


def expected_contracts(files, fields, aliases):
    frame = read_rows(files, sorted({"ticker", "date"} | set(fields)))
    listed = {alias["ticker"] for alias in aliases}
    frame = frame[frame["ticker"].isin(listed)].copy()
    frame["instrument"] = name_instruments(frame, "ticker", aliases)
    frame["datetime"] = frame["date"]
    frame = frame.sort_values(["instrument", "datetime"], kind="stable").reset_index(drop=True)
    return frame, {field: frame[field].to_numpy(dtype=np.float64, na_value=np.nan) for field in fields}


def instrument_directories(root, contracts):
    return [file for file in sorted((root / "features").iterdir()) if file.name.startswith(CONTRACT.lower()) == contracts]


def gold_fields(root, freq, contracts=False):
    """The fields of each instrument's directory, of contracts or of all others; they must hold the same ones."""
    fields = None
    for directory in instrument_directories(root, contracts):
        here = sorted(file.name[: -len(f".{freq}.bin")] for file in directory.iterdir())
        expect(fields is None or here == fields, f"{directory}: fields {here}, elsewhere {fields}")
        fields = here
    expect(fields or contracts, f"{root}: no instruments")
    return fields


def index_files(lake):
    """Users' lists of members, by name."""
    return {file.stem: file for file in sorted((lake / "landing" / "external" / "indexes").glob("*.csv"))}


def check_layout(root, freq, names, indexes):
    text = sorted(str(file.relative_to(root)) for file in root.rglob("*.txt"))
    lists = sorted(f"instruments/{name}.txt" for name in ["all", *indexes])
    expect(text == [f"calendars/{freq}.txt", *lists], f"{root}: text files {text}")
    expect(not list((root / "features").glob("*/*.txt")), f"{root}: a text file among features")
    directories = {file.name for file in (root / "features").iterdir()}
    wanted = {("_qlib_" + name if name in DEVICES else name).lower() for name in names}
    expect(directories == wanted, f"{root}: directories {sorted(directories ^ wanted)} stand on one side only")


def check_bits(root, freq, fields, contracts=False):
    """What no reader shows: lengths, starts, the one bit pattern of NaN, no infinities."""
    for directory in instrument_directories(root, contracts):
        shapes = set()
        for field in fields:
            raw = np.fromfile(directory / f"{field}.{freq}.bin", dtype="<u4")
            values = raw.view("<f4")
            shapes.add((float(values[0]), len(values)))
            strange = np.isnan(values) & (raw != 0x7FC00000)
            expect(not strange.any() and not np.isinf(values).any(), f"{directory}/{field}: infinite, or another NaN")
        expect(len(shapes) == 1, f"{directory}: starts and lengths {shapes}")


def compare(expected, values, got, fields):
    """Every cell of the answer against the rows; cells without a row must be NaN. Returns cells and numbers compared."""
    numbers = 0
    index = pd.MultiIndex.from_arrays([expected["instrument"], expected["datetime"]])
    expect(index.is_unique, "two rows for one instrument and time")
    place = got.index.get_indexer(index)
    expect((place >= 0).all(), f"rows that Qlib does not give: {list(index[place < 0][:3])}")
    for field in fields:
        answer = got["$" + field].to_numpy()
        expect(answer.dtype == np.float32, f"{field}: type {answer.dtype}")
        wanted = np.full(len(got), np.nan, dtype=np.float32)
        wanted[place] = round_to_float(values[field])
        differs = ~((answer == wanted) | (np.isnan(answer) & np.isnan(wanted)))
        if differs.any():
            at = int(np.flatnonzero(differs)[0])
            raise Difference(
                f"{field}: {int(differs.sum())} values differ, first {got.index[at]}: Qlib {answer[at]!r}, rows {wanted[at]!r}")
        numbers += int((~np.isnan(wanted)).sum())
    return len(got) * len(fields), numbers


def check_spans(root, freq, expected, calendar):
    """Each instrument's spans cover its rows, begin and end at one, and part where 61 sessions or more lack a row."""
    lines = [line.split("\t") for line in (root / "instruments" / "all.txt").read_text().splitlines()]
    sessions = pd.DatetimeIndex(calendar.normalize().unique())
    wanted = []
    for name, rows in expected.groupby("instrument", sort=True):
        times = pd.DatetimeIndex(rows["datetime"].sort_values())
        number = sessions.get_indexer(times.normalize())
        starts = np.flatnonzero(np.concatenate([[True], np.diff(number) - 1 > 60]))
        ends = np.concatenate([starts[1:], [len(times)]]) - 1
        form = "%Y-%m-%d" if freq == "day" else "%Y-%m-%d %H:%M:%S"
        wanted += [[name, times[s].strftime(form), times[e].strftime(form)] for s, e in zip(starts, ends)]
    expect(lines == wanted, f"{root}/instruments/all.txt: {[line for line in lines if line not in wanted][:3]}")


def check_index(file, expected, freq):
    """What Qlib takes for members are the rows whose ticker is one on the row's date. Returns how many rows."""
    from qlib.data import D

    with open(file, newline="", encoding="utf-8") as lines:
        members = list(csv.DictReader(lines))
    key = "underlying" if "underlying" in expected else "symbol"
    wanted = np.zeros(len(expected), dtype=bool)
    for member in members:
        hit = (expected[key] == member["ticker"]).to_numpy(dtype=bool)
        if member["from"]:
            hit = hit & (expected["date"] >= member["from"]).to_numpy(dtype=bool)
        if member["to"]:
            hit = hit & (expected["date"] <= member["to"]).to_numpy(dtype=bool)
        wanted |= hit
    got = np.zeros(len(expected), dtype=bool)
    listed = D.list_instruments(D.instruments(file.stem), freq=freq, as_list=False)
    for instrument, spans in listed.items():
        mine = (expected["instrument"] == instrument).to_numpy(dtype=bool)
        for start, end in spans:
            inside = (expected["datetime"] >= start) & (expected["datetime"] <= end)
            got |= mine & inside.to_numpy(dtype=bool)
    expect((got == wanted).all(), f"{file.stem}: {int((got != wanted).sum())} rows are members on one side only")
    if listed:
        answer = D.features(D.instruments(file.stem), [MEMBER_FIELD[key]], freq=freq)
        names = set(answer.index.get_level_values("instrument"))
        expect(names == set(expected["instrument"][wanted]), f"{file.stem}: Qlib gives {sorted(names)}")
    return int(wanted.sum()), len(listed)


def check_root(lake, name):
    import qlib
    from qlib.data import D

    root = lake / "gold" / "qlib" / name
    freq = "1min" if name.endswith("minute") else "day"
    qlib.init(
        provider_uri=str(root), region="us", expression_cache=None, dataset_cache=None, kernels=1, logging_level=30)
    calendar = pd.DatetimeIndex(D.calendar(freq=freq)).astype("datetime64[ns]")
    expect(calendar.is_unique and calendar.is_monotonic_increasing, f"{root}: calendar not sorted")
    names = D.list_instruments(D.instruments("all"), freq=freq, as_list=True)
    expect(all(isinstance(instrument, str) for instrument in names), f"{root}: pandas took a name for a missing value")
    fields = gold_fields(root, freq)
    indexes = index_files(lake)
    check_layout(root, freq, names, indexes)
    check_bits(root, freq, fields)

    layer, files = parquet_files(lake, DATASETS[name])
    aliases = read_aliases(root)
    if name == "options":
        rows, expected, values = expected_options(files, fields, aliases)
    else:
        rows, expected, values = expected_stocks(files, fields, aliases, calendar, freq == "1min")
    everything = expected
    contract_fields = gold_fields(root, freq, contracts=True)
    if contract_fields:
        contracts, contract_values = expected_contracts(files, contract_fields, aliases)
        everything = pd.concat([expected, contracts], ignore_index=True)
    expect(set(everything["instrument"]) == set(names), f"{root}: {sorted(set(everything['instrument']) ^ set(names))}")
    check_spans(root, freq, everything, calendar)
    if contract_fields:
        check_bits(root, freq, contract_fields, contracts=True)
        listed = sorted(set(contracts["instrument"]))
        got = D.features(listed, ["$" + field for field in contract_fields], freq=freq)
        cells, numbers = compare(contracts, contract_values, got, contract_fields)
        print(f"{name}: {len(listed)} contracts, {len(contract_fields)} fields; {cells} cells, {numbers} numbers equal")
        names = sorted(set(expected["instrument"]))

    wanted = ["$" + field for field in fields]
    got = D.features(names if contract_fields else D.instruments("all"), wanted, freq=freq)
    cells, numbers = compare(expected, values, got, fields)
    # A list of names, unlike a market, shows also what lies between an instrument's spans.
    compare(expected, values, D.features(names, wanted, freq=freq), fields)
    print(
        f"{name}: {len(names)} instruments, {len(fields)} fields, {len(calendar)} entries; {rows} rows of {layer} in "
        f"{len(files)} files, {len(expected)} in the calendar; {cells} cells, {numbers} numbers equal")
    for index, file in indexes.items():
        rows, listed = check_index(file, expected, freq)
        print(f"{name}: {index} lists {listed} instruments, {rows} rows of members equal")


def main(arguments):
    if not arguments:
        print(__doc__)
        return 2
    lake = Path(arguments[0]).resolve()
    roots = arguments[1:] or [name for name in DATASETS if (lake / "gold" / "qlib" / name).is_dir()]
    if not roots:
        print(f"{lake}: no Qlib directories", file=sys.stderr)
        return 1
    failed = 0
    for name in roots:
        try:
            check_root(lake, name)
        except Difference as difference:
            print(f"{name}: DIFFERENT: {difference}", file=sys.stderr)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
