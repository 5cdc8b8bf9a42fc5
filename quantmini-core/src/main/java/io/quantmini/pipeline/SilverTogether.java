package io.quantmini.pipeline;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Which units of daily bars are computed together: neighbours, so that a look-back is read once. Their rows come symbol by
 * symbol, so that the files of all of them are in the making until the last row: what they hold bounds their number.
 */
final class SilverTogether {
    private static final int MAX_MONTHS = 12;
    private static final int VALUE_BYTES = 8;

    private final long rowBytes;
    private final long mostBytes;

    /**
     * @param silver columns
     * @param heapBytes of the budget, half of which files in the making may take
     */
    SilverTogether(Schema silver, long heapBytes) {
        this.rowBytes =
                silver.getFields().stream().mapToLong(SilverTogether::bytes).sum();
        this.mostBytes = heapBytes / 2;
    }

    /** Whether the unit may be computed with these, which came before it. */
    boolean fits(List<SilverUnit> units, SilverUnit unit) {
        if (units.isEmpty()) {
            return true;
        }
        SilverUnit first = units.get(0);
        SilverUnit last = units.get(units.size() - 1);
        long rows = unit.rows() + units.stream().mapToLong(SilverUnit::rows).sum();
        return !unit.spec().dataset().isMinute()
                && unit.placement() == first.placement()
                && unit.first().isAfter(last.last())
                && ChronoUnit.MONTHS.between(first.first().withDayOfMonth(1), unit.last()) < MAX_MONTHS
                && rows <= mostBytes / rowBytes;
    }

    private static long bytes(Field column) {
        ArrowType type = column.getType();
        boolean single = type instanceof ArrowType.FloatingPoint number
                && number.getPrecision() == FloatingPointPrecision.SINGLE;
        return single ? Float.BYTES : VALUE_BYTES;
    }
}
