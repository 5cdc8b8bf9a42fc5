package io.quantmini.storage.internal;

import io.quantmini.lake.PartitionKey;
import io.quantmini.market.PartitionLayout;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.apache.arrow.memory.util.ByteFunctionHelpers;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** Cuts batches into ranges of rows of one partition. Rows of one key have one value. */
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

    /** First row after {@code from}, a row of the partition last given, that is not of it, or the number of rows. */
    int endOfRange(BarColumns columns, KeyRuns keys, int from) {
        int row = from;
        do {
            int end = keys.endOfRun(row);
            row = endOfDays(keys.days(), row, end);
            if (row < end) {
                return row;
            }
        } while (row < keys.rows() && (!byValue || isValue(columns.partition(), row)));
        return row;
    }

    private int endOfDays(int[] days, int from, int to) {
        int row = from;
        while (row < to && isWithin(days[row])) {
            row++;
        }
        return row;
    }

    private boolean isSame(BarColumns columns, int row) {
        return isWithin(columns.date().get(row)) && (!byValue || isValue(columns.partition(), row));
    }

    private boolean isWithin(int day) {
        return day >= firstDay && day <= lastDay;
    }

    private boolean isValue(VarCharVector vector, int row) {
        int start = vector.getStartOffset(row);
        int end = vector.getEndOffset(row);
        return end - start == value.length
                && ByteFunctionHelpers.compare(vector.getDataBuffer(), start, end, value, 0, value.length) == 0;
    }
}
