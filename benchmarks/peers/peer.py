"""One contender in one process.

peer.py NAME time REPEAT FILE...    a JSON line with seconds and rows for each repetition
peer.py NAME digest FILE...         a JSON line for each file: its rows, and a SHA-256 of each column

Every contender gets the types of the columns, keeps the order of the rows (ClickHouse aside), uses two threads, and reads all
columns of all rows; what it read is dropped before the next repetition.
"""

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

THREADS = 2
os.environ["POLARS_MAX_THREADS"] = str(THREADS)

COLUMNS = ["ticker", "volume", "open", "close", "high", "low", "window_start", "transactions"]
DUCKDB_TYPES = ["VARCHAR"] + ["DOUBLE"] * 5 + ["BIGINT", "INTEGER"]
CLICKHOUSE_TYPES = ["String"] + ["Float64"] * 5 + ["Int64", "Int32"]


def by_file(read, files):
    """Two files at a time, one a thread; the sum of what `read` returns."""
    with ThreadPoolExecutor(THREADS) as threads:
        return sum(threads.map(read, files))


class Polars:
    """read_csv, one file after the other."""

    def __init__(self):
        import polars

        self.polars = polars
        types = [polars.String] + [polars.Float64] * 5 + [polars.Int64, polars.Int32]
        self.schema = dict(zip(COLUMNS, types))

    def frame(self, file):
        return self.polars.read_csv(file, schema=self.schema)

    def rows(self, files):
        return sum(self.frame(file).height for file in files)

    def table(self, file):
        return self.frame(file).to_arrow()


class PolarsByFile(Polars):
    """read_csv, two files at a time."""

    def rows(self, files):
        return by_file(lambda file: self.frame(file).height, files)


class PolarsIsal(PolarsByFile):
    """The file decompressed by isal, its text given to read_csv, two files at a time."""

    def frame(self, file):
        from isal import igzip

        with open(file, "rb") as compressed:
            return self.polars.read_csv(igzip.decompress(compressed.read()), schema=self.schema)


class PyArrow:
    """pyarrow.csv.read_csv, one file after the other."""

    def __init__(self):
        import pyarrow
        import pyarrow.csv

        pyarrow.set_cpu_count(THREADS)
        self.csv = pyarrow.csv
        types = [pyarrow.string()] + [pyarrow.float64()] * 5 + [pyarrow.int64(), pyarrow.int32()]
        self.options = pyarrow.csv.ConvertOptions(column_types=dict(zip(COLUMNS, types)))

    def table(self, file):
        return self.csv.read_csv(file, convert_options=self.options)

    def rows(self, files):
        return sum(self.table(file).num_rows for file in files)


class PyArrowByFile(PyArrow):
    """pyarrow.csv.read_csv, two files at a time."""

    def rows(self, files):
        return by_file(lambda file: self.table(file).num_rows, files)


class DuckDb:
    """read_csv over all files, to an Arrow table. It checks no CRC of the gzip."""

    def __init__(self):
        import duckdb

        self.connection = duckdb.connect(config={"threads": THREADS})

    def tables(self, files):
        columns = dict(zip(COLUMNS, DUCKDB_TYPES))
        query = (
            f"SELECT * FROM read_csv({files}, header=true, auto_detect=false, delim=',', quote='\"',"
            f" escape='\"', columns={columns})"
        )
        return self.connection.sql(query).to_arrow_table()

    def rows(self, files):
        return self.tables(files).num_rows

    def table(self, file):
        return self.tables([file])


class ClickHouse:
    """file() over all files of one directory: timed into its Null format, which drops the columns as it makes them."""

    def __init__(self):
        from chdb import session

        self.session = session.Session()
        self.types = ", ".join(f"{name} {kind}" for name, kind in zip(COLUMNS, CLICKHOUSE_TYPES))

    def query(self, files, output):
        directory = os.path.dirname(files[0])
        names = "{" + ",".join(os.path.basename(file) for file in files) + "}" if len(files) > 1 else files[0]
        path = os.path.join(directory, names)
        query = f"SELECT * FROM file('{path}', CSVWithNames, '{self.types}') SETTINGS max_threads={THREADS}"
        return self.session.query(query, output)

    def rows(self, files):
        return self.query(files, "Null").storage_rows_read()

    def table(self, file):
        import pyarrow

        table = pyarrow.ipc.open_stream(self.query([file], "ArrowStream").bytes()).read_all()
        return table.sort_by([("ticker", "ascending"), ("window_start", "ascending")])


PEERS = {
    "polars": Polars,
    "polars-by-file": PolarsByFile,
    "polars-isal": PolarsIsal,
    "pyarrow": PyArrow,
    "pyarrow-by-file": PyArrowByFile,
    "duckdb": DuckDb,
    "clickhouse": ClickHouse,
}


def digests(table):
    """As ColumnDigests of the benchmarks: tickers each with a line feed, numbers as bytes, starts in microseconds."""
    import hashlib

    import numpy

    def digest(name):
        if name == "ticker":
            texts = table.column(name).cast("string").to_pylist()
            return ("\n".join(texts) + "\n").encode()
        values = table.column(name).to_numpy()
        kind = {"window_start": "<i8", "transactions": "<i4"}.get(name, "<f8")
        if name == "window_start":
            values = values // 1000
        return numpy.ascontiguousarray(values, dtype=kind).tobytes()

    columns = {name: hashlib.sha256(digest(name)).hexdigest() for name in COLUMNS}
    return {"rows": table.num_rows, **columns}


def main():
    name, mode, *rest = sys.argv[1:]
    peer = PEERS[name]()
    if mode == "digest":
        for file in rest:
            print(json.dumps(digests(peer.table(file))))
        return
    repeat, *files = rest
    for _ in range(int(repeat)):
        start = time.perf_counter()
        rows = peer.rows(files)
        print(json.dumps({"seconds": time.perf_counter() - start, "rows": rows}))


main()
