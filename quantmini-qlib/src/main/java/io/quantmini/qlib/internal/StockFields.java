package io.quantmini.qlib.internal;

import io.quantmini.market.BarSchema;
import io.quantmini.stage.QlibRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The fields of a bar: prices times factor, volume by factor, {@code change} from the closes once all bars are there, any
 * other column as it is. Not thread-safe.
 */
final class StockFields {
    private static final Set<String> PRICES = Set.of(BarSchema.OPEN, BarSchema.HIGH, BarSchema.LOW, BarSchema.CLOSE);
    private static final String FACTOR = "factor";
    private static final String CHANGE = "change";
    private static final int DERIVED = -1;

    private enum Kind {
        PRICE,
        VOLUME,
        CHANGE,
        AS_IS
    }

    private final Columns columns;
    private final List<Kind> kinds = new ArrayList<>();
    private final int[] positions;
    private final Columns.NumberColumn[] values;
    private final int change;
    private final int factorPosition;
    private final int closePosition;
    private Columns.NumberColumn factor = row -> Double.NaN;
    private Columns.NumberColumn close = row -> Double.NaN;

    /** Of the named fields, in rows of that schema; a field without its column is an error. */
    StockFields(List<String> fields, Path directory, Schema schema) {
        this.columns = new Columns(directory, schema, List.of(CHANGE));
        this.positions = new int[fields.size()];
        this.values = new Columns.NumberColumn[fields.size()];
        this.change = fields.indexOf(CHANGE);
        for (int field = 0; field < fields.size(); field++) {
            String name = fields.get(field);
            Kind kind = kind(name);
            kinds.add(kind);
            positions[field] = kind == Kind.CHANGE ? DERIVED : columns.require(name);
        }
        boolean adjusts = kinds.stream().anyMatch(kind -> kind != Kind.AS_IS);
        this.factorPosition = adjusts ? columns.require(FACTOR) : DERIVED;
        this.closePosition = change >= 0 ? columns.require(BarSchema.CLOSE) : DERIVED;
    }

    /** Whether a value is made from a bar of the session before, too. */
    static boolean lookBack(QlibRequest request) {
        return !request.dataset().isOptions()
                && !request.dataset().isMinute()
                && request.fields().contains(CHANGE);
    }

    /** A series for instruments of these fields. */
    Series newSeries() {
        return new Series(kinds.size(), change >= 0);
    }

    /** Reads from a batch until the next call. */
    void bind(VectorSchemaRoot batch) {
        for (int field = 0; field < positions.length; field++) {
            if (positions[field] != DERIVED) {
                values[field] = columns.number(batch, positions[field]);
            }
        }
        if (factorPosition != DERIVED) {
            factor = columns.number(batch, factorPosition);
        }
        if (closePosition != DERIVED) {
            close = columns.number(batch, closePosition);
        }
    }

    /** Copies a row to an open entry. */
    void copy(int row, Series series, int entry) {
        double rowFactor = factor.get(row);
        for (int field = 0; field < values.length; field++) {
            switch (kinds.get(field)) {
                case PRICE -> series.set(field, entry, values[field].get(row) * rowFactor);
                case VOLUME -> series.set(field, entry, values[field].get(row) / rowFactor);
                case AS_IS -> series.set(field, entry, values[field].get(row));
                case CHANGE -> series.setClose(entry, close.get(row) * rowFactor);
            }
        }
    }

    /** Sets what needs other bars of the instrument. */
    void complete(Series series, CalendarAxis axis) {
        if (change < 0) {
            return;
        }
        int previous = -1;
        for (int entry = series.nextBar(0); entry >= 0; entry = series.nextBar(entry + 1)) {
            boolean follows = previous >= 0 && axis.follows(previous, entry);
            double before = follows ? series.close(previous) : Double.NaN;
            series.set(change, entry, series.close(entry) / before - 1);
            previous = entry;
        }
    }

    private static Kind kind(String field) {
        if (PRICES.contains(field)) {
            return Kind.PRICE;
        }
        if (field.equals(BarSchema.VOLUME)) {
            return Kind.VOLUME;
        }
        return field.equals(CHANGE) ? Kind.CHANGE : Kind.AS_IS;
    }
}
