package io.quantmini.storage.internal;

import io.quantmini.batch.BatchStream;
import java.util.Objects;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** The rows of one unit, batch by batch, seen to be sorted. Does not own the stream. */
final class UnitRows {
    private final BatchStream stream;
    private final Unit unit;
    private final RowOrder order;
    private final KeyRuns keys = new KeyRuns();
    private @Nullable BarColumns columns;

    UnitRows(BatchStream stream, Unit unit) {
        this.stream = stream;
        this.unit = unit;
        this.order = new RowOrder(unit);
    }

    boolean advance() {
        do {
            if (!stream.advance()) {
                return false;
            }
        } while (rows() == 0);
        BarColumns next = BarColumns.of(batch(), unit);
        keys.load(next, rows());
        order.check(keys);
        columns = next;
        return true;
    }

    VectorSchemaRoot batch() {
        return stream.batch();
    }

    BarColumns columns() {
        return Objects.requireNonNull(columns);
    }

    /** Of the current batch. */
    KeyRuns keys() {
        return keys;
    }

    int rows() {
        return batch().getRowCount();
    }
}
