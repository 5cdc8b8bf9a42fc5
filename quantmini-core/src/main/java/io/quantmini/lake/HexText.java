package io.quantmini.lake;

import java.util.HexFormat;

/** Numbers as lower-case hex digits. Pure functions, called for each of a unit's ten thousand files. */
final class HexText {
    private static final HexFormat LOWER = HexFormat.of();

    private HexText() {}

    /** The low 32 bits in 8 digits. */
    static String of(long crc) {
        return LOWER.toHexDigits(crc, 8);
    }

    /** Whether the text from {@code from} on starts with so many digits. */
    static boolean isAt(String text, int from, int digits) {
        if (text.length() < from + digits) {
            return false;
        }
        for (int i = from; i < from + digits; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text is so many digits and nothing else. */
    static boolean is(String text, int digits) {
        return text.length() == digits && isAt(text, 0, digits);
    }
}
