package io.quantmini.admission;

/**
 * The instants at which a bar of a session may start: multiples of a step within a window. A column is tested without a
 * division: an odd number has an inverse modulo 2^64, and a multiple times the inverse is its quotient (Warren, Hacker's
 * Delight, 10-17). Powers of two in the step have none, and stay in the product as zeros at its end.
 */
final class StartGrid {
    private final long first;
    private final long last;
    private final long inverse;
    private final long zeros;

    /** The multiples of {@code step} nanoseconds in the window. */
    StartGrid(SessionWindow window, long step) {
        long powerOfTwo = Long.lowestOneBit(step);
        first = -Math.floorDiv(-window.fromNanos(), step) * step;
        last = Math.floorDiv(window.toNanos() - 1 - first, step) * powerOfTwo;
        inverse = inverse(step / powerOfTwo);
        zeros = powerOfTwo - 1;
    }

    /** The inverse of an odd number by Newton's iteration, of which each round doubles the bits that are right. */
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
        long mask = zeros;
        for (int i = 0; i < count; i++) {
            long quotient = (starts[i] - from) * factor;
            doubts[i] |= quotient | (to - quotient) | -(quotient & mask);
        }
    }
}
