package io.quantmini.storage.internal;

import io.quantmini.lake.PartitionKey;
import io.quantmini.market.PartitionLayout;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.apache.arrow.memory.util.ByteFunctionHelpers;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** Cuts batches into ranges of rows of one partition. */
final class PartitionCut {
    private final Unit unit;
    private final boolean settled;
    private final boolean byValue;
    private byte[] value = new byte[0];
    private @Nullable PartitionKey key;
    private int firstDay;
    private int lastDay;

    private PartitionCut(Unit unit, boolean settled) {
        this.unit = unit;
        this.settled = settled;
        this.byValue = settled && unit.dataset().layout() != PartitionLayout.MONTH;
    }

    /** All rows are of one session; a second one is an error. */
    static PartitionCut oneSession(Unit unit) {
        return new PartitionCut(unit, false);
    }

    static PartitionCut settled(Unit unit) {
        return new PartitionCut(unit, true);
    }

    /** The partition of a row. */
    PartitionKey of(BarColumns columns, int row) {
        PartitionKey last = key;
        if (last != null && isSame(columns, row)) {
            return last;
        }
        LocalDate date = LocalDate.ofEpochDay(columns.date().get(row));
        if (last != null && !settled) {
            throw unit.severalSessions(last.dates().from(), date);
        }
        value = byValue ? columns.partition().get(row) : value;
        PartitionKey next =
                settled ? unit.settled(new String(value, StandardCharsets.UTF_8), date) : unit.session(date);
        firstDay = (int) next.dates().from().toEpochDay();
        lastDay = (int) next.dates().to().toEpochDay();
        key = next;
        return next;
    }

    /** First row after {@code from} that is not of the partition last given, or {@code rows}. */
    int endOfRange(BarColumns columns, int from, int rows) {
        int row = from + 1;
        while (row < rows && isSame(columns, row)) {
            row++;
        }
        return row;
    }

    private boolean isSame(BarColumns columns, int row) {
        int day = columns.date().get(row);
        return day >= firstDay && day <= lastDay && (!byValue || isValue(columns.partition(), row));
    }

    private boolean isValue(VarCharVector vector, int row) {
        int start = vector.getStartOffset(row);
        int end = vector.getEndOffset(row);
        return end - start == value.length
                && ByteFunctionHelpers.compare(vector.getDataBuffer(), start, end, value, 0, value.length) == 0;
    }
}
