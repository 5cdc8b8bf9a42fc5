package io.quantmini.ingest.inflate;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Compressed bytes, buffered, read as bytes or as bits, the lowest bit of a byte first (RFC 1951, section 3.1.1). Owns the
 * source. Not thread-safe.
 *
 * <p>{@code bits} holds the next {@code count} bits, which come from before {@code next}. Above them it may hold bits of the
 * bytes from {@code next} on, already in their place, so that adding those bytes again changes nothing.
 */
public final class CompressedInput implements Closeable {
    /** Read from the source in pieces of this size. */
    private static final int BLOCK = 64 << 10;

    /** {@link #fill} leaves at least so many bytes, unless the source ends. */
    static final int AHEAD = 64;

    /** Bytes before {@code next} that are kept, for they may be in {@code bits}. */
    private static final int BEHIND = 8;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final InputStream source;
    private final byte[] bytes = new byte[BEHIND + AHEAD + BLOCK];
    private long start;
    private boolean ended;

    int next;
    int limit;
    long bits;
    int count;

    /** Reads {@code source} from its current position on. */
    public CompressedInput(InputStream source) {
        this.source = source;
    }

    /** Offset of the first byte of which no bit was used. */
    public long offset() {
        return start + next - (count >>> 3);
    }

    byte[] bytes() {
        return bytes;
    }

    /** The next byte, or -1 at the end; only at a byte boundary, see {@link #align}. */
    int read() throws IOException {
        if (next == limit) {
            fill();
        }
        return next < limit ? bytes[next++] & 0xff : -1;
    }

    /** Drops the rest of a byte begun, and gives back the whole bytes in {@code bits}. */
    void align() {
        next -= count >>> 3;
        bits = 0;
        count = 0;
    }

    /** Takes {@code width} bits, at most 16. */
    int take(int width) throws IOException {
        need(width);
        int value = (int) bits & ((1 << width) - 1);
        drop(width);
        return value;
    }

    /** Sees to it that {@code width} bits are at hand, at most 48. */
    void need(int width) throws IOException {
        if (count < width) {
            top();
            if (count < width) {
                throw truncated();
            }
        }
    }

    void drop(int width) {
        bits >>>= width;
        count -= width;
    }

    /** Adds bytes to {@code bits} until there are 56 or more, or the source ends. */
    void top() throws IOException {
        if (limit - next >= Long.BYTES) {
            bits |= (long) LONG.get(bytes, next) << count;
            next += (63 - count) >>> 3;
            count |= 56;
        }
        while (count < 56) {
            int value = read();
            if (value < 0) {
                return;
            }
            bits |= (long) value << count;
            count += 8;
        }
    }

    /** Moves what is unread to the front and reads on until {@link #AHEAD} bytes are there, or the source ends. */
    void fill() throws IOException {
        if (ended || limit - next >= AHEAD) {
            return;
        }
        int drop = Math.max(0, next - BEHIND);
        System.arraycopy(bytes, drop, bytes, 0, limit - drop);
        start += drop;
        next -= drop;
        limit -= drop;
        while (limit - next < AHEAD && !ended) {
            int read = source.read(bytes, limit, bytes.length - limit);
            ended = read < 0;
            limit += Math.max(read, 0);
        }
    }

    GzipException truncated() {
        return new GzipException(
                GzipFault.TRUNCATED, start + limit, "expected more compressed data, got the end of the file");
    }

    GzipException corrupt(String what) {
        return new GzipException(GzipFault.CORRUPT, offset(), "expected valid compressed data, got: " + what);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
