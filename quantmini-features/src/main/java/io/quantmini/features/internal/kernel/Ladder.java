package io.quantmini.features.internal.kernel;

/**
 * How a window is made of two smaller ones: the newer of {@link #newer} rows, then the rest. The newer part is the largest
 * of 1, 2, 4, 5, 10, 20, 40, 80 ... that is smaller than the window, so 5 = 4 + 1, 10 = 5 + 5, 20 = 10 + 10, 30 = 20 + 10,
 * 60 = 40 + 20: the windows in use share most of their parts. It depends on the window alone, not on which others are
 * computed, so a feature has the same bits in every set.
 */
public final class Ladder {
    private Ladder() {}

    /** Rows of the newer part of a window of at least 2 rows. */
    public static int newer(int rows) {
        if (rows <= 2) {
            return 1;
        }
        if (rows <= 5) {
            return rows == 5 ? 4 : 2;
        }
        int part = 5;
        while (2 * part < rows) {
            part *= 2;
        }
        return part;
    }
}
