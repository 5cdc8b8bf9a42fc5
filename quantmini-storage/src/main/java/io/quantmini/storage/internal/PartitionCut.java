package io.quantmini.storage.internal;

import io.quantmini.lake.PartitionKey;
import io.quantmini.market.PartitionLayout;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.util.ByteFunctionHelpers;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** Cuts batches into ranges of rows of one file: of one partition and unit. Rows of one key have one value. */
final class PartitionCut {
    private final Unit unit;
    private final boolean settled;
    private final boolean byValue;
    /** First days of the units after the first. */
    private final int[] cuts;

    private byte[] value = new byte[0];
    private @Nullable Part part;
    private int firstDay;
    private int lastDay;

    private PartitionCut(Unit unit, boolean settled, List<LocalDate> cuts) {
        this.unit = unit;
        this.settled = settled;
        this.cuts = cuts.stream().mapToInt(date -> (int) date.toEpochDay()).toArray();
        this.byValue = settled && unit.dataset().layout() != PartitionLayout.MONTH;
    }

    /** A file a session; without cuts all rows are of one, and a second one is an error. */
    static PartitionCut sessions(Unit unit, List<LocalDate> cuts) {
        return new PartitionCut(unit, false, cuts);
    }

    static PartitionCut settled(Unit unit, List<LocalDate> cuts) {
        return new PartitionCut(unit, true, cuts);
    }

    /** Where a row goes. */
    Part of(BarColumns columns, int row) {
        Part last = part;
        if (last != null && isSame(columns, row)) {
            return last;
        }
        int day = columns.date().get(row);
        LocalDate date = LocalDate.ofEpochDay(day);
        if (last != null && !settled && cuts.length == 0) {
            throw unit.severalSessions(last.partition().dates().from(), date);
        }
        value = byValue ? columns.partition().get(row) : value;
        PartitionKey key = settled ? unit.settled(new String(value, StandardCharsets.UTF_8), date) : unit.session(date);
        int found = Arrays.binarySearch(cuts, day);
        int number = found < 0 ? -found - 1 : found + 1;
        firstDay = Math.max((int) key.dates().from().toEpochDay(), number == 0 ? Integer.MIN_VALUE : cuts[number - 1]);
        lastDay = Math.min(
                (int) key.dates().to().toEpochDay(), number == cuts.length ? Integer.MAX_VALUE : cuts[number] - 1);
        Part next = new Part(key, number);
        part = next;
        return next;
    }

    /** First row after {@code from}, a row of the part last given, that is not of it, or the number of rows. */
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
