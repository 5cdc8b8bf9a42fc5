package io.quantmini.s3;

import java.util.zip.Checksum;

/** CRC-64/NVME, which Amazon's store computes of every object by default; NVM Express specification, 64b CRC. */
final class Crc64Nvme implements Checksum {
    /** The polynomial AD93D23594C93659, its bits reversed. */
    private static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;

    private static final long[] TABLE = table();

    private long crc = -1;

    @Override
    public void update(int b) {
        crc = TABLE[(int) ((crc ^ b) & 0xFF)] ^ crc >>> 8;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        long at = crc;
        for (int i = offset; i < offset + length; i++) {
            at = TABLE[(int) ((at ^ bytes[i]) & 0xFF)] ^ at >>> 8;
        }
        crc = at;
    }

    @Override
    public long getValue() {
        return ~crc;
    }

    @Override
    public void reset() {
        crc = -1;
    }

    private static long[] table() {
        long[] table = new long[256];
        for (int i = 0; i < table.length; i++) {
            long value = i;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
            }
            table[i] = value;
        }
        return table;
    }
}
