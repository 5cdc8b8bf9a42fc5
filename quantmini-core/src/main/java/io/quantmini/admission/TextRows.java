package io.quantmini.admission;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Texts of up to a block of rows, one after the other in an array. Filled again and again. */
final class TextRows {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LETTERS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final int[] starts = new int[CandidateBlock.MAX_ROWS + 1];
    private byte[] bytes;

    /** With room for that many bytes. */
    TextRows(int capacity) {
        bytes = new byte[capacity + Long.BYTES];
    }

    /** Makes room for that many bytes of text, and a word more, so that a word can be read or written at any of them. */
    void reserve(int length) {
        if (bytes.length - Long.BYTES < length) {
            bytes = Arrays.copyOf(bytes, Math.max(length, bytes.length + bytes.length / 2) + Long.BYTES);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the text of each row starts; that of the row after the last is the end. */
    int[] starts() {
        return starts;
    }

    int start(int row) {
        return starts[row];
    }

    int length(int row) {
        return starts[row + 1] - starts[row];
    }

    /** Up to eight bytes of a text from {@code index} on, the first one highest; zeros after its end. */
    long letters(int row, int index) {
        int at = starts[row] + index;
        int length = starts[row + 1] - at;
        if (length >= Long.BYTES) {
            return (long) LETTERS.get(bytes, at);
        }
        return length <= 0 ? 0 : (long) LETTERS.get(bytes, at) & (-1L << (Long.SIZE - Byte.SIZE * length));
    }

    /** Writes such letters. */
    static void setLetters(byte[] bytes, int at, long letters) {
        LETTERS.set(bytes, at, letters);
    }

    /** Eight bytes, the first one lowest. */
    static long word(byte[] bytes, int at) {
        return (long) WORD.get(bytes, at);
    }

    /** Sets the text of a row, at {@code at}, to the lower {@code length} bytes of a word; gives where the next one starts. */
    int setWord(int row, int at, long word, int length) {
        WORD.set(bytes, at, word);
        starts[row + 1] = at + length;
        return at + length;
    }
}
