package io.quantmini.storage.internal.page;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** PLAIN and BYTE_STREAM_SPLIT of values of fixed width. */
final class FixedEncoder {
    private FixedEncoder() {}

    static void plain(FixedKind kind, long[] values, int count, PageBytes out) {
        switch (kind.bytes()) {
            case Long.BYTES -> {
                int at = out.extend(count * Long.BYTES);
                ByteBuffer.wrap(out.array(), at, count * Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asLongBuffer()
                        .put(values, 0, count);
            }
            case Integer.BYTES -> {
                int at = out.extend(count * Integer.BYTES);
                for (int i = 0; i < count; i++) {
                    out.setInt(at + i * Integer.BYTES, (int) values[i]);
                }
            }
            default -> flags(values, count, out);
        }
    }

    /** Byte {@code b} of value {@code i} goes to byte {@code i} of stream {@code b}. */
    static void split(FixedKind kind, long[] values, int count, PageBytes out) {
        int at = out.extend(count * kind.bytes());
        byte[] bytes = out.array();
        for (int stream = 0; stream < kind.bytes(); stream++) {
            int shift = stream * Byte.SIZE;
            for (int i = 0; i < count; i++) {
                bytes[at + i] = (byte) (values[i] >>> shift);
            }
            at += count;
        }
    }

    private static void flags(long[] values, int count, PageBytes out) {
        for (int from = 0; from < count; from += Byte.SIZE) {
            int bits = 0;
            for (int i = from; i < Math.min(from + Byte.SIZE, count); i++) {
                bits |= (int) values[i] << (i - from);
            }
            out.putByte(bits);
        }
    }
}
