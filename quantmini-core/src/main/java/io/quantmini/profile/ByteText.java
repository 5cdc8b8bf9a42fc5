package io.quantmini.profile;

import java.util.Locale;
import java.util.OptionalLong;

/** Byte counts for people: binary units, one decimal. */
final class ByteText {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private ByteText() {}

    static String of(OptionalLong bytes, String absent) {
        return bytes.isPresent() ? of(bytes.getAsLong()) : absent;
    }

    static String of(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10 - 1;
        return String.format(Locale.ROOT, "%.1f %s", bytes / (double) (1L << (10 * (unit + 1))), UNITS[unit]);
    }
}
