package io.quantmini.s3;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * CRC-64/NVME, which Amazon's store computes of every object by default; NVM Express specification, 64b CRC. Eight bytes at once
 * by eight tables.
 */
final class Crc64Nvme implements Checksum {
    /** The polynomial AD93D23594C93659, its bits reversed. */
    private static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;

    private static final int STEP = Long.BYTES;
    private static final int WIDTH = 256;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Of each byte value with none to seven zero bytes behind it. */
    private static final long[] TABLES = tables();

    private long crc = -1;

    @Override
    public void update(int b) {
        crc = TABLES[(int) ((crc ^ b) & 0xFF)] ^ crc >>> 8;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        long at = crc;
        int i = offset;
        int end = offset + length;
        for (; i <= end - STEP; i += STEP) {
            at = step(at ^ (long) WORDS.get(bytes, i));
        }
        for (; i < end; i++) {
            at = TABLES[(int) ((at ^ bytes[i]) & 0xFF)] ^ at >>> 8;
        }
        crc = at;
    }

    private static long step(long word) {
        return TABLES[7 * WIDTH + (int) (word & 0xFF)]
                ^ TABLES[6 * WIDTH + (int) (word >>> 8 & 0xFF)]
                ^ TABLES[5 * WIDTH + (int) (word >>> 16 & 0xFF)]
                ^ TABLES[4 * WIDTH + (int) (word >>> 24 & 0xFF)]
                ^ TABLES[3 * WIDTH + (int) (word >>> 32 & 0xFF)]
                ^ TABLES[2 * WIDTH + (int) (word >>> 40 & 0xFF)]
                ^ TABLES[WIDTH + (int) (word >>> 48 & 0xFF)]
                ^ TABLES[(int) (word >>> 56)];
    }

    @Override
    public long getValue() {
        return ~crc;
    }

    @Override
    public void reset() {
        crc = -1;
    }

    private static long[] tables() {
        long[] tables = new long[STEP * WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            long value = i;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
            }
            tables[i] = value;
        }
        for (int i = WIDTH; i < tables.length; i++) {
            long before = tables[i - WIDTH];
            tables[i] = tables[(int) (before & 0xFF)] ^ before >>> 8;
        }
        return tables;
    }
}
