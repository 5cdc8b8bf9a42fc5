package io.quantmini.admission;

import java.nio.LongBuffer;

/** A stable merge sort of numbers in off-heap memory; quick where they are in order already. */
final class RowOrder {
    /** Negative, zero or positive as {@code left} comes before, equals or comes after {@code right}. */
    interface Comparison {
        int compare(long left, long right);
    }

    private final LongBuffer values;
    private final LongBuffer scratch;
    private final Comparison comparison;

    private RowOrder(LongBuffer values, LongBuffer scratch, Comparison comparison) {
        this.values = values;
        this.scratch = scratch;
        this.comparison = comparison;
    }

    /** Sorts the first {@code count} values; {@code scratch} is as large. */
    static void sort(LongBuffer values, int count, LongBuffer scratch, Comparison comparison) {
        new RowOrder(values, scratch, comparison).sort(0, count);
    }

    private void sort(int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(from, middle);
        sort(middle, to);
        if (comparison.compare(values.get(middle - 1), values.get(middle)) > 0) {
            merge(from, middle, to);
        }
    }

    private void merge(int from, int middle, int to) {
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft =
                    right == to || (left < middle && comparison.compare(values.get(left), values.get(right)) <= 0);
            scratch.put(i, values.get(takeLeft ? left++ : right++));
        }
        values.put(from, scratch, from, to - from);
    }
}
