package io.quantmini.storage;

import io.quantmini.market.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Bars with features, every value one that some program gets wrong. */
final class HostileRows {
    private static final double[] DOUBLES = {
        Double.NaN,
        Double.longBitsToDouble(0x7ff8_0000_dead_beefL),
        Double.longBitsToDouble(0x7ff0_0000_0000_0001L),
        Double.longBitsToDouble(0xfff8_0000_0000_0000L),
        -0.0,
        0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        0x1p-1023,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.1,
        1e-300
    };
    private static final float[] FLOATS = {
        Float.NaN,
        Float.intBitsToFloat(0x7fc0_beef),
        Float.intBitsToFloat(0x7f80_0001),
        -0.0f,
        0.0f,
        Float.MIN_VALUE,
        Float.MAX_VALUE,
        Float.NEGATIVE_INFINITY,
        0.1f
    };
    private static final String[] SYMBOLS = {"BRK.A", "CON", "NA", "NAN", "NULL", "TRUE", "TpA"};

    private HostileRows() {}

    static Schema schema() {
        List<Field> fields = new ArrayList<>(Bars.schema(Dataset.STOCKS_MINUTE).getFields());
        fields.add(Field.nullable("factor", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)));
        fields.add(Field.nullable("returns_1d", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)));
        fields.add(Field.nullable("KMID", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)));
        fields.add(Field.nullable("ABSENT", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)));
        return new Schema(fields);
    }

    /** {@code count} rows a symbol. */
    static List<List<@Nullable Object>> rows(int count) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String symbol : SYMBOLS) {
            for (int i = 0; i < count; i++) {
                int n = rows.size();
                List<@Nullable Object> row = new ArrayList<>(Bars.stock(symbol, Bars.DAY, i));
                row.set(3, DOUBLES[n % DOUBLES.length]);
                row.set(7, DOUBLES[(n + 4) % DOUBLES.length]);
                row.set(8, n % 3 == 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE - n);
                row.addAll(Arrays.asList(
                        n % 5 == 0 ? null : DOUBLES[n / 5 % DOUBLES.length],
                        n % 7 < 3 ? null : DOUBLES[n % DOUBLES.length],
                        n % 2 == 0 ? null : FLOATS[n % FLOATS.length],
                        null));
                rows.add(row);
            }
        }
        return rows;
    }

    /** The rows with floats as their bits, for NaNs of different payload are equal as objects. */
    static List<List<@Nullable Object>> bits(List<? extends List<? extends @Nullable Object>> rows) {
        List<List<@Nullable Object>> bits = new ArrayList<>();
        for (List<? extends @Nullable Object> row : rows) {
            List<@Nullable Object> values = new ArrayList<>();
            for (Object value : row) {
                values.add(bits(value));
            }
            bits.add(values);
        }
        return bits;
    }

    private static @Nullable Object bits(@Nullable Object value) {
        if (value instanceof Double number) {
            return Long.toHexString(Double.doubleToRawLongBits(number));
        }
        if (value instanceof Float number) {
            return Integer.toHexString(Float.floatToRawIntBits(number));
        }
        return value;
    }
}
