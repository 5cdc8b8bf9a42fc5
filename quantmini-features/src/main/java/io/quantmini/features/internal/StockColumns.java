package io.quantmini.features.internal;

import io.quantmini.market.BarSchema;

/** Copies bars of stocks into a series, adjusted. */
final class StockColumns {
    static final int OPEN = 0;
    static final int HIGH = 1;
    static final int LOW = 2;
    static final int CLOSE = 3;
    static final int VOLUME = 4;
    static final int TRANSACTIONS = 5;
    static final int FACTOR = 6;
    static final int COUNT = 7;

    private final int open;
    private final int high;
    private final int low;
    private final int close;
    private final int volume;
    private final int transactions;

    /** Of blocks that are laid out as this one. */
    StockColumns(RowBlock block) {
        this.open = block.place(BarSchema.OPEN);
        this.high = block.place(BarSchema.HIGH);
        this.low = block.place(BarSchema.LOW);
        this.close = block.place(BarSchema.CLOSE);
        this.volume = block.place(BarSchema.VOLUME);
        this.transactions = block.place(BarSchema.TRANSACTIONS);
    }

    /** Adds a bar to a series that has room for it. */
    void add(RowBlock block, int from, double factor, Series series) {
        int row = series.add();
        series.column(OPEN)[row] = block.doubles(open)[from] * factor;
        series.column(HIGH)[row] = block.doubles(high)[from] * factor;
        series.column(LOW)[row] = block.doubles(low)[from] * factor;
        series.column(CLOSE)[row] = block.doubles(close)[from] * factor;
        series.column(VOLUME)[row] = block.doubles(volume)[from] / factor;
        series.column(TRANSACTIONS)[row] = block.ints(transactions)[from];
        series.column(FACTOR)[row] = factor;
    }
}
