"""15 columns of Alpha158 in DuckDB's windows, on two threads: ma, std and max over 5, 10, 20, 30 and 60 rows.

The answer is read as a stream of Arrow batches.
"""

import duckdb
import measure

NAMES = [f"{kind}{d}" for kind in ("ma", "std", "max") for d in measure.WINDOWS]


def query(market):
    aggregates = {"ma": "avg(close)", "std": "stddev_samp(close)", "max": "max(high)"}
    columns = [f"{aggregates[kind]} OVER w{d} / close AS {kind}{d}" for kind in aggregates for d in measure.WINDOWS]
    windows = [f"w{d} AS (PARTITION BY symbol ORDER BY date ROWS {d - 1} PRECEDING)" for d in measure.WINDOWS]
    files = str(market / "parquet" / "*.parquet").replace("'", "''")
    return f"SELECT symbol, date, {', '.join(columns)} FROM read_parquet('{files}') WINDOW {', '.join(windows)}"


def connect():
    return duckdb.connect(config={"threads": measure.THREADS})


def compute(market):
    connection = connect()
    rows = sum(batch.num_rows for batch in connection.sql(query(market)).to_arrow_reader(100_000))
    connection.close()
    return rows, None


def sampled(market, result, symbols):
    wanted = ", ".join(f"'{symbol}'" for symbol in symbols)
    return connect().execute(f"SELECT * FROM ({query(market)}) WHERE symbol IN ({wanted})").fetchall()


if __name__ == "__main__":
    measure.run("duckdb", NAMES, compute, sampled)
