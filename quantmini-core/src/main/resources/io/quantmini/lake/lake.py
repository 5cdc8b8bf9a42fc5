"""The lake as its ledger has it, for Polars, pyarrow and DuckDB. Written by quantmini; nothing in here goes stale.

    import sys
    sys.path.insert(0, "/data/lake/metadata")
    import lake

    lake.polars("stocks_daily", "silver")     # a LazyFrame
    lake.pyarrow("stocks_minute")             # a Dataset
    lake.duckdb().sql("FROM bronze.options_daily LIMIT 5")

Each call reads the ledger anew and gives what was committed at that moment: all of a commit or none. Files that a later
commit replaced are gone; whoever meets that error calls again. A call checks that the ledger's lines are whole and that the
lists of files are what the ledger counts; check() compares them with their checksums too, which takes seconds for each
megabyte. The content of the files is not looked at. Needs Python 3.9 and the library asked for, nothing else.
"""

import json
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
LAYERS = ("bronze", "silver")

_STOCKS = {"symbol": "text", "date": "date"}
_OPTIONS = {
    "ticker": "text", "underlying": "text", "expiration_date": "date", "contract_type": "text", "strike_price": "number",
    "date": "date",
}
_BARS = {
    "timestamp": "time", "open": "number", "high": "number", "low": "number", "close": "number", "volume": "number",
    "transactions": "count",
}
_SEALED = re.compile(rb'(\{.*),"crc":"([0-9a-f]{8})"\}')
_MANIFEST = b"path\tbytes\trows\tcrc32c\tmin_time_micros\tmax_time_micros"


class LakeError(Exception):
    """The ledger, or a list of files that it names, is damaged."""


def datasets(layer="bronze"):
    """Names of the datasets that have something in the layer, in order."""
    return sorted({unit["dataset"] for unit in _units() if unit["layer"] == layer})


def files(dataset, layer="bronze"):
    """Absolute paths of the committed files, in order; session files and settled ones alike."""
    return [path for group in _groups(dataset, layer).values() for path in group]


def polars(dataset, layer="bronze"):
    """A LazyFrame over the committed files; where feature sets differ, a column that a file lacks is null in its rows."""
    import polars

    groups = _groups(dataset, layer)
    if not groups:
        types = {
            "text": polars.String, "date": polars.Date, "number": polars.Float64, "count": polars.Int32,
            "time": polars.Datetime("us", "UTC"),
        }
        return polars.LazyFrame(schema={name: types[kind] for name, kind in _columns(dataset).items()})
    frames = [polars.scan_parquet(group, glob=False, hive_partitioning=False) for group in groups.values()]
    return frames[0] if len(frames) == 1 else polars.concat(frames, how="diagonal")


def pyarrow(dataset, layer="bronze"):
    """A pyarrow.dataset.Dataset over the committed files; where feature sets differ, as in polars()."""
    import pyarrow
    import pyarrow.dataset
    import pyarrow.fs

    groups = _groups(dataset, layer)
    if not groups:
        types = {
            "text": pyarrow.string(), "date": pyarrow.date32(), "number": pyarrow.float64(), "count": pyarrow.int32(),
            "time": pyarrow.timestamp("us", "UTC"),
        }
        schema = pyarrow.schema([(name, types[kind]) for name, kind in _columns(dataset).items()])
        return pyarrow.dataset.dataset(schema.empty_table())

    def opened(paths, schema=None):
        local = pyarrow.fs.LocalFileSystem()
        return pyarrow.dataset.dataset(paths, schema=schema, format="parquet", filesystem=local, partitioning=None)

    schemas = [opened(group[:1]).schema for group in groups.values()]
    return opened([path for group in groups.values() for path in group], pyarrow.unify_schemas(schemas))


def duckdb(connection=None):
    """The connection, or a new one in memory, with views bronze.<dataset> and silver.<dataset> as of now."""
    import duckdb

    connection = connection or duckdb.connect()
    script = (ROOT / "metadata" / "lake.sql").read_text(encoding="utf-8")
    connection.execute("SET VARIABLE lake = '" + str(ROOT).replace("'", "''") + "'")

    def run():
        _units()
        connection.execute(script)

    _twice(run, (duckdb.IOException, FileNotFoundError))
    return connection


def check():
    """Compares the ledger and the lists of files that it names with their checksums; an error names what differs."""
    _twice(lambda: [_listed(unit["files"], check=True) for unit in _units(check=True)], FileNotFoundError)


def _columns(dataset):
    return {**(_OPTIONS if dataset.startswith("options") else _STOCKS), **_BARS}


def _groups(dataset, layer):
    """Lists of paths by the feature set that made them, if the ledger says: files of one set have the same columns."""
    if layer not in LAYERS:
        raise ValueError(f"[layer] expected bronze or silver, got {layer!r}")

    def read():
        groups = {}
        for unit in _units():
            if unit["dataset"] == dataset and unit["layer"] == layer:
                paths = [str(ROOT / path) for path in _listed(unit["files"])]
                made = unit["set"] or (unit["unit"] if layer == "silver" else "")
                groups.setdefault(made, []).extend(paths)
        return {key: sorted(paths) for key, paths in sorted(groups.items()) if paths}

    return _twice(read, FileNotFoundError)


def _twice(read, gone):
    """A list of files may be replaced between reading the ledger and reading it: then the ledger says more by now."""
    try:
        return read()
    except gone:
        return read()


def _units(check=False):
    """The live units: each by the last line that adds it, unless a later line removes it."""
    live = {}
    for line in _ledger(check):
        for removed in line["removed"]:
            live.pop(removed, None)
        if line["op"] in ("publish", "settle", "compact"):
            live.pop(line["unit"], None)
            live[line["unit"]] = line
    return [unit for unit in live.values() if unit["files"]]


def _ledger(check=False):
    """The whole lines. The last one may be in the making; any other that is not whole is an error."""
    path = ROOT / "metadata" / "ledger.jsonl"
    *texts, making = path.read_bytes().split(b"\n")
    before = b"00000000"
    for number, text in enumerate(texts, start=1):
        last = number == len(texts) and not making
        sealed = _SEALED.fullmatch(text)
        if not sealed or (check or last) and not _is_sealed(before, text):
            if last and _is_torn(before, text):
                return
            raise _damaged(path, number)
        line = json.loads(text)
        if line["v"] != 1:
            raise LakeError(f"[{path} line {number}] cannot read: expected version 1, got {line['v']}")
        before = sealed[2]
        yield line
    if _is_sealed(before, making[:-1]):
        raise _damaged(path, len(texts) + 1)


def _is_sealed(before, text):
    sealed = _SEALED.fullmatch(text)
    return sealed and sealed[2] == b"%08x" % _crc32c(before + sealed[1])


def _is_torn(before, text):
    """A crash leaves zeros where the last line was not written; a single one may also be a bit that was lost."""
    if b"\0" not in text or b',"crc":"' in text[:-18]:
        return False
    mended = (text.replace(b"\0", bytes([1 << bit])) for bit in range(8))
    return text.count(b"\0") > 1 or not any(_is_sealed(before, line) for line in mended)


def _damaged(path, number):
    return LakeError(f"[{path} line {number}] cannot read: the line is damaged; restore the file from a copy")


def _listed(totals, check=False):
    """The paths in a unit's list of files."""
    path = ROOT / totals["manifest"]
    content = path.read_bytes()
    lines = content.split(b"\n")
    rows = [line.split(b"\t") for line in lines[1:-1]]
    counted = (len(rows), sum(int(row[1]) for row in rows), sum(int(row[2]) for row in rows))
    whole = lines[0] == _MANIFEST and not lines[-1] and counted == (totals["count"], totals["bytes"], totals["rows"])
    if not whole or check and totals["crc32c"] != "%08x" % _crc32c(content):
        raise LakeError(f"[{path}] cannot read: it is not what the ledger says; run again to make its unit anew")
    return [row[0].decode("ascii") for row in rows]


def _crc32c_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


_TABLE = _crc32c_table()


def _crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = _TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF
