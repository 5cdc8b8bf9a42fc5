package io.quantmini.storage.internal.page;

import java.util.Arrays;

/** Some of the next rows of a row group: stretches of them, in order. Used by one thread. */
public final class KeptRows {
    /** First row and row after the last, stretch by stretch. */
    private int[] bounds = new int[16];

    private int stretches;
    private int rows;

    /** Forgets all rows. */
    public void clear() {
        stretches = 0;
        rows = 0;
    }

    /** Adds rows {@code from} (included) to {@code to} (excluded), which come after all that are there. */
    public void add(int from, int to) {
        if (from >= to) {
            return;
        }
        if (stretches > 0 && to(stretches - 1) == from) {
            bounds[2 * stretches - 1] = to;
        } else {
            if (bounds.length == 2 * stretches) {
                bounds = Arrays.copyOf(bounds, 2 * bounds.length);
            }
            bounds[2 * stretches] = from;
            bounds[2 * stretches + 1] = to;
            stretches++;
        }
        rows += to - from;
    }

    /** How many rows there are. */
    public int rows() {
        return rows;
    }

    /** How many stretches they come in. */
    public int stretches() {
        return stretches;
    }

    /** First row of a stretch. */
    public int from(int stretch) {
        return bounds[2 * stretch];
    }

    /** The row after the last of a stretch. */
    public int to(int stretch) {
        return bounds[2 * stretch + 1];
    }
}
