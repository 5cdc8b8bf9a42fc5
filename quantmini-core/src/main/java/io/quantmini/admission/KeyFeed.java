package io.quantmini.admission;

/** Feeds the rows of a source to the groups, a stretch at a time. */
final class KeyFeed {
    private final RowSource source;
    private final KeyGroups groups;
    // what is left of the current stretch
    private int row;
    private int to;
    private int next;

    KeyFeed(RowSource source, KeyGroups groups) {
        this.source = source;
        this.groups = groups;
    }

    /**
     * Feeds rows until the groups are full.
     *
     * @return false when there are no more rows
     */
    boolean feed() {
        while (!groups.isFull()) {
            if (row == to && !advance()) {
                return false;
            }
            int taken = groups.accept(source.block(), row, to);
            if (taken == 0) {
                throw source.outOfOrder(row);
            }
            row += taken;
        }
        return true;
    }

    private boolean advance() {
        while (next == source.stretches().count()) {
            if (!source.advance()) {
                return false;
            }
            next = 0;
        }
        row = source.stretches().from(next);
        to = source.stretches().to(next++);
        return true;
    }
}
