package io.quantmini.benchmarks;

import io.quantmini.market.BarSchema;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Bars of an Arrow batch: bronze, or with the columns of the file. */
final class ArrowBars implements Bars {
    private static final int NANOS_PER_MICRO = 1_000;

    private final int rows;
    private final VarCharVector ticker;
    private final BaseFixedWidthVector start;
    private final int unitsPerMicro;
    private final Float8Vector open;
    private final Float8Vector high;
    private final Float8Vector low;
    private final Float8Vector close;
    private final Float8Vector volume;
    private final IntVector transactions;

    private ArrowBars(VectorSchemaRoot batch, String tickerName, String startName, int unitsPerMicro) {
        this.rows = batch.getRowCount();
        this.ticker = (VarCharVector) batch.getVector(tickerName);
        this.start = (BaseFixedWidthVector) batch.getVector(startName);
        this.unitsPerMicro = unitsPerMicro;
        this.open = (Float8Vector) batch.getVector(BarSchema.OPEN);
        this.high = (Float8Vector) batch.getVector(BarSchema.HIGH);
        this.low = (Float8Vector) batch.getVector(BarSchema.LOW);
        this.close = (Float8Vector) batch.getVector(BarSchema.CLOSE);
        this.volume = (Float8Vector) batch.getVector(BarSchema.VOLUME);
        this.transactions = (IntVector) batch.getVector(BarSchema.TRANSACTIONS);
    }

    /** A batch of admitted stock bars. */
    static ArrowBars bronze(VectorSchemaRoot batch) {
        return new ArrowBars(batch, BarSchema.SYMBOL, BarSchema.TIMESTAMP, 1);
    }

    /** A batch with the columns of the file. */
    static ArrowBars candidates(VectorSchemaRoot batch) {
        return new ArrowBars(batch, BarSchema.TICKER, BarSchema.WINDOW_START, NANOS_PER_MICRO);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int tickerHash(int row) {
        int hash = 0;
        for (int i = ticker.getStartOffset(row); i < ticker.getEndOffset(row); i++) {
            hash = 31 * hash + ticker.getDataBuffer().getByte(i);
        }
        return hash;
    }

    @Override
    public long startMicros(int row) {
        return start.getDataBuffer().getLong((long) row * Long.BYTES) / unitsPerMicro;
    }

    @Override
    public double open(int row) {
        return open.get(row);
    }

    @Override
    public double high(int row) {
        return high.get(row);
    }

    @Override
    public double low(int row) {
        return low.get(row);
    }

    @Override
    public double close(int row) {
        return close.get(row);
    }

    @Override
    public double volume(int row) {
        return volume.get(row);
    }

    @Override
    public int transactions(int row) {
        return transactions.get(row);
    }
}
