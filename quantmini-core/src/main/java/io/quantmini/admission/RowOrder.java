package io.quantmini.admission;

import java.nio.LongBuffer;

/** A merge sort of places of {@link RowRecord}s; quick where they are in order already. Used again and again. */
final class RowOrder {
    private final int[] places;
    private final int[] scratch;

    /** For at most that many rows. */
    RowOrder(int rows) {
        places = new int[rows];
        scratch = new int[rows];
    }

    /** What is sorted. */
    int[] places() {
        return places;
    }

    /** Sorts the first {@code count} places of records in {@code words}. */
    void sort(int count, LongBuffer words) {
        sort(0, count, words);
    }

    private void sort(int from, int to, LongBuffer words) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(from, middle, words);
        sort(middle, to, words);
        if (RowRecord.compare(words, places[middle - 1], words, places[middle]) > 0) {
            merge(from, middle, to, words);
        }
    }

    private void merge(int from, int middle, int to, LongBuffer words) {
        int left = from;
        int right = middle;
        int at = from;
        while (left < middle && right < to) {
            boolean takeLeft = RowRecord.compare(words, places[left], words, places[right]) < 0;
            scratch[at++] = places[takeLeft ? left++ : right++];
        }
        System.arraycopy(places, left, scratch, at, middle - left);
        System.arraycopy(scratch, from, places, from, at + middle - left - from);
    }
}
