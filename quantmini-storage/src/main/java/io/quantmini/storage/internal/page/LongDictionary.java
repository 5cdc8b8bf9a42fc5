package io.quantmini.storage.internal.page;

import java.util.Arrays;

/** Distinct 64-bit patterns in the order they first came, numbered from 0. */
final class LongDictionary {
    private static final int FIRST_SLOTS = 256;

    /** A factor of MurmurHash3's finalizer. It spreads minutes, days and counts alike; by the golden ratio minutes lie in heaps. */
    private static final long SPREAD = 0xc4ce_b9fe_1a85_ec53L;

    /** Number of the value in a slot, plus one; 0 is free. */
    private int[] slots = new int[FIRST_SLOTS];

    /** The value in each slot that is not free. */
    private long[] keys = new long[FIRST_SLOTS];

    private long[] values = new long[FIRST_SLOTS / 2];
    private int size;

    void clear() {
        if (size > 0) {
            Arrays.fill(slots, 0);
        }
        size = 0;
    }

    int size() {
        return size;
    }

    /** The values by number; those from {@link #size()} on mean nothing. */
    long[] values() {
        return values;
    }

    /**
     * Numbers the first {@code count} values into {@code indexes}, adding new ones. Stops, and returns false, once there are more than
     * {@code limit}; the numbers given up to then mean nothing.
     */
    boolean number(long[] from, int count, int[] indexes, int limit) {
        long last = 0;
        int lastIndex = -1;
        for (int i = 0; i < count; i++) {
            long value = from[i];
            if (lastIndex < 0 || value != last) {
                lastIndex = number(value);
                last = value;
                if (lastIndex >= limit) {
                    return false;
                }
            }
            indexes[i] = lastIndex;
        }
        return true;
    }

    private int number(long value) {
        int mask = slots.length - 1;
        int slot = slotOf(value);
        while (keys[slot] != value || slots[slot] == 0) {
            if (slots[slot] == 0) {
                return add(value, slot);
            }
            slot = (slot + 1) & mask;
        }
        return slots[slot] - 1;
    }

    private int add(long value, int slot) {
        int index = size++;
        values[index] = value;
        keys[slot] = value;
        slots[slot] = size;
        if (size == values.length) {
            grow();
        }
        return index;
    }

    private void grow() {
        values = Arrays.copyOf(values, 2 * size);
        slots = new int[4 * size];
        keys = new long[4 * size];
        int mask = slots.length - 1;
        for (int index = 0; index < size; index++) {
            int slot = slotOf(values[index]);
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            keys[slot] = values[index];
            slots[slot] = index + 1;
        }
    }

    private int slotOf(long value) {
        return (int) ((value * SPREAD) >>> (Long.numberOfLeadingZeros(slots.length) + 1));
    }
}
