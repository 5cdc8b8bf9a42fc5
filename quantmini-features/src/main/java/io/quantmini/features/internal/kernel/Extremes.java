package io.quantmini.features.internal.kernel;

/**
 * Greatest and least values over windows, and where they are. Of equal values the oldest counts.
 *
 * <p>Of floats both travel in one long: the value's bits above, so ordered as the value, and its row below.
 */
public final class Extremes {
    private static final long ROW = 0xFFFF_FFFFL;

    private Extremes() {}

    /** The greater of two windows that follow each other. */
    public static void mergeMax(double[] newer, double[] older, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Math.max(newer[i], older[i]);
        }
    }

    /** The lesser of two windows that follow each other. */
    public static void mergeMin(double[] newer, double[] older, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Math.min(newer[i], older[i]);
        }
    }

    /** The greater of two windows that follow each other. */
    public static void mergeMax(float[] newer, float[] older, float[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Math.max(newer[i], older[i]);
        }
    }

    /** The lesser of two windows that follow each other. */
    public static void mergeMin(float[] newer, float[] older, float[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Math.min(newer[i], older[i]);
        }
    }

    /** Keys whose greatest is the greatest value, the oldest of several. */
    public static void keysOfMax(float[] x, long[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = (long) ordered(x[i]) << 32 | (~(long) i & ROW);
        }
    }

    /** Keys whose least is the least value, the oldest of several. */
    public static void keysOfMin(float[] x, long[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = (long) ordered(x[i]) << 32 | i;
        }
    }

    /** The greater key of two windows that follow each other. */
    public static void mergeMax(long[] newer, long[] older, int shift, long[] out, int rows) {
        for (int i = shift; i < rows; i++) {
            out[i] = Math.max(newer[i], older[i - shift]);
        }
    }

    /** The lesser key of two windows that follow each other. */
    public static void mergeMin(long[] newer, long[] older, int shift, long[] out, int rows) {
        for (int i = shift; i < rows; i++) {
            out[i] = Math.min(newer[i], older[i - shift]);
        }
    }

    /** The place of the greatest value, 1 being the oldest row of a full window. */
    public static void placeOfMax(long[] keys, int window, double[] out, int rows) {
        for (int i = window - 1; i < rows; i++) {
            out[i] = window - i + (~keys[i] & ROW);
        }
    }

    /** The place of the least value, 1 being the oldest row of a full window. */
    public static void placeOfMin(long[] keys, int window, double[] out, int rows) {
        for (int i = window - 1; i < rows; i++) {
            out[i] = window - i + (keys[i] & ROW);
        }
    }

    /** The greatest of what values there are; NaN where there is none. */
    public static double plainMax(double[] x, int from, int to) {
        double max = Double.NaN;
        for (int i = from; i <= to; i++) {
            if (Double.isNaN(max) || x[i] > max) {
                max = x[i];
            }
        }
        return max;
    }

    /** The least of what values there are; NaN where there is none. */
    public static double plainMin(double[] x, int from, int to) {
        double min = Double.NaN;
        for (int i = from; i <= to; i++) {
            if (Double.isNaN(min) || x[i] < min) {
                min = x[i];
            }
        }
        return min;
    }

    /** The place of the greatest value, a missing one counting as greater than any; NaN where there is no value. */
    public static double plainPlaceOfMax(double[] x, int from, int to) {
        int place = from;
        boolean any = false;
        for (int i = from; i <= to; i++) {
            any |= !Double.isNaN(x[i]);
            if (!Double.isNaN(x[place]) && (Double.isNaN(x[i]) || x[i] > x[place])) {
                place = i;
            }
        }
        return any ? place - from + 1 : Double.NaN;
    }

    /** The place of the least value, a missing one counting as less than any; NaN where there is no value. */
    public static double plainPlaceOfMin(double[] x, int from, int to) {
        int place = from;
        boolean any = false;
        for (int i = from; i <= to; i++) {
            any |= !Double.isNaN(x[i]);
            if (!Double.isNaN(x[place]) && (Double.isNaN(x[i]) || x[i] < x[place])) {
                place = i;
            }
        }
        return any ? place - from + 1 : Double.NaN;
    }

    /** Bits whose order as integers is that of the values; the two zeros are one. */
    private static int ordered(float x) {
        int bits = Float.floatToRawIntBits(x + 0f);
        return bits ^ (bits >> 31 & 0x7FFF_FFFF);
    }
}
