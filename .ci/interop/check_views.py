"""Reads a lake through its own metadata/lake.py and lake.sql and compares the rows with those its ledger has.

usage: check_views.py QUANTMINI LAKE WORK

QUANTMINI is the launcher, which names the committed files; WORK is a directory for copies. Polars, pyarrow and DuckDB must
each give the rows, columns and sums of the committed files, read one by one with pyarrow; also when files that no ledger
line lists lie beside them, and when the last line of the ledger is not complete. Without a commit every dataset is an empty
table of the same columns. Exit code 1 on any difference.
"""

import importlib.util
import json
import math
import pathlib
import shutil
import subprocess
import sys

import duckdb
import pyarrow
import pyarrow.parquet

DATASETS = ("stocks_daily", "stocks_minute", "options_daily", "options_minute")
LAYERS = ("bronze", "silver")


def module(root):
    """The lake's own module, afresh."""
    spec = importlib.util.spec_from_file_location("lake", root / "metadata" / "lake.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def script(root):
    """DuckDB after the lake's own script, as the command line would run it."""
    connection = duckdb.connect()
    connection.execute("SET VARIABLE lake = '" + str(root).replace("'", "''") + "'")
    connection.execute((root / "metadata" / "lake.sql").read_text(encoding="utf-8"))
    return connection


def summary(table):
    """Rows, column names, and an exact sum of each number column."""
    sums = {}
    for name in table.column_names:
        kind = table[name].type
        if pyarrow.types.is_floating(kind) or pyarrow.types.is_integer(kind):
            values = table[name].drop_null().to_numpy().astype("float64")
            sums[name] = math.fsum(values[values == values].tolist())
    return table.num_rows, table.column_names, sums


def committed(quantmini, root, dataset, layer):
    """The files as the launcher names them, and their rows as pyarrow reads them file by file."""
    command = [quantmini, "files", "--lake", str(root), "--dataset", dataset, "--layer", layer, "--json"]
    files = json.loads(subprocess.check_output(command, text=True))["files"]
    paths = [str(root / entry["path"]) for entry in files]
    tables = [pyarrow.parquet.ParquetFile(path, page_checksum_verification=True).read() for path in paths]
    table = pyarrow.concat_tables(tables, promote_options="default")
    if table.num_rows != sum(entry["rows"] for entry in files):
        raise SystemExit(f"FAULT {layer}.{dataset}: the files have other rows than the ledger says")
    return paths, summary(table)


def answers(root, dataset, layer):
    lake = module(root)
    view = f"FROM {layer}.{dataset}"
    yield "Polars", lake.polars(dataset, layer).collect().to_arrow()
    yield "pyarrow", lake.pyarrow(dataset, layer).to_table()
    yield "DuckDB by lake.py", lake.duckdb().sql(view).to_arrow_table()
    yield "DuckDB by lake.sql", script(root).sql(view).to_arrow_table()


def check_full(root, expected, faults):
    for (layer, dataset), (paths, wanted) in expected.items():
        here = [str(root / pathlib.Path(path)) for path in paths]
        if module(root).files(dataset, layer) != sorted(here):
            faults.append(f"{root}: {layer}.{dataset}: lake.py names other files than the ledger")
        for reader, table in answers(root, dataset, layer):
            if summary(table) != wanted:
                faults.append(f"{root}: {layer}.{dataset}: {reader} gives {summary(table)[0]} rows, {wanted[0]} committed")


def check_empty(root, expected, faults):
    for (layer, dataset), _ in expected.items():
        columns = expected["bronze", dataset][1][1]
        for reader, table in answers(root, dataset, layer):
            if table.num_rows or table.column_names != columns:
                faults.append(f"{layer}.{dataset}: without a commit {reader} gives {table.num_rows} rows of {table.column_names}")


def refuses(root, ledger, damaged, call, faults):
    """A ledger with a changed line is an error."""
    ledger.write_bytes(damaged)
    lake = module(root)
    try:
        call(lake)
        faults.append("lake.py does not notice a changed line of the ledger")
    except lake.LakeError:
        pass


def main():
    quantmini, root, work = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3]).resolve()
    faults = []
    expected = {}
    for layer in LAYERS:
        for dataset in DATASETS:
            paths, wanted = committed(quantmini, root, dataset, layer)
            expected[layer, dataset] = [str(pathlib.Path(path).relative_to(root)) for path in paths], wanted
    check_full(root, expected, faults)

    # A place that reads like a pattern, a file that nobody committed, a line that was not written to its end.
    copy = work / "it's [a] lake*"
    for part in ("metadata", "bronze", "silver"):
        shutil.copytree(root / part, copy / part)
    for paths, _ in expected.values():
        stray = copy / paths[0]
        shutil.copy(stray, stray.with_name("part-0000000000000000.parquet"))
    ledger = copy / "metadata" / "ledger.jsonl"
    with open(ledger, "ab") as lines:
        lines.write(b'{"v":1,"unit":"0123')
    check_full(copy, expected, faults)

    ledger.write_bytes(b"")
    check_empty(copy, expected, faults)

    whole = (root / "metadata" / "ledger.jsonl").read_bytes()
    ledger.write_bytes(whole)
    module(copy).check()
    refuses(copy, ledger, whole.replace(b'"rows":', b'"rows":1', 1), lambda lake: lake.files("stocks_daily"), faults)
    refuses(copy, ledger, whole.replace(b'"size":', b'"size":1', 1), lambda lake: lake.check(), faults)
    for at in range(whole[:-1].rfind(b"\n") + 1, len(whole), 7):
        hurt = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:]
        refuses(copy, ledger, hurt, lambda lake: lake.files("stocks_daily"), faults)
    shutil.rmtree(copy)
    for fault in faults:
        print("FAULT", fault)
    if not faults:
        rows = sum(wanted[0] for _, wanted in expected.values())
        print(f"{len(expected)} views of {rows} rows: Polars, pyarrow and DuckDB give what the ledger has")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
