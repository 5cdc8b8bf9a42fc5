package io.quantmini.ingest;

import io.quantmini.admission.FileAccessException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The part of a decompressed file that is in memory: an array of fixed size that moves over the file. */
final class FileWindow {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream source;
    private final String file;
    private final byte[] bytes;
    private int limit;
    private long offset;

    FileWindow(InputStream source, String file, int size) {
        this.source = source;
        this.file = file;
        this.bytes = new byte[size];
    }

    /** What errors call the file. */
    String file() {
        return file;
    }

    /** The array; the file's bytes are those before {@link #limit()}. */
    byte[] bytes() {
        return bytes;
    }

    int limit() {
        return limit;
    }

    /** Where in the file the array starts. */
    long offset() {
        return offset;
    }

    boolean isFull() {
        return limit == bytes.length;
    }

    /** Length of the byte-order mark that the array starts with, or 0. */
    int byteOrderMark() {
        int length = BYTE_ORDER_MARK.length;
        boolean marked = limit >= length && Arrays.equals(bytes, 0, length, BYTE_ORDER_MARK, 0, length);
        return marked ? length : 0;
    }

    /** Moves on by {@code count} bytes and reads until the array is full or the file ends; false when nothing was read. */
    boolean move(int count) {
        System.arraycopy(bytes, count, bytes, 0, limit - count);
        offset += count;
        limit -= count;
        int before = limit;
        try {
            int read = 0;
            while (limit < bytes.length && read >= 0) {
                limit += read;
                read = source.read(bytes, limit, bytes.length - limit);
            }
        } catch (IOException e) {
            throw new FileAccessException(file, "read", e);
        }
        return limit > before;
    }
}
