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
    private @Nullable BarColumns columns;

    UnitRows(BatchStream stream, Unit unit) {
        this.stream = stream;
        this.unit = unit;
        this.order = new RowOrder(unit);
    }

    boolean advance() {
        if (!stream.advance()) {
            return false;
        }
        BarColumns next = BarColumns.of(batch(), unit);
        order.check(next, rows());
        columns = next;
        return true;
    }

    VectorSchemaRoot batch() {
        return stream.batch();
    }

    BarColumns columns() {
        return Objects.requireNonNull(columns);
    }

    int rows() {
        return batch().getRowCount();
    }
}
