package io.quantmini.storage.internal.page;

import java.util.Arrays;

/** Distinct texts in the order they first came, numbered from 0. */
final class TextDictionary {
    private static final int FIRST_SLOTS = 64;
    private static final int GOLDEN_RATIO = 0x9e37_79b9;

    /** Number of the text in a slot, plus one; 0 is free. */
    private int[] slots = new int[FIRST_SLOTS];

    private int[] hashes = new int[FIRST_SLOTS / 2];
    /** Where each text starts in {@link #texts}, and after the last one where it ends. */
    private int[] starts = new int[FIRST_SLOTS / 2 + 1];

    private final PageBytes texts = new PageBytes();
    private int size;

    void clear() {
        if (size > 0) {
            Arrays.fill(slots, 0);
        }
        size = 0;
        texts.clear();
    }

    int size() {
        return size;
    }

    int length(int index) {
        return starts[index + 1] - starts[index];
    }

    /** Bytes of all texts of number below {@code end}. */
    int lengthOfAll(int end) {
        return starts[end];
    }

    byte[] get(int index) {
        return Arrays.copyOfRange(texts.array(), starts[index], starts[index + 1]);
    }

    /** Adds a text to {@code out}. */
    void copy(int index, PageBytes out) {
        out.put(texts.array(), starts[index], length(index));
    }

    boolean is(int index, byte[] bytes, int from, int to) {
        byte[] array = texts.array();
        int start = starts[index];
        int length = to - from;
        if (starts[index + 1] - start != length) {
            return false;
        }
        for (int i = length - 1; i >= 0; i--) { // texts are short, and neighbours differ at their end
            if (array[start + i] != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    /** As {@link Arrays#compareUnsigned(byte[], byte[])} of two texts. */
    int compare(int one, int other) {
        byte[] array = texts.array();
        return Arrays.compareUnsigned(array, starts[one], starts[one + 1], array, starts[other], starts[other + 1]);
    }

    /** The number of a text, which is added if new. */
    int number(byte[] bytes, int from, int to) {
        int hash = hash(bytes, from, to);
        int mask = slots.length - 1;
        int slot = slotOf(hash);
        while (slots[slot] != 0) {
            int index = slots[slot] - 1;
            if (hashes[index] == hash && is(index, bytes, from, to)) {
                return index;
            }
            slot = (slot + 1) & mask;
        }
        return add(hash, bytes, from, to, slot);
    }

    private int add(int hash, byte[] bytes, int from, int to, int slot) {
        int index = size++;
        texts.put(bytes, from, to - from);
        hashes[index] = hash;
        starts[size] = texts.size();
        slots[slot] = size;
        if (size == hashes.length) {
            grow();
        }
        return index;
    }

    private void grow() {
        hashes = Arrays.copyOf(hashes, 2 * size);
        starts = Arrays.copyOf(starts, 2 * size + 1);
        slots = new int[4 * size];
        int mask = slots.length - 1;
        for (int index = 0; index < size; index++) {
            int slot = slotOf(hashes[index]);
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = index + 1;
        }
    }

    private int slotOf(int hash) {
        return (hash * GOLDEN_RATIO) >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }
}
