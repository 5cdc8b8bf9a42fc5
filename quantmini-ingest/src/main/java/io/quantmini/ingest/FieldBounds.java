package io.quantmini.ingest;

import java.util.Arrays;

/** Where the fields of one record begin and end, relative to the record's start; quotes around a field left out. */
final class FieldBounds {
    private int[] from = new int[16];
    private int[] to = new int[16];
    private int count;

    void clear() {
        count = 0;
    }

    void add(int fieldFrom, int fieldTo) {
        if (count == from.length) {
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
        }
        from[count] = fieldFrom;
        to[count] = fieldTo;
        count++;
    }

    int count() {
        return count;
    }

    int from(int field) {
        return from[field];
    }

    int to(int field) {
        return to[field];
    }
}
