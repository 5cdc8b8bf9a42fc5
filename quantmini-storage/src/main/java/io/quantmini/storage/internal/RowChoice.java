package io.quantmini.storage.internal;

import java.util.Arrays;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Which of the next rows of a row group pass a filter. The values of the filter's own columns are kept, for they can be
 * read only once.
 */
final class RowChoice {
    private final RowFilter filter;
    private final boolean[] kept;
    private final @Nullable Binary[] keys;
    private final long[] times;

    RowChoice(RowFilter filter, int maxRows) {
        this.filter = filter;
        this.kept = new boolean[maxRows];
        this.keys = new Binary[filter.keyColumn() == null ? 0 : maxRows];
        this.times = new long[filter.timeColumn() == null ? 0 : maxRows];
    }

    /** Chooses among the next {@code rows} rows. Returns how many pass. */
    int choose(RowGroupRows group, int rows) {
        Arrays.fill(kept, 0, rows, true);
        if (filter.keyColumn() != null) {
            chooseByKey(group.column(filter.keyColumn()), rows);
        }
        if (filter.timeColumn() != null) {
            chooseByTime(group.column(filter.timeColumn()), rows);
        }
        int count = 0;
        for (int i = 0; i < rows; i++) {
            count += kept[i] ? 1 : 0;
        }
        return count;
    }

    /** Fills a vector with the values of the chosen rows. */
    void fill(FieldVector vector, RowGroupRows group, int rows) {
        String name = vector.getName();
        if (name.equals(filter.keyColumn())) {
            fillKeys((VarCharVector) vector, rows);
        } else if (name.equals(filter.timeColumn())) {
            fillTimes((TimeStampMicroTZVector) vector, rows);
        } else {
            fillColumn(vector, group.column(name), rows);
        }
    }

    private void chooseByKey(ColumnReader column, int rows) {
        Binary last = null;
        boolean keepsLast = false;
        for (int i = 0; i < rows; i++) {
            Binary key = column.getBinary();
            if (last == null || !key.equals(last)) {
                last = key;
                keepsLast = filter.keys().contains(key);
            }
            keys[i] = key;
            kept[i] = keepsLast;
            column.consume();
        }
    }

    private void chooseByTime(ColumnReader column, int rows) {
        for (int i = 0; i < rows; i++) {
            times[i] = column.getLong();
            kept[i] &= filter.keepsTime(times[i]);
            column.consume();
        }
    }

    private void fillKeys(VarCharVector vector, int rows) {
        int row = 0;
        for (int i = 0; i < rows; i++) {
            Binary key = keys[i];
            if (kept[i] && key != null) {
                vector.setSafe(row++, key.getBytesUnsafe());
            }
        }
    }

    private void fillTimes(TimeStampMicroTZVector vector, int rows) {
        int row = 0;
        for (int i = 0; i < rows; i++) {
            if (kept[i]) {
                vector.set(row++, times[i]);
            }
        }
    }

    private void fillColumn(FieldVector vector, ColumnReader column, int rows) {
        ColumnFill fill = ColumnFill.into(vector);
        int present = column.getDescriptor().getMaxDefinitionLevel();
        int row = 0;
        for (int i = 0; i < rows; i++) {
            boolean hasValue = column.getCurrentDefinitionLevel() == present;
            if (kept[i]) {
                if (hasValue) {
                    fill.put(column, row);
                }
                row++;
            } else if (hasValue) {
                column.skip();
            }
            column.consume();
        }
    }
}
