package io.quantmini.admission;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of row numbers, kept as ranges; adding row after row of one run costs no memory. */
final class OrdinalRanges {
    /** Rows {@code [from, to)}. */
    record Range(long from, long to) {}

    private final List<Range> closed = new ArrayList<>();
    private long from;
    private long to;
    private long size;

    void clear() {
        closed.clear();
        from = 0;
        to = 0;
        size = 0;
    }

    void add(long ordinal) {
        if (ordinal != to || from == to) {
            if (from < to) {
                closed.add(new Range(from, to));
            }
            from = ordinal;
        }
        to = ordinal + 1;
        size++;
    }

    void addAll(OrdinalRanges other) {
        closed.addAll(other.ranges());
        size += other.size;
    }

    /** How many rows were added. */
    long size() {
        return size;
    }

    /** The ranges in order of their rows. */
    List<Range> ranges() {
        List<Range> all = new ArrayList<>(closed);
        if (from < to) {
            all.add(new Range(from, to));
        }
        all.sort(Comparator.comparingLong(Range::from));
        return all;
    }
}
