package io.quantmini.lake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Names for things by what they are made of: the first 24 hex digits of a SHA-256. Equal parts give equal digests, on
 * every machine and at any time. Pure functions.
 */
public final class ContentDigest {
    private static final int HEX_DIGITS = 24;

    private ContentDigest() {}

    /** The digest of these texts in this order; where one ends and the next starts is part of it. */
    public static String of(List<String> parts) {
        MessageDigest sha = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            sha.update(bytes);
        }
        return HexFormat.of().formatHex(sha.digest()).substring(0, HEX_DIGITS);
    }

    /** {@link #of(List)} of these texts. */
    public static String of(String... parts) {
        return of(List.of(parts));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
