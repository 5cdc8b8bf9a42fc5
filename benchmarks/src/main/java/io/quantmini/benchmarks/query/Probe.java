package io.quantmini.benchmarks.query;

import io.quantmini.Quantmini;
import io.quantmini.QuantminiException;
import io.quantmini.batch.Bar;
import io.quantmini.batch.BarCursor;
import io.quantmini.batch.BatchStream;
import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import io.quantmini.stage.BarInterval;

/** What the threads ask, in turn; each has one right outcome. */
enum Probe {
    /** The days of one ticker. */
    SERIES {
        @Override
        long ask(Quantmini lake) {
            return rows(lake.sql("SELECT * FROM silver.stocks_daily WHERE symbol = ? ORDER BY date", "NA"));
        }
    },

    /** All minutes by symbol. */
    GROUPS {
        @Override
        long ask(Quantmini lake) {
            return rows(lake.sql("SELECT symbol, date, max(high), sum(volume ORDER BY timestamp)"
                    + " FROM bronze.stocks_minute GROUP BY ALL ORDER BY ALL"));
        }
    },

    /** Both layers. */
    JOIN {
        @Override
        long ask(Quantmini lake) {
            return rows(lake.sql("SELECT m.symbol, count(*) FROM bronze.stocks_minute m JOIN silver.stocks_daily d"
                    + " ON m.symbol = d.symbol AND m.date = d.date WHERE m.close > d.close GROUP BY 1"));
        }
    },

    /** Every minute, as a stream. */
    STREAM {
        @Override
        long ask(Quantmini lake) {
            return rows(lake.sql("SELECT * FROM bronze.stocks_minute"));
        }
    },

    /** A stream of which only the beginning is read. */
    BEGINNING {
        @Override
        long ask(Quantmini lake) {
            try (BatchStream rows = lake.sql("SELECT * FROM bronze.stocks_minute, range(1000)")) {
                return rows.advance() ? 1 : 0;
            }
        }
    },

    /** Bars of five minutes. */
    BARS {
        @Override
        long ask(Quantmini lake) {
            long count = 0;
            try (BarCursor bars =
                    lake.bars("NA").every(BarInterval.FIVE_MINUTES).cursor()) {
                Bar bar = bars.bar();
                while (bars.next()) {
                    count += bar.transactions() > 0 ? 1 : 0;
                }
            }
            return count;
        }
    },

    /** Sorted rows that do not fit the memory: spilled. */
    SPILL {
        @Override
        long ask(Quantmini lake) {
            try (BatchStream rows = lake.sql("SELECT hash(range) AS h, range FROM range(1000000) ORDER BY 1")) {
                return rows.advance() ? 1 : 0;
            }
        }
    },

    /** Nothing that may be asked. */
    REFUSED {
        @Override
        long ask(Quantmini lake) {
            return reason(lake, "SELECT * FROM read_text('/etc/passwd')", Reason.REFUSED);
        }
    },

    /** Nothing that can be asked. */
    INVALID {
        @Override
        long ask(Quantmini lake) {
            return reason(lake, "SELECT colse FROM bronze.stocks_daily", Reason.INVALID);
        }
    };

    /** The outcome as a number that is the same each time. */
    abstract long ask(Quantmini lake);

    private static long rows(BatchStream rows) {
        long count = 0;
        try (rows) {
            while (rows.advance()) {
                count += rows.batch().getRowCount();
            }
        }
        return count;
    }

    private static long reason(Quantmini lake, String sql, Reason reason) {
        try {
            return rows(lake.sql(sql));
        } catch (QuantminiException e) {
            return e instanceof QueryException query && query.reason() == reason ? -1 : -2;
        }
    }
}
