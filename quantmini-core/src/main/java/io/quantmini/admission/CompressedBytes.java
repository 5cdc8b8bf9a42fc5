package io.quantmini.admission;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;

/** The bytes of a compressed file, one by one or a block at a time to an inflater, and how far they were read. */
final class CompressedBytes implements AutoCloseable {
    private static final int BLOCK = 64 << 10;

    private final InputStream source;
    private final String file;
    private final byte[] block = new byte[BLOCK];
    private int next;
    private int limit;
    private long blockOffset;

    CompressedBytes(InputStream source, String file) {
        this.source = source;
        this.file = file;
    }

    String file() {
        return file;
    }

    /** Offset of the next byte. */
    long offset() {
        return blockOffset + next;
    }

    /** The next byte, or -1 at the end. */
    int read() {
        return next < limit || fill() ? block[next++] & 0xff : -1;
    }

    /** Hands what is buffered to the inflater; false at the end of the file. */
    boolean feed(Inflater inflater) {
        if (next == limit && !fill()) {
            return false;
        }
        inflater.setInput(block, next, limit - next);
        next = limit;
        return true;
    }

    /** Takes back what the inflater did not use. */
    void reclaim(Inflater inflater) {
        next = limit - inflater.getRemaining();
    }

    private boolean fill() {
        blockOffset += limit;
        next = 0;
        limit = 0;
        try {
            int count = source.read(block, 0, BLOCK);
            while (count == 0) {
                count = source.read(block, 0, BLOCK);
            }
            if (count < 0) {
                return false;
            }
            limit = count;
            return true;
        } catch (IOException e) {
            throw new FileAccessException(file, "read", e);
        }
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw new FileAccessException(file, "close", e);
        }
    }
}
