package io.quantmini.qlib;

/** The values of one field of one instrument, one a calendar entry from its first bar to its last. Immutable. */
public final class QlibSeries {
    private final int start;
    private final float[] values;

    /** Takes the array over. */
    QlibSeries(int start, float[] values) {
        this.start = start;
        this.values = values;
    }

    /** Calendar entry of the first value, counted from 0. */
    public int start() {
        return start;
    }

    /** How many values there are. */
    public int size() {
        return values.length;
    }

    /** The value at calendar entry {@code start() + position}; NaN where the instrument has none. */
    public float get(int position) {
        return values[position];
    }

    /** All values, in an array of the caller's own. */
    public float[] values() {
        return values.clone();
    }
}
