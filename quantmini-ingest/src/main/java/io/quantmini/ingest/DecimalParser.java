package io.quantmini.ingest;

import java.nio.charset.StandardCharsets;

/**
 * Decimal and scientific numbers, correctly rounded: {@code -?digits[.digits][(e|E)[-]digits]} with at least one digit
 * before or after the point. The value is that of {@link Double#parseDouble}, bit for bit; what else that accepts (spaces,
 * plus signs, hexadecimal, NaN, Infinity, type suffixes) is no number here.
 */
final class DecimalParser {
    /** Powers of ten that a double holds exactly. */
    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long MAX_EXACT_MANTISSA = 1L << 53;
    private static final int MAX_DIGITS_IN_LONG = 18;
    private static final int MAX_EXPONENT = 100_000;

    private DecimalParser() {}

    /** The value of {@code bytes[from, to)}, or NaN when it is no number or not finite. */
    static double parse(byte[] bytes, int from, int to) {
        int i = from;
        boolean negative = i < to && bytes[i] == '-';
        if (negative) {
            i++;
        }
        long mantissa = 0;
        int digitsFrom = i;
        for (; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            mantissa = mantissa * 10 + digit;
        }
        int digits = i - digitsFrom;
        int decimals = 0;
        if (i < to && bytes[i] == '.') {
            int decimalsFrom = ++i;
            for (; i < to; i++) {
                int digit = bytes[i] - '0';
                if (digit < 0 || digit > 9) {
                    break;
                }
                mantissa = mantissa * 10 + digit;
            }
            decimals = i - decimalsFrom;
            digits += decimals;
        }
        if (digits == 0) {
            return Double.NaN;
        }
        int exponent = 0;
        if (i < to) {
            exponent = exponent(bytes, i, to);
            if (exponent == Integer.MIN_VALUE) {
                return Double.NaN;
            }
        }
        int scale = exponent - decimals;
        if (digits > MAX_DIGITS_IN_LONG || mantissa > MAX_EXACT_MANTISSA || scale < -22 || scale > 22) {
            return slow(bytes, from, to);
        }
        // both operands are exact, so the one rounding of the division or product is the correct one
        double value = scale < 0 ? mantissa / EXACT_POWERS[-scale] : mantissa * EXACT_POWERS[scale];
        return negative ? -value : value;
    }

    /** The exponent of {@code e-12}, cut at ±{@link #MAX_EXPONENT}; {@code Integer.MIN_VALUE} when it is none. */
    private static int exponent(byte[] bytes, int from, int to) {
        if (bytes[from] != 'e' && bytes[from] != 'E') {
            return Integer.MIN_VALUE;
        }
        int i = from + 1;
        boolean negative = i < to && bytes[i] == '-';
        if (negative) {
            i++;
        }
        if (i == to) {
            return Integer.MIN_VALUE;
        }
        int value = 0;
        for (; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MIN_VALUE;
            }
            value = Math.min(value * 10 + digit, MAX_EXPONENT);
        }
        return negative ? -value : value;
    }

    private static double slow(byte[] bytes, int from, int to) {
        double value = Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        return Double.isInfinite(value) ? Double.NaN : value;
    }
}
