"""One peer writing Parquet, in one process.

lake_peer.py NAME TASK REPEAT OUT FILE...    a JSON line with the seconds of each repetition; OUT is made anew each time

Tasks: `sessions`, a file for each flat file; `symbols`, a directory a symbol; ZSTD level 1, two threads.
"""

import json
import os
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor

THREADS = 2
os.environ["POLARS_MAX_THREADS"] = str(THREADS)

COLUMNS = ["ticker", "volume", "open", "close", "high", "low", "window_start", "transactions"]
DUCKDB_TYPES = ["VARCHAR"] + ["DOUBLE"] * 5 + ["BIGINT", "INTEGER"]


def target(out, file):
    return os.path.join(out, os.path.basename(file).split(".")[0] + ".parquet")


class Polars:
    def __init__(self):
        import polars

        self.polars = polars
        types = [polars.String] + [polars.Float64] * 5 + [polars.Int64, polars.Int32]
        self.schema = dict(zip(COLUMNS, types))

    def session(self, out, file):
        frame = self.polars.read_csv(file, schema=self.schema)
        frame.write_parquet(target(out, file), compression="zstd", compression_level=1)

    def sessions(self, out, files):
        for file in files:
            self.session(out, file)

    def symbols(self, out, files):
        where = self.polars.PartitionBy(out, key="ticker", include_key=True)
        rows = self.polars.scan_csv(files, schema=self.schema)
        rows.sink_parquet(where, compression="zstd", compression_level=1, mkdir=True)


class PolarsByFile(Polars):
    """Two files at a time."""

    def sessions(self, out, files):
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(lambda file: self.session(out, file), files))


class PyArrow:
    def __init__(self):
        import pyarrow
        import pyarrow.csv
        import pyarrow.dataset
        import pyarrow.parquet

        pyarrow.set_cpu_count(THREADS)
        self.arrow = pyarrow
        types = [pyarrow.string()] + [pyarrow.float64()] * 5 + [pyarrow.int64(), pyarrow.int32()]
        self.convert = pyarrow.csv.ConvertOptions(column_types=dict(zip(COLUMNS, types)))

    def read(self, file):
        return self.arrow.csv.read_csv(file, convert_options=self.convert)

    def sessions(self, out, files):
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(lambda file: self.session(out, file), files))

    def session(self, out, file):
        self.arrow.parquet.write_table(self.read(file), target(out, file), compression="zstd", compression_level=1)

    def symbols(self, out, files):
        dataset = self.arrow.dataset
        rows = self.arrow.concat_tables(self.read(file) for file in files)
        by_symbol = dataset.partitioning(self.arrow.schema([("ticker", self.arrow.string())]), flavor="hive")
        options = dataset.ParquetFileFormat().make_write_options(compression="zstd", compression_level=1)
        dataset.write_dataset(
            rows, out, format="parquet", partitioning=by_symbol, file_options=options, max_partitions=100_000, max_open_files=1_000
        )


class DuckDb:
    def __init__(self):
        import duckdb

        self.duckdb = duckdb
        self.types = json.dumps(dict(zip(COLUMNS, DUCKDB_TYPES))).replace('"', "'")

    def copy(self, files, where):
        connection = self.duckdb.connect(config={"threads": THREADS})
        rows = f"SELECT * FROM read_csv({json.dumps(files).replace(chr(34), chr(39))}, columns={self.types}, header=true)"
        connection.execute(f"COPY ({rows}) TO {where}")
        connection.close()

    def sessions(self, out, files):
        for file in files:
            self.copy([file], f"'{target(out, file)}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)")

    def symbols(self, out, files):
        options = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, PARTITION_BY (ticker), WRITE_PARTITION_COLUMNS true"
        self.copy(files, f"'{out}' ({options})")


PEERS = {"polars": Polars, "polars-by-file": PolarsByFile, "pyarrow": PyArrow, "duckdb": DuckDb}


def main():
    name, task, repeat, out, *files = sys.argv[1:]
    for _ in range(int(repeat)):
        shutil.rmtree(out, ignore_errors=True)
        os.makedirs(out)
        start = time.perf_counter()
        getattr(PEERS[name](), task)(out, files)
        print(json.dumps({"seconds": time.perf_counter() - start}), flush=True)


main()
