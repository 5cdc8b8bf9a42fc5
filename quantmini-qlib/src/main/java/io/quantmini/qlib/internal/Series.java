package io.quantmini.qlib.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The values of one instrument, all fields together, by calendar entry; collected in any order. Holds memory for the entries
 * from the first bar to the last only, and is reused for the next instrument. Not thread-safe.
 */
final class Series {
    private static final int CANONICAL_NAN = 0x7fc00000;
    private static final int SMALLEST = 256;

    private final int fields;
    private final boolean keepsCloses;
    private final BitSet present = new BitSet();
    private float[][] values;
    private double[] closes = new double[0];
    /** The entry that position 0 of the arrays stands for. */
    private int base;

    private int first = -1;
    private int last = -1;

    /** For instruments of so many fields; {@code keepsCloses} when one of them is made from the closes at the end. */
    Series(int fields, boolean keepsCloses) {
        this.fields = fields;
        this.keepsCloses = keepsCloses;
        this.values = new float[fields][0];
    }

    boolean isEmpty() {
        return first < 0;
    }

    int first() {
        return first;
    }

    int last() {
        return last;
    }

    /** Makes room for a bar; false when the entry has one already. */
    boolean open(int entry) {
        if (present.get(entry)) {
            return false;
        }
        reserve(entry);
        present.set(entry);
        first = first < 0 ? entry : Math.min(first, entry);
        last = Math.max(last, entry);
        return true;
    }

    /** Sets a field of an open entry, rounded to the nearest float as numpy does; what float cannot hold is NaN. */
    void set(int field, int entry, double value) {
        float rounded = (float) value;
        values[field][entry - base] = Float.isInfinite(rounded) ? Float.NaN : rounded;
    }

    /** Keeps the exact adjusted close of an open entry. */
    void setClose(int entry, double close) {
        closes[entry - base] = close;
    }

    /** The exact adjusted close, or NaN when the entry has no bar. */
    double close(int entry) {
        return present.get(entry) ? closes[entry - base] : Double.NaN;
    }

    /** The last entry before this one with a bar, or -1. */
    int lastBarBefore(int entry) {
        return entry == 0 ? -1 : present.previousSetBit(entry - 1);
    }

    /** The next entry with a bar at or after this one, or -1. */
    int nextBar(int entry) {
        return present.nextSetBit(entry);
    }

    /** Qlib's bytes of a field: start entry and values, as little-endian floats. */
    ByteBuffer bytes(int field) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * (last - first + 2)).order(ByteOrder.LITTLE_ENDIAN);
        putValues(field, first, bytes.putFloat(first));
        return bytes.flip();
    }

    /** A field's values from an entry to the last bar, which is not before it: what a file that ends there lacks. */
    ByteBuffer values(int field, int from) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * (last - from + 1)).order(ByteOrder.LITTLE_ENDIAN);
        putValues(field, from, bytes);
        return bytes.flip();
    }

    private void putValues(int field, int from, ByteBuffer bytes) {
        float[] column = values[field];
        for (int entry = from; entry <= last; entry++) {
            float value = entry < first ? Float.NaN : column[entry - base];
            bytes.putInt(Float.isNaN(value) ? CANONICAL_NAN : Float.floatToRawIntBits(value));
        }
    }

    /** Everything collected, to go on later with {@link #restore}. */
    ByteBuffer park() {
        int bars = present.cardinality();
        int width = Integer.BYTES + fields * Float.BYTES + Double.BYTES;
        ByteBuffer parked = ByteBuffer.allocate(Math.multiplyExact(bars, width));
        for (int entry = nextBar(0); entry >= 0; entry = nextBar(entry + 1)) {
            parked.putInt(entry);
            for (float[] column : values) {
                parked.putFloat(column[entry - base]);
            }
            parked.putDouble(keepsCloses ? closes[entry - base] : Double.NaN);
        }
        return parked.flip();
    }

    /** Adds what {@link #park} gave to an empty series. */
    void restore(ByteBuffer parked) {
        while (parked.hasRemaining()) {
            int entry = parked.getInt();
            open(entry);
            for (float[] column : values) {
                column[entry - base] = parked.getFloat();
            }
            double close = parked.getDouble();
            if (keepsCloses) {
                closes[entry - base] = close;
            }
        }
    }

    /** Forgets the instrument. */
    void clear() {
        if (!isEmpty()) {
            for (float[] column : values) {
                Arrays.fill(column, first - base, last - base + 1, Float.NaN);
            }
        }
        present.clear();
        first = -1;
        last = -1;
    }

    private void reserve(int entry) {
        if (isEmpty()) {
            base = entry;
        }
        int low = Math.min(base, entry);
        int end = Math.max(base + capacity(), entry + 1);
        if (low == base && end == base + capacity()) {
            return;
        }
        // Grow by half at the end that ran out, so that a bar a time costs little.
        int length = Math.max(SMALLEST, end - low + (end - low) / 2);
        int start = low < base ? Math.max(0, end - length) : low;
        int used = capacity();
        for (int field = 0; field < fields; field++) {
            float[] grown = new float[length];
            Arrays.fill(grown, Float.NaN);
            System.arraycopy(values[field], 0, grown, base - start, used);
            values[field] = grown;
        }
        if (keepsCloses) {
            double[] grown = new double[length];
            System.arraycopy(closes, 0, grown, base - start, used);
            closes = grown;
        }
        base = start;
    }

    private int capacity() {
        return values[0].length;
    }
}
