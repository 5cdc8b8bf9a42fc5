package io.quantmini.pipeline;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.BarSchema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code metadata/options/chains}, from bronze {@code options_daily}: contracts with a bar, their strikes and
 * volumes for each date, underlying and expiration. By month, then underlying and expiration, then date.
 * {@code put_call_ratio} is put over call volume, null where no call traded. Keeps the dates of one chain at a time.
 */
final class ChainsTable implements RowBatches.Rows, AutoCloseable {
    static final Schema SCHEMA = RowBatches.schema(
            RowBatches.date("date"),
            RowBatches.text("underlying"),
            RowBatches.date("expiration_date"),
            RowBatches.integer("calls", 32),
            RowBatches.integer("puts", 32),
            RowBatches.number("min_strike"),
            RowBatches.number("max_strike"),
            RowBatches.number("call_volume"),
            RowBatches.number("put_volume"),
            Field.nullable("put_call_ratio", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)));
    static final List<String> COLUMNS = List.of(
            BarSchema.TICKER,
            BarSchema.TIMESTAMP,
            BarSchema.UNDERLYING,
            BarSchema.EXPIRATION_DATE,
            BarSchema.STRIKE_PRICE,
            BarSchema.DATE,
            BarSchema.VOLUME);
    private static final int UNDERLYING = 2;
    private static final int EXPIRATION = 3;
    private static final int STRIKE = 4;
    private static final int DATE = 5;
    private static final int VOLUME = 6;
    /** Call or put and the strike: what a ticker ends in behind its underlying and expiration. */
    private static final int SUFFIX = 9;

    private final Iterator<Supplier<BatchStream>> months;
    private final List<Chain> open = new ArrayList<>();
    private final ArrayDeque<Day> done = new ArrayDeque<>();
    private @Nullable BatchStream month;
    private @Nullable SortedRows bars;
    private byte[] ticker = new byte[0];

    /** Streams of one month each, sorted by ticker, then time. */
    ChainsTable(Iterator<Supplier<BatchStream>> months) {
        this.months = months;
    }

    /** Contracts of one underlying and expiration: their tickers start alike, and no other ones do. */
    private static final class Chain {
        private final byte[] prefix;
        private final byte[] underlying;
        private final int expiration;
        private final Map<Integer, Day> days = new TreeMap<>();

        Chain(byte[] prefix, byte[] underlying, int expiration) {
            this.prefix = prefix;
            this.underlying = underlying;
            this.expiration = expiration;
        }

        boolean holds(byte[] key) {
            return key.length >= prefix.length && Arrays.equals(prefix, 0, prefix.length, key, 0, prefix.length);
        }
    }

    private static final class Day {
        private final Chain chain;
        private final int date;
        private int calls;
        private int puts;
        private double minStrike = Double.POSITIVE_INFINITY;
        private double maxStrike = Double.NEGATIVE_INFINITY;
        private double callVolume;
        private double putVolume;

        Day(Chain chain, int date) {
            this.chain = chain;
            this.date = date;
        }

        void add(boolean call, double strike, double volume) {
            if (call) {
                calls++;
                callVolume += volume;
            } else {
                puts++;
                putVolume += volume;
            }
            minStrike = Math.min(minStrike, strike);
            maxStrike = Math.max(maxStrike, strike);
        }

        void write(RowBatches.Row row) {
            row.day(date)
                    .text(chain.underlying)
                    .day(chain.expiration)
                    .integer(calls)
                    .integer(puts);
            row.number(minStrike).number(maxStrike).number(callVolume).number(putVolume);
            if (callVolume > 0) {
                row.number(putVolume / callVolume);
            } else {
                row.nothing();
            }
        }
    }

    @Override
    public boolean next(RowBatches.Row row) {
        while (done.isEmpty()) {
            SortedRows rows = bars;
            if (rows == null) {
                if (!months.hasNext()) {
                    return false;
                }
                BatchStream next = months.next().get();
                month = next;
                bars = new SortedRows(next);
            } else if (rows.next()) {
                add(rows);
            } else {
                finish(chain -> true);
                close();
            }
        }
        done.remove().write(row);
        return true;
    }

    @Override
    public void close() {
        BatchStream last = month;
        month = null;
        bars = null;
        if (last != null) {
            last.close();
        }
    }

    private void add(SortedRows rows) {
        if (rows.startsKey()) {
            ticker = rows.text(0);
            finish(chain -> !chain.holds(ticker));
        }
        Chain chain = chain(rows);
        int date = rows.day(DATE);
        chain.days
                .computeIfAbsent(date, day -> new Day(chain, day))
                .add(ticker[ticker.length - SUFFIX] == 'C', rows.number(STRIKE), rows.number(VOLUME));
    }

    private Chain chain(SortedRows rows) {
        int length = ticker.length - SUFFIX;
        for (Chain chain : open) {
            if (chain.prefix.length == length) {
                return chain;
            }
        }
        Chain chain = new Chain(Arrays.copyOf(ticker, length), rows.text(UNDERLYING), rows.day(EXPIRATION));
        open.add(chain);
        return chain;
    }

    private void finish(Predicate<Chain> ended) {
        for (Iterator<Chain> chains = open.iterator(); chains.hasNext(); ) {
            Chain chain = chains.next();
            if (ended.test(chain)) {
                done.addAll(chain.days.values());
                chains.remove();
            }
        }
    }
}
