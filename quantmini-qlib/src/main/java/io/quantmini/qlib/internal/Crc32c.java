package io.quantmini.qlib.internal;

/**
 * The CRC-32C of two pieces of bytes put together, from those of the pieces, without the bytes. A checksum is a polynomial
 * over two elements, its highest power in the lowest bit; what follows the first piece multiplies it by so many powers.
 */
final class Crc32c {
    private static final int POLYNOMIAL = 0x82f63b78;
    private static final int ONE = 0x80000000;
    /** The eighth power: one byte. */
    private static final int BYTE = ONE >>> 8;

    private static final long UNSIGNED = 0xffffffffL;

    private Crc32c() {}

    /**
     * The checksum of {@code first} followed by {@code second}.
     *
     * @param first checksum, unsigned
     * @param second checksum, unsigned
     * @param bytes length of what {@code second} is of
     */
    static long combine(long first, long second, long bytes) {
        int shift = ONE;
        int power = BYTE;
        for (long left = bytes; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                shift = product(shift, power);
            }
            power = product(power, power);
        }
        return (product((int) first, shift) ^ (int) second) & UNSIGNED;
    }

    private static int product(int one, int other) {
        int product = 0;
        int shifted = other;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((one & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) != 0 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
        }
        return product;
    }
}
