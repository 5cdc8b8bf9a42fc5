package io.quantmini.stage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Where each row of a batch stands in its file, and its text, off-heap in one buffer of fixed size. */
final class RawRows {
    private static final int TEXT_BYTES_PER_ROW = 110;

    private final ArrowBuf buffer;
    private final LongBuffer lines;
    private final LongBuffer offsets;
    private final IntBuffer textEnds;
    private final ByteBuffer texts;
    private int textEnd;

    RawRows(int rows, BufferAllocator allocator) {
        long longs = (long) rows * Long.BYTES;
        long ints = (long) rows * Integer.BYTES;
        long text = RawRow.MAX_TEXT_BYTES + (long) rows * TEXT_BYTES_PER_ROW;
        buffer = allocator.buffer(2 * longs + ints + text);
        lines = slice(0, longs).asLongBuffer();
        offsets = slice(longs, longs).asLongBuffer();
        textEnds = slice(2 * longs, ints).asIntBuffer();
        texts = slice(2 * longs + ints, text);
    }

    void clear() {
        textEnd = 0;
    }

    /** Whether the text of one more row surely fits. */
    boolean hasRoom() {
        return texts.capacity() - textEnd >= RawRow.MAX_TEXT_BYTES;
    }

    /** Sets the place of a row. */
    void place(int row, long line, long offset) {
        lines.put(row, line);
        offsets.put(row, offset);
    }

    /** Sets the text of the row after the last one set; it stays when {@link #end} is called. */
    void text(byte[] bytes, int from, int to) {
        texts.put(textEnd, bytes, from, Math.min(to - from, RawRow.MAX_TEXT_BYTES));
    }

    /** Ends a row whose text has that many bytes. */
    void end(int row, int length) {
        textEnd += Math.min(length, RawRow.MAX_TEXT_BYTES);
        textEnds.put(row, textEnd);
    }

    RawRow get(int row) {
        int from = row == 0 ? 0 : textEnds.get(row - 1);
        byte[] text = new byte[textEnds.get(row) - from];
        texts.get(from, text);
        return new RawRow(lines.get(row), offsets.get(row), text);
    }

    private ByteBuffer slice(long from, long length) {
        return buffer.nioBuffer(from, (int) length).order(ByteOrder.LITTLE_ENDIAN);
    }

    void free() {
        buffer.close();
    }
}
