package io.quantmini.admission;

/**
 * How much is sorted at once.
 *
 * @param segmentBytes of memory whose rows are sorted together
 * @param maxSegments at most; fewer when the allocator has no room for more
 * @param fanIn runs in a file that are merged at once: a block of each fits a segment
 */
record SortSpace(int segmentBytes, int maxSegments, int fanIn) {
    /** 4 MiB, as many as half the memory takes, 64. */
    static final SortSpace DEFAULT = new SortSpace(4 << 20, Integer.MAX_VALUE, 64);

    /** The longest row of any ticker that is admitted, with room to spare. */
    private static final int MIN_BLOCK_BYTES = 1 << 10;

    SortSpace {
        if (fanIn < 2 || maxSegments < 1 || segmentBytes / fanIn < MIN_BLOCK_BYTES) {
            throw new IllegalArgumentException("[sort space] expected at least 2 runs at once, a segment and "
                    + MIN_BLOCK_BYTES + " bytes a block, got " + fanIn + " runs, " + maxSegments + " segments of "
                    + segmentBytes + " bytes");
        }
    }

    /** Bytes of a block of a file, a whole number of words. */
    int blockBytes() {
        return segmentBytes / fanIn & -Long.BYTES;
    }
}
