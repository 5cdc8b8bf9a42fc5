package io.quantmini.storage.internal;

import io.quantmini.market.BarSchema;
import java.util.List;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** The numbers of a batch of bars, and the market's rules for them. */
record BarValues(
        Float8Vector open,
        Float8Vector high,
        Float8Vector low,
        Float8Vector close,
        Float8Vector volume,
        IntVector transactions) {
    static final List<String> COLUMNS = List.of(
            BarSchema.OPEN, BarSchema.HIGH, BarSchema.LOW, BarSchema.CLOSE, BarSchema.VOLUME, BarSchema.TRANSACTIONS);
    static final String RULE =
            "0 <= low <= min(open, close) <= max(open, close) <= high, 0 <= volume <= 2^53, 0 <= transactions";

    private static final double MAX_VOLUME = 1L << 53;

    static BarValues of(VectorSchemaRoot batch) {
        return new BarValues(
                (Float8Vector) batch.getVector(BarSchema.OPEN),
                (Float8Vector) batch.getVector(BarSchema.HIGH),
                (Float8Vector) batch.getVector(BarSchema.LOW),
                (Float8Vector) batch.getVector(BarSchema.CLOSE),
                (Float8Vector) batch.getVector(BarSchema.VOLUME),
                (IntVector) batch.getVector(BarSchema.TRANSACTIONS));
    }

    /** The column at fault in a row; null when there is none. */
    @Nullable
    String fault(int row) {
        double first = open.get(row);
        double most = high.get(row);
        double least = low.get(row);
        double last = close.get(row);
        double traded = volume.get(row);
        if (!isPrice(first)) {
            return BarSchema.OPEN;
        }
        if (!isPrice(last)) {
            return BarSchema.CLOSE;
        }
        if (!isPrice(least) || least > Math.min(first, last)) {
            return BarSchema.LOW;
        }
        if (!isPrice(most) || most < Math.max(first, last)) {
            return BarSchema.HIGH;
        }
        // Written so that no number is at fault, too.
        if (!(traded >= 0 && traded <= MAX_VOLUME)) {
            return BarSchema.VOLUME;
        }
        return transactions.get(row) < 0 ? BarSchema.TRANSACTIONS : null;
    }

    String describe(int row) {
        return "open " + open.get(row) + ", high " + high.get(row) + ", low " + low.get(row) + ", close "
                + close.get(row) + ", volume " + volume.get(row) + ", transactions " + transactions.get(row);
    }

    private static boolean isPrice(double price) {
        return price >= 0 && price <= Double.MAX_VALUE;
    }
}
