package io.quantmini.pipeline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;

/** Digests of what a unit was made from. No clock, no path, no counter. */
final class Inputs {
    private Inputs() {}

    static String line(LocalDate date, String key, long size, long crc32) {
        return date + "\t" + key + "\t" + size + "\t" + crc32 + "\n";
    }

    /** 32 hex digits of SHA-256 of the text in UTF-8. */
    static String digest(CharSequence text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("[inputs] cannot digest: expected SHA-256 in every JVM", e);
        }
    }
}
