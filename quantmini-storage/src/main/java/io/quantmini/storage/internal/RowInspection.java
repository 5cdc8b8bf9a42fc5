package io.quantmini.storage.internal;

import io.quantmini.integrity.Check;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.PartitionKey;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.stage.InspectionRequest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.arrow.memory.util.ByteFunctionHelpers;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Holds each row of a file against the one before it, its partition, its session and the rules of the market. */
final class RowInspection {
    private static final long MICROS_PER_MINUTE = 60_000_000;

    private final LakeFile file;
    private final Unit unit;
    private final boolean minutes;
    private final byte[] value;
    private final SessionDays days;
    private final long[] groupRows;
    private final FileFindings findings;
    private final KeyOrder order = new KeyOrder();

    private long row;
    private int group;
    private long groupEnd;
    private long lastTime = Long.MIN_VALUE;
    private long minTime = Long.MAX_VALUE;
    private long maxTime = Long.MIN_VALUE;

    RowInspection(InspectionRequest request, long[] groupRows, FileFindings findings) {
        PartitionKey partition = PartitionKey.parse(request.file().path());
        this.file = request.file();
        this.unit = new Unit(request.dataset(), partition.layer());
        this.minutes = request.dataset().isMinute();
        this.value = partition.value().getBytes(StandardCharsets.UTF_8);
        this.days = new SessionDays(partition.dates(), request.sessions());
        this.groupRows = groupRows;
        this.findings = findings;
        this.groupEnd = groupRows.length == 0 ? 0 : groupRows[0];
    }

    /** The columns that are looked at. */
    static List<String> columns(Dataset dataset) {
        Set<String> names = new LinkedHashSet<>(List.of(
                BarSchema.keyColumn(dataset), BarSchema.partitionColumn(dataset), BarSchema.DATE, BarSchema.TIMESTAMP));
        names.addAll(BarValues.COLUMNS);
        return new ArrayList<>(names);
    }

    /** Looks at the next rows. */
    void check(VectorSchemaRoot batch) {
        BarColumns columns = BarColumns.of(batch, unit);
        BarValues values = BarValues.of(batch);
        int rows = batch.getRowCount();
        for (int i = 0; i < rows; i++) {
            while (row >= groupEnd && group < groupRows.length - 1) {
                findings.endGroup();
                group++;
                groupEnd += groupRows[group];
            }
            checkOrder(columns, values, i);
            checkPlace(columns, values, i);
            int at = i;
            String column = values.fault(i);
            if (column != null) {
                fault(Check.VALUES, column, BarValues.RULE, () -> describe(columns, values, at));
            }
            row++;
        }
        if (rows > 0) {
            order.endBatch(columns.key(), rows);
        }
    }

    /** Ends the file. */
    void end() {
        findings.endGroup();
        if (row != file.rows()) {
            findings.add(Check.ROW_COUNT, file.rows() + " rows, as its manifest has it", row + " rows");
        }
        if (row > 0 && (minTime != file.minTimeMicros() || maxTime != file.maxTimeMicros())) {
            findings.add(
                    Check.TIME,
                    BarSchema.TIMESTAMP,
                    null,
                    RowText.times(file.minTimeMicros(), file.maxTimeMicros()) + ", as its manifest has it",
                    RowText.times(minTime, maxTime));
        }
    }

    /** How many rows each session has. */
    Map<LocalDate, Long> sessionRows() {
        return days.rows();
    }

    private void checkOrder(BarColumns columns, BarValues values, int i) {
        VarCharVector keys = columns.key();
        long time = columns.time().get(i);
        int compared = order.compareWithPrevious(keys, i);
        if (compared > 0) {
            fault(
                    Check.ORDER,
                    keys.getName(),
                    "rows by " + keys.getName() + ", then time",
                    () -> describe(columns, values, i) + " after " + order.previous(keys, i));
        } else if (compared == 0 && lastTime > time) {
            fault(
                    Check.ORDER,
                    BarSchema.TIMESTAMP,
                    "rows by " + keys.getName() + ", then time",
                    () -> describe(columns, values, i) + " after " + RowText.time(lastTime));
        } else if (compared == 0 && lastTime == time && row > 0) {
            fault(
                    Check.DUPLICATE,
                    BarSchema.TIMESTAMP,
                    "one row of a " + keys.getName() + " and time",
                    () -> "one more: " + describe(columns, values, i));
        }
        lastTime = time;
        minTime = Math.min(minTime, time);
        maxTime = Math.max(maxTime, time);
    }

    private void checkPlace(BarColumns columns, BarValues values, int i) {
        int day = columns.date().get(i);
        long time = columns.time().get(i);
        if (!days.count(day)) {
            fault(
                    Check.SESSION,
                    BarSchema.DATE,
                    "a session of its unit and partition",
                    () -> LocalDate.ofEpochDay(day) + " of " + describe(columns, values, i));
        } else if (!days.holds(day, time) || (minutes && time % MICROS_PER_MINUTE != 0)) {
            fault(
                    Check.TIME,
                    BarSchema.TIMESTAMP,
                    "a bar of " + LocalDate.ofEpochDay(day) + (minutes ? " on a whole minute" : ""),
                    () -> describe(columns, values, i));
        }
        VarCharVector partition = columns.partition();
        if (value.length > 0
                && ByteFunctionHelpers.compare(
                                partition.getDataBuffer(),
                                partition.getStartOffset(i),
                                partition.getEndOffset(i),
                                value,
                                0,
                                value.length)
                        != 0) {
            fault(
                    Check.PARTITION,
                    partition.getName(),
                    new String(value, StandardCharsets.UTF_8),
                    () -> describe(columns, values, i));
        }
    }

    private void fault(Check check, String column, String expected, Supplier<String> found) {
        if (!findings.counted(check, column)) {
            findings.tell(check, column, group, expected, "row " + row + ": " + found.get());
        }
    }

    private static String describe(BarColumns columns, BarValues values, int i) {
        return new String(columns.key().get(i), StandardCharsets.UTF_8) + " at "
                + RowText.time(columns.time().get(i)) + ", " + values.describe(i);
    }
}
