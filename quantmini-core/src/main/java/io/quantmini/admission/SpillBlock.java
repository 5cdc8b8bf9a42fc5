package io.quantmini.admission;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.zip.CRC32C;

/** Rows in a block of a {@link SpillFile}: checksum of the rest, end of the rows in words, number of the block, rows. */
final class SpillBlock {
    /** Where the rows start, in words. */
    static final int ROWS = 2;

    private static final int CHECKSUM = 0;
    private static final int END = Integer.BYTES;
    private static final int NUMBER = Long.BYTES;

    private final ByteBuffer bytes;
    private final LongBuffer words;
    private final CRC32C crc = new CRC32C();
    private int end = ROWS;

    /** In {@code memory}, little-endian. */
    SpillBlock(ByteBuffer memory) {
        this.bytes = memory;
        this.words = memory.asLongBuffer();
    }

    /** Takes a row; false when there is no room. */
    boolean add(LongBuffer source, int at) {
        int size = RowRecord.size(source, at);
        if (end + size > words.capacity()) {
            return false;
        }
        words.put(end, source, at, size);
        end += size;
        return true;
    }

    boolean isEmpty() {
        return end == ROWS;
    }

    /** Forgets the rows and gives the bytes to write. */
    ByteBuffer seal(int number) {
        bytes.putInt(END, end);
        bytes.putLong(NUMBER, number);
        bytes.putInt(CHECKSUM, checksum());
        end = ROWS;
        return bytes.duplicate();
    }

    /** The memory to read the bytes to. */
    ByteBuffer target() {
        return bytes.duplicate();
    }

    /** Whether the bytes read are those of the block, which then has its rows. */
    boolean open(int number) {
        end = bytes.getInt(END);
        return bytes.getInt(CHECKSUM) == checksum()
                && bytes.getLong(NUMBER) == number
                && end > ROWS
                && end <= words.capacity();
    }

    private int checksum() {
        crc.reset();
        crc.update(bytes.slice(END, bytes.capacity() - END));
        return (int) crc.getValue();
    }

    LongBuffer words() {
        return words;
    }

    /** Where the rows end, in words. */
    int end() {
        return end;
    }
}
