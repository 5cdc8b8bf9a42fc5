package io.quantmini.admission;

/**
 * The instants at which a bar of a session may start: multiples of a step within a window. A column is tested without a
 * division: times the inverse of the step, modulo 2^64, a multiple gives its quotient and anything else a number past all
 * quotients (Warren, Hacker's Delight, 10-17).
 */
final class StartGrid {
    private final long first;
    private final long last;
    private final long inverse;
    private final int shift;

    /** The multiples of {@code step} nanoseconds in the window. */
    StartGrid(SessionWindow window, long step) {
        first = -Math.floorDiv(-window.fromNanos(), step) * step;
        last = Math.floorDiv(window.toNanos() - 1 - first, step);
        shift = Long.numberOfTrailingZeros(step);
        inverse = inverse(step >>> shift);
    }

    /** Newton's iteration; each round doubles the bits that are right, of which an odd number starts with three. */
    static long inverse(long odd) {
        long inverse = odd;
        for (int bits = 3; bits < Long.SIZE; bits *= 2) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }

    /** Sets the sign of each doubt whose start, epoch nanoseconds, is not on the grid. */
    void doubt(long[] starts, long[] doubts, int count) {
        long from = first;
        long to = last;
        long factor = inverse;
        int bits = shift;
        for (int i = 0; i < count; i++) {
            long step = Long.rotateRight((starts[i] - from) * factor, bits);
            doubts[i] |= step | (to - step);
        }
    }
}
