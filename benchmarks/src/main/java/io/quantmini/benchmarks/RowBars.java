package io.quantmini.benchmarks;

import io.quantmini.market.BarSchema;
import java.util.List;

/** Columns filled record by record, of text as a CSV library gives it; numbers by {@link Double#parseDouble}. */
final class RowBars implements Bars {
    private static final int CAPACITY = 32 << 10;
    private static final int NANOS_PER_MICRO = 1_000;

    private final String[] tickers = new String[CAPACITY];
    private final double[] volume = new double[CAPACITY];
    private final double[] open = new double[CAPACITY];
    private final double[] close = new double[CAPACITY];
    private final double[] high = new double[CAPACITY];
    private final double[] low = new double[CAPACITY];
    private final long[] start = new long[CAPACITY];
    private final int[] transactions = new int[CAPACITY];
    private final BarSink sink;
    private final int[] columns;
    private int rows;
    private long total;

    /** Full columns go to {@code sink}. */
    RowBars(BarSink sink, List<String> header) {
        this.sink = sink;
        this.columns = List.of(
                        BarSchema.TICKER,
                        BarSchema.VOLUME,
                        BarSchema.OPEN,
                        BarSchema.CLOSE,
                        BarSchema.HIGH,
                        BarSchema.LOW,
                        BarSchema.WINDOW_START,
                        BarSchema.TRANSACTIONS)
                .stream()
                .mapToInt(header::indexOf)
                .toArray();
    }

    /** The text of a field of the current record. */
    @FunctionalInterface
    interface Fields {
        String get(int column);
    }

    void add(Fields fields) {
        if (rows == CAPACITY) {
            flush();
        }
        tickers[rows] = fields.get(columns[0]);
        volume[rows] = Double.parseDouble(fields.get(columns[1]));
        open[rows] = Double.parseDouble(fields.get(columns[2]));
        close[rows] = Double.parseDouble(fields.get(columns[3]));
        high[rows] = Double.parseDouble(fields.get(columns[4]));
        low[rows] = Double.parseDouble(fields.get(columns[5]));
        start[rows] = Long.parseLong(fields.get(columns[6]));
        transactions[rows] = Integer.parseInt(fields.get(columns[7]));
        rows++;
    }

    /** Gives away what is left; the number of all rows. */
    long end() {
        flush();
        return total;
    }

    private void flush() {
        sink.accept(this);
        total += rows;
        rows = 0;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int tickerHash(int row) {
        return tickers[row].hashCode();
    }

    @Override
    public long startMicros(int row) {
        return start[row] / NANOS_PER_MICRO;
    }

    @Override
    public double open(int row) {
        return open[row];
    }

    @Override
    public double high(int row) {
        return high[row];
    }

    @Override
    public double low(int row) {
        return low[row];
    }

    @Override
    public double close(int row) {
        return close[row];
    }

    @Override
    public double volume(int row) {
        return volume[row];
    }

    @Override
    public int transactions(int row) {
        return transactions[row];
    }
}
